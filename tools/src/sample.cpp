// `entente sample` and `agreement`: sheets for people to code, and what they come to.
#include "agreement_measures.hpp"
#include "commands.hpp"
#include "console.hpp"
#include "data_directory.hpp"
#include "describe.hpp"
#include "input.hpp"
#include "open_graph.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <entente/ingest/language_pipeline.hpp>
#include <entente/schemas/csv.hpp>

#include <fmt/format.h>

namespace entente::tools {
namespace {

using graph::PropertyGraph;
using Row = std::vector<std::string>;

const Row kStatementColumns = {"item",     "correct",  "comment", "subject",     "relation", "object",
                               "polarity", "modality", "phase",   "attribution", "sentence", "trigger",
                               "title",    "source",   "date",    "article",     "statement"};
const Row kSentenceColumns = {"item",     "missed", "comment", "found", "statements",
                              "sentence", "title",  "source",  "date",  "article"};

// The rows with the smallest hashes: a random sample that depends on the seed and on what is said, not on the store.
class Sample {
 public:
  Sample(std::size_t size, std::uint64_t seed) : size_(size), seed_(fmt::format("{}", seed)) {}

  // `make` is called for rows that are in it so far.
  template <typename Make>
  Result<void> consider(std::string_view what, std::string_view where, const Make& make) {
    const Hash128 rank = hash_fields({seed_, what, where});
    if (rows_.size() == size_ && (size_ == 0 || !(rank < rows_.rbegin()->first))) return {};
    Result<Row> row = make(hash_fields({what, where}).hex());
    if (!row) return row.error();
    rows_.emplace(rank, std::move(*row));
    if (rows_.size() > size_) rows_.erase(std::prev(rows_.end()));
    return {};
  }

  void write(const Row& columns) const {
    print(csv_row(columns));
    for (const auto& [rank, row] : rows_) print(csv_row(row));
  }

