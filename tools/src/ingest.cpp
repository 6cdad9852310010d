// `entente ingest` and `reextract`: articles into the store.
#include "commands.hpp"
#include "console.hpp"
#include "graph_difference.hpp"
#include "reading.hpp"
#include "store_reader.hpp"

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <entente/graph/store.hpp>
#include <entente/ingest/pipeline.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace entente::tools {
namespace {

// What a run has done so far, for progress and the final report.
struct Tally {
  std::uint64_t added = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t replaced = 0;
  std::uint64_t statements = 0;
  std::uint64_t failed = 0;
  std::uint64_t foreign = 0;  // In another language, as far as words tell.
  std::map<std::string, std::uint64_t> by_relation;
  std::map<std::string, std::uint64_t> facts_by_relation;

  std::uint64_t articles() const { return added + unchanged + replaced + failed; }

  void count(graph::PutOutcome outcome, const Contribution& contribution) {
    added += outcome == graph::PutOutcome::added ? 1 : 0;
    unchanged += outcome == graph::PutOutcome::unchanged ? 1 : 0;
    replaced += outcome == graph::PutOutcome::replaced ? 1 : 0;
    if (outcome == graph::PutOutcome::unchanged) return;
    foreign += contribution.english ? 0 : 1;
    for (const ExtractedStatement& extracted : contribution.statements) {
      ++statements;
      ++by_relation[extracted.statement.relation];
      facts_by_relation[extracted.statement.relation] += extracted.statement.factuality.is_fact() ? 1 : 0;
    }
  }
};

void report(const Tally& tally, const std::vector<ArticleId>& shared_ids) {
  print(fmt::format("articles: {} new, {} unchanged, {} changed, {} failed\n", tally.added, tally.unchanged,
                    tally.replaced, tally.failed));
  if (tally.statements > 0) {
    print(fmt::format("statements read: {}\n", tally.statements));
    for (const auto& [relation, count] : tally.by_relation) {
      print(fmt::format("  {:<16} {:>7}  ({} as plain fact)\n", relation, count, tally.facts_by_relation.at(relation)));
    }
  }
  if (tally.foreign > 0) {
    warn(fmt::format("{} of the articles do not look like English, the only language that is understood",
                     tally.foreign));
  }
  for (const ArticleId& id : shared_ids) {
    warn(fmt::format("several different articles have the id '{}'; all are kept", id.value));
  }
}

// What was done with each article, a JSON object a line; nothing if no file is named.
class RunLog {
 public:
  explicit RunLog(const std::string& path) : path_(path) {
    if (!path.empty()) file_.open(path, std::ios::app);
  }

  void write(const nlohmann::ordered_json& line) {
    if (path_.empty()) return;
    file_ << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n' << std::flush;
  }

  Result<void> status() const {
    if (path_.empty() || file_.good()) return {};
    return Error{ErrorCode::io, "the log cannot be written", path_, "check path, rights and free space"};
  }

 private:
  std::string path_;
  std::ofstream file_;
};

std::string_view name_of(graph::PutOutcome outcome) {
  if (outcome == graph::PutOutcome::added) return "new";
  return outcome == graph::PutOutcome::unchanged ? "unchanged" : "changed";
}

// Takes processed articles into the store.
class Sink {
 public:
  Sink(graph::IngestRun& run, const ExtractionSetup& setup, Progress& progress, RunLog& log)
      : run_(run), setup_(setup), progress_(progress), log_(log) {}

  // False when the store fails: going on would fail for every article.
  bool take(ingest::ProcessedArticle processed) {
    const std::uint64_t bytes_read = processed.bytes_read;
    if (!processed.contribution) {
      add_failure(processed.contribution.error());
    } else if (auto put = store(std::move(*processed.contribution), processed.extracted, processed.place); !put) {
      if (put.error().code != ErrorCode::invalid_input) {
        store_error_ = put.error();
        return false;
      }
      add_failure(put.error().at(processed.place));
    }
    progress_.update(bytes_read,
                     fmt::format("{} articles, {} statements, {:.0f} articles/s", tally_.articles(), tally_.statements,
                                 static_cast<double>(tally_.articles()) / progress_.seconds()));
    return true;
  }