 private:
  std::size_t size_;
  std::string seed_;
  std::map<Hash128, Row> rows_;
};

std::string place_of(const graph::StoredEvidence& piece) {
  return fmt::format("{} {} {} {}", piece.article.content_hash.hex(), piece.evidence.sentence.begin_byte,
                     piece.evidence.subject.begin_byte, piece.evidence.object.begin_byte);
}

std::string attribution_of(const Evidence& evidence) {
  std::string text;
  for (const Attribution& link : evidence.attribution) {
    text += fmt::format("{}{} \"{}\" ({})", text.empty() ? "" : "; ", link.source, link.verb, to_string(link.stance));
  }
  return text;
}

Result<std::string> name_of(const PropertyGraph& graph, const EntityKey& key) {
  const auto node = graph.find_node(key);
  if (!node) return node.error();
  if (!*node) return key.value;
  const auto entity = graph.entity(**node);
  if (!entity) return entity.error();
  return entity->name;
}

Result<Row> statement_row(const PropertyGraph& graph, const Statement& statement, const graph::StoredEvidence& piece,
                          const std::string& item) {
  const auto subject = name_of(graph, statement.subject);
  if (!subject) return subject.error();
  const auto object = name_of(graph, statement.object);
  if (!object) return object.error();
  const Factuality& factuality = statement.factuality;
  return Row{item,
             "",
             "",
             *subject,
             statement.relation,
             *object,
             std::string(to_string(factuality.polarity)),
             std::string(to_string(factuality.modality)),
             std::string(to_string(factuality.phase)),
             attribution_of(piece.evidence),
             piece.sentence,
             piece.evidence.trigger,
             piece.article.title,
             piece.article.source,
             piece.article.date.to_string(),
             piece.article.id.value,
             statement.id().hash.hex()};
}

Result<void> sample_statements(const PropertyGraph& graph, const SampleOptions& options) {
  Sample sample(options.statements, options.seed);
  const graph::View view{options.question.view == "claims", options.question.relations};
  const auto nodes = graph.nodes();
  if (!nodes) return nodes.error();
  for (const graph::NodeId node : *nodes) {
    const auto edges = graph.edges(node, graph::Direction::outgoing, view);
    if (!edges) return edges.error();
    for (const graph::Edge& edge : *edges) {
      const auto statement = graph.statement(edge.statement);
      if (!statement) return statement.error();
      const auto evidence = graph.evidence(edge.statement);
      if (!evidence) return evidence.error();
      for (const graph::StoredEvidence& piece : *evidence) {
        const auto considered =
            sample.consider(statement->id().hash.hex(), place_of(piece),
                            [&](const std::string& item) { return statement_row(graph, *statement, piece, item); });
        if (!considered) return considered;
      }
    }
  }
  sample.write(kStatementColumns);
  return {};
}

// What the store holds of the sentence: how many statements, and in words.
Result<std::pair<std::size_t, std::string>> statements_in(const PropertyGraph& graph, graph::ArticleNumber article,
                                                          const Span& sentence) {
  const auto statements = graph.statements_of(article);
  if (!statements) return statements.error();
  std::size_t count = 0;
  std::string lines;
  for (const graph::StatementNumber number : *statements) {
    const auto evidence = graph.evidence(number);
    if (!evidence) return evidence.error();
    for (const graph::StoredEvidence& piece : *evidence) {
      if (piece.article.number != article || piece.evidence.sentence != sentence) continue;
      const auto statement = graph.statement(number);
      if (!statement) return statement.error();
      const auto subject = name_of(graph, statement->subject);
      if (!subject) return subject.error();
      const auto object = name_of(graph, statement->object);
      if (!object) return object.error();
      ++count;
      lines += fmt::format("{}{} {} {}{}", lines.empty() ? "" : "; ", *subject, statement->relation, *object,
                           describe_factuality(statement->factuality));
    }
  }
  return std::pair(count, lines);
}

Result<void> sample_sentences(const PropertyGraph& graph, const SampleOptions& options) {
  auto model = load_shipped_language_model({});
  if (!model) return model.error();
  const ingest::LanguagePipeline language(std::move(*model));
  Sample sample(options.sentences, options.seed);
  const auto articles = graph.articles();
  if (!articles) return articles.error();
  for (const graph::ArticleSummary& article : *articles) {
    const auto text = graph.article_text(article.number);
    if (!text) return text.error();
    const ingest::Document document = language.segment(*text, ingest::LanguagePipeline::find_paragraphs(*text));
    for (const ingest::Sentence& sentence : document.sentences) {
      const Span span = document.span_of(sentence);
      const auto considered = sample.consider(article.content_hash.hex(), fmt::format("{}", span.begin_byte),
                                              [&](const std::string& item) -> Result<Row> {
                                                const auto found = statements_in(graph, article.number, span);
                                                if (!found) return found.error();
                                                return Row{item,
                                                           "",
                                                           "",
                                                           fmt::format("{}", found->first),
                                                           found->second,
                                                           std::string(span.of(*text)),
                                                           article.title,
                                                           article.source,
                                                           article.date.to_string(),
                                                           article.id.value};
                                              });
      if (!considered) return considered;
    }
  }
  sample.write(kSentenceColumns);
  return {};
}

// A sheet as a coder filled it in.
struct Sheet {
  std::string path;
  bool of_statements = true;
  std::map<std::string, std::string> codes;  // By item: "yes", "no", or how many were missed; empty where it is open.
  std::map<std::string, std::string> relations;  // Of statements.
  std::map<std::string, std::size_t> found;      // In sentences.
};

std::optional<std::string> yes_or_no(const std::string& text) {
  std::string lower;
  for (const char c : text) lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  if (lower.empty()) return "";
  if (lower == "y" || lower == "yes" || lower == "1" || lower == "true" || lower == "x") return "yes";
  if (lower == "n" || lower == "no" || lower == "0" || lower == "false") return "no";
  return std::nullopt;
}

std::optional<std::size_t> number_of(const std::string& text) {
  if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return std::stoul(text);
}

Result<Sheet> read_sheet(const std::string& path) {
  const auto text = read_input(path);
  if (!text) return text.error();
  const auto rows = parse_csv(*text, path);
  if (!rows) return rows.error();
  Sheet sheet;
  sheet.path = path;
  const Row empty;
  const Row& columns = rows->empty() ? empty : rows->front();
  const auto column = [&](std::string_view name) {
    return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) - columns.begin());
  };
  const std::size_t item = column("item");
  const std::size_t correct = column("correct");
  const std::size_t missed = column("missed");
  const std::size_t relation = column("relation");
  const std::size_t found = column("found");
  sheet.of_statements = correct < columns.size() && relation < columns.size();
  if (item == columns.size() || (!sheet.of_statements && (missed == columns.size() || found == columns.size()))) {
    return Error{ErrorCode::invalid_input,
                 "this is no sheet: it lacks the column 'item', or 'correct' and 'relation', or 'missed' and 'found'",
                 path + ":1", "fill in what 'entente sample' writes, and keep its columns"};
  }
  for (std::size_t i = 1; i < rows->size(); ++i) {
    const Row& row = (*rows)[i];
    const std::string place = fmt::format("{}, row {}", path, i + 1);
    if (sheet.of_statements) {
      const auto code = yes_or_no(row[correct]);
      if (!code) {
        return Error{ErrorCode::invalid_input, fmt::format("'{}' is neither yes nor no", row[correct]), place,
                     "write yes or no, or leave it empty"};
      }
      sheet.codes[row[item]] = *code;
      sheet.relations[row[item]] = row[relation];
    } else {
      const auto count = number_of(row[found]);
      if ((!row[missed].empty() && !number_of(row[missed])) || !count) {
        return Error{ErrorCode::invalid_input, "'missed' or 'found' is no number", place,
                     "write how many statements the sentence makes that were not found"};
      }
      sheet.codes[row[item]] = row[missed];
      sheet.found[row[item]] = *count;
    }
  }
  return sheet;
}

void print_share(const std::string& name, std::size_t successes, std::size_t cases) {
  const Interval interval = wilson_interval(successes, cases);
  print(fmt::format("  {:<20} {:>5} of {:>5}   {:.3f}   [{:.3f}, {:.3f}]\n", name, successes, cases,
                    cases == 0 ? 0.0 : static_cast<double>(successes) / static_cast<double>(cases), interval.low,
                    interval.high));
}

void print_sheet(const Sheet& sheet) {
  if (!sheet.of_statements) {
    std::size_t found = 0;
    std::size_t missed = 0;
    for (const auto& [item, code] : sheet.codes) {
      if (code.empty()) continue;
      found += sheet.found.at(item);
      missed += *number_of(code);
    }
    print(fmt::format(
        "{}: statements found of those that the coded sentences make (recall, if what was found is right), 95 %\n",
        sheet.path));
    print_share("all", found, found + missed);
    return;
  }
  std::map<std::string, std::pair<std::size_t, std::size_t>> by_relation;
  std::pair<std::size_t, std::size_t> all;
  for (const auto& [item, code] : sheet.codes) {
    if (code.empty()) continue;
    for (auto* counts : {&by_relation[sheet.relations.at(item)], &all}) {
      ++counts->second;
      counts->first += code == "yes" ? 1 : 0;
    }
  }
  print(fmt::format("{}: statements that are right (precision), 95 %\n", sheet.path));
  for (const auto& [relation, counts] : by_relation) print_share(relation, counts.first, counts.second);
  print_share("all", all.first, all.second);
}

Result<void> compare(const Sheet& first, const Sheet& second) {
  if (first.of_statements != second.of_statements) {
    return Error{ErrorCode::invalid_input, "one sheet is of statements, the other of sentences", second.path,
                 "compare sheets of one kind"};
  }
  std::vector<Coded> items;
  std::size_t both = 0;
  std::size_t apart = 0;
  for (const auto& [item, code] : first.codes) {
    const auto other = second.codes.find(item);
    if (other == second.codes.end()) {
      ++apart;
      continue;
    }
    items.push_back({code, other->second});
    both += !code.empty() && !other->second.empty() ? 1 : 0;
  }
  for (const auto& [item, code] : second.codes) apart += first.codes.contains(item) ? 0 : 1;
  if (apart > 0) warn(fmt::format("{} items stand in one of the sheets alone", apart));
  if (both == 0)
    return Error{ErrorCode::not_found, "no item was coded in both sheets", second.path,
                 "give two codings of one sheet"};
  print(
      fmt::format("agreement on {} items that both coded: {:.3f}, Cohen's kappa {:.3f}, Krippendorff's alpha {:.3f}\n",
                  both, observed_agreement(items), cohens_kappa(items), krippendorffs_alpha(items)));
  return {};
}

}  // namespace

ExitCode run_sample(const SampleOptions& options) {
  const auto open = open_graph(options.question.db);
  if (!open) return fail(open.error());
  const auto sampled =
      options.sentences > 0 ? sample_sentences(*open->graph, options) : sample_statements(*open->graph, options);
  if (!sampled) return fail(sampled.error());
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return kDone;
}

ExitCode run_agreement(const std::vector<std::string>& paths) {
  std::vector<Sheet> sheets;
  for (const std::string& path : paths) {
    auto sheet = read_sheet(path);
    if (!sheet) {
      const ExitCode code = fail(sheet.error());
      return sheet.error().code == ErrorCode::invalid_input ? kWrongUsage : code;
    }
    print_sheet(*sheet);
    sheets.push_back(std::move(*sheet));
  }
  if (sheets.size() == 2) {
    if (auto compared = compare(sheets[0], sheets[1]); !compared) return fail(compared.error());
  }
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return kDone;
}

}  // namespace entente::tools