  const Tally& tally() const { return tally_; }
  const std::optional<Error>& store_error() const { return store_error_; }

 private:
  Result<void> store(Contribution contribution, bool extracted, const std::string& place) {
    // Known when a thread looked, but replaced by an article in between.
    if (!extracted && !run_.is_known(contribution.article)) {
      contribution = setup_.extractor->extract(std::move(contribution.article));
    }
    const auto outcome = run_.put(contribution);
    if (!outcome) return outcome.error();
    tally_.count(*outcome, contribution);
    nlohmann::ordered_json line = {
        {"place", place}, {"outcome", name_of(*outcome)}, {"article", contribution.article.id.value}};
    if (*outcome != graph::PutOutcome::unchanged) line["statements"] = contribution.statements.size();
    log_.write(line);
    return {};
  }

  void add_failure(const Error& error) {
    ++tally_.failed;
    log_.write({{"place", error.place}, {"outcome", "failed"}, {"error", error.message}, {"mend", error.mend}});
    progress_.finish();
    fail(error);
  }

  graph::IngestRun& run_;
  const ExtractionSetup& setup_;
  Progress& progress_;
  RunLog& log_;
  Tally tally_;
  std::optional<Error> store_error_;
};

// What is read, and how.
struct Intake {
  const ExtractionSetup& setup;
  ingest::ArticleReader& reader;
  std::size_t jobs = 1;
  std::string log;
  std::string verb;                    // For the progress.
  std::optional<std::uint64_t> total;  // Of what the reader counts.
};

ExitCode take_in(const Intake& intake, const graph::Extraction& extraction, graph::IngestRun run) {
  RunLog log(intake.log);
  if (auto opened = log.status(); !opened) return fail(opened.error());
  log.write(
      {{"run", "entente " ENTENTE_VERSION}, {"extraction", extraction.description}, {"date", today().to_string()}});
  Progress progress(intake.verb, intake.total);
  Sink sink(run, intake.setup, progress, log);
  ingest::process_articles(intake.reader, *intake.setup.extractor,
                           {intake.jobs, [&](const Article& article) { return run.is_known(article); }},
                           [&](ingest::ProcessedArticle processed) { return sink.take(std::move(processed)); });
  progress.finish();
  const auto finished = run.finish();
  const Tally& tally = sink.tally();
  report(tally, run.shared_ids());
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  if (sink.store_error()) return fail(*sink.store_error());
  if (!finished) return fail(finished.error());
  log.write({{"new", tally.added},
             {"unchanged", tally.unchanged},
             {"changed", tally.replaced},
             {"failed", tally.failed},
             {"seconds", progress.seconds()}});
  if (auto written = log.status(); !written) return fail(written.error());
  return tally.failed == 0 ? kDone : kSomeArticlesFailed;
}

}  // namespace

ExitCode run_ingest(const IngestOptions& options) {
  auto setup = set_up_reading(options.reading);
  if (!setup) return fail(setup.error());
  auto store = graph::Store::open(options.db, graph::OpenMode::create_if_missing);
  if (!store) return fail(store.error());
  const graph::Extraction extraction = describe_extraction(*setup);
  return take_in({*setup, *setup->reader, options.reading.jobs, options.log, "ingesting",
                  ingest::total_bytes(options.reading.paths)},
                 extraction, store->begin_ingest(extraction, options.sync_every));
}

ExitCode run_reextract(const ReextractOptions& options) {
  const auto setup = set_up_extraction(options.data);
  if (!setup) return fail(setup.error());
  auto store = graph::Store::open(options.db, graph::OpenMode::read_write);
  if (!store) return fail(store.error());
  const auto before = store->snapshot();
  const auto counts = before->counts();
  if (!counts) return fail(counts.error());
  const graph::Extraction extraction = describe_extraction(*setup);
  auto run = store->begin_reextraction(extraction);
  if (!run) return fail(run.error());
  const auto reader = read_store(*before);
  const ExitCode code = take_in({*setup, *reader, options.jobs, options.log, "reading anew", counts->articles},
                                extraction, std::move(*run));
  if (code != kDone && code != kSomeArticlesFailed) return code;
  if (auto printed = print_difference(*before, *store->snapshot(), !options.list); !printed)
    return fail(printed.error());
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return code;
}

}  // namespace entente::tools
