// `entente judge` and `candidates`: what people decide about what was read.
#include "commands.hpp"
#include "console.hpp"
#include "data_directory.hpp"
#include "describe.hpp"
#include "input.hpp"
#include "open_graph.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <set>

#include <entente/graph/curated_graph.hpp>
#include <entente/graph/duplicates.hpp>
#include <entente/graph/store.hpp>
#include <entente/query/resolve.hpp>
#include <entente/schemas/csv.hpp>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace entente::tools {
namespace {

using graph::Judgement;
using graph::JudgementKind;
using graph::PropertyGraph;

const std::vector<std::string> kColumns = {"time", "user", "kind", "subject", "object", "reason"};

std::string now() {
  const auto moment = std::chrono::system_clock::now();
  const auto micros =
      std::chrono::duration_cast<std::chrono::microseconds>(moment.time_since_epoch()).count() % 1'000'000;
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:06}Z", fmt::gmtime(std::chrono::system_clock::to_time_t(moment)), micros);
}

std::string this_user() {
  for (const char* name : {"USER", "LOGNAME"}) {
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
  }
  return "unknown";
}

bool is_about_entities(JudgementKind kind) {
  return kind == JudgementKind::same || kind == JudgementKind::different || kind == JudgementKind::rename ||
         kind == JudgementKind::alias || kind == JudgementKind::type;
}

// Replaces names by keys, and checks what is said.
Result<void> resolve(const PropertyGraph& graph, const std::vector<Judgement>& log, Judgement& judgement) {
  const auto entity_key = [&](std::string& name) -> Result<void> {
    const auto entity = query::resolve_entity(graph, name);
    if (!entity) return entity.error();
    name = entity->entity.key.value;
    return {};
  };
  if (is_about_entities(judgement.kind)) {
    if (auto resolved = entity_key(judgement.subject); !resolved) return resolved;
  }
  switch (judgement.kind) {
    case JudgementKind::same:
    case JudgementKind::different:
      if (auto resolved = entity_key(judgement.object); !resolved) return resolved;
      if (judgement.subject == judgement.object) {
        return Error{ErrorCode::invalid_input, "both names mean the same entity already", judgement.subject,
                     "if that is wrong, see 'entente judge list' and 'entente judge undo'"};
      }
      return {};
    case JudgementKind::reject:
    case JudgementKind::accept: {
      const auto hash = Hash128::from_hex(judgement.subject);
      const auto known =
          hash ? graph.find_statement({*hash}) : Result<std::optional<graph::StatementNumber>>(std::nullopt);
      if (!known) return known.error();
      // One that was rejected before is not in the graph any more, and may be accepted after all.
      const bool judged =
          std::any_of(log.begin(), log.end(), [&](const Judgement& j) { return j.subject == judgement.subject; });
      if (*known || judged) return {};
      return Error{ErrorCode::not_found, "the store holds no statement of this id", judgement.subject,
                   "'entente show ENTITY' and the property id of relationships give ids"};
    }
    case JudgementKind::type:
      if (parse_entity_type(judgement.object)) return {};
      return Error{
          ErrorCode::invalid_input, fmt::format("'{}' is no type of entities", judgement.object), "",
          "it is one of Country, Person, Organization, ArmedGroup, Bloc, Company, Conflict, Agreement, Place, Media"};
    case JudgementKind::undo:
      if (std::any_of(log.begin(), log.end(), [&](const Judgement& j) { return j.id().hex() == judgement.subject; }))
        return {};
      return Error{ErrorCode::not_found, "the log holds no judgement of this id", judgement.subject,
                   "see 'entente judge list'"};
    default:
      if (judgement.object.empty()) return Error{ErrorCode::invalid_input, "the name is empty", "", "give a name"};
      return {};
  }
}

// The last judgement that holds.
Result<std::string> last_of(const std::vector<Judgement>& log) {
  const auto holding = graph::in_force(log);
  if (holding.empty()) return Error{ErrorCode::not_found, "there is no judgement to take back", "", ""};
  return holding.back().id().hex();
}

std::vector<std::string> row_of(const Judgement& judgement) {
  return {judgement.time,    judgement.user,   std::string(to_string(judgement.kind)),
          judgement.subject, judgement.object, judgement.reason};
}

Result<std::vector<Judgement>> from_table(const std::string& path) {
  const auto text = read_input(path);
  if (!text) return text.error();
  const auto rows = parse_csv(*text, path);
  if (!rows) return rows.error();
  if (rows->empty() || rows->front() != kColumns) {
    return Error{ErrorCode::invalid_input, "the first row does not name the columns of judgements", path + ":1",
                 "it is: time,user,kind,subject,object,reason"};
  }
  std::vector<Judgement> judgements;
  for (std::size_t i = 1; i < rows->size(); ++i) {
    const auto& row = (*rows)[i];
    const auto kind = graph::parse_judgement_kind(row[2]);
    const bool timed = row[0].size() >= 20 && row[0].ends_with('Z') && parse_date(row[0]);
    if (!kind || !timed || row[3].empty()) {
      return Error{ErrorCode::invalid_input,
                   !kind   ? fmt::format("'{}' is no kind of judgement", row[2])
                   : timed ? "the subject is empty"
                           : fmt::format("'{}' is no time", row[0]),
                   fmt::format("{}, row {}", path, i + 1), "see what 'entente judge export' writes"};
    }
    judgements.push_back({row[0], row[1], *kind, row[3], row[4], row[5]});
  }
  return judgements;
}

ExitCode done() {
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return kDone;
}

}  // namespace

ExitCode run_judge(const JudgeOptions& options) {
  Judgement judgement;
  judgement.kind = graph::parse_judgement_kind(options.kind).value_or(JudgementKind::same);
  judgement.subject = options.subject;
  judgement.object = options.object;
  judgement.reason = options.reason;
  judgement.user = options.user.empty() ? this_user() : options.user;
  judgement.time = now();
  const auto ontology = load_shipped_ontology();
  if (!ontology) return fail(ontology.error());
  auto store = graph::Store::open(options.db, graph::OpenMode::read_write);
  if (!store) return fail(store.error());
  const auto log = store->judgements();
  if (!log) return fail(log.error());
  {
    const auto graph = graph::curate(store->snapshot(), *log, *ontology);
    if (!graph) return fail(graph.error());
    if (judgement.kind == JudgementKind::undo && judgement.subject.empty()) {
      const auto last = last_of(*log);
      if (!last) return fail(last.error());
      judgement.subject = *last;
    }
    if (auto resolved = resolve(**graph, *log, judgement); !resolved) return fail(resolved.error());
  }
  if (auto judged = store->judge({judgement}); !judged) return fail(judged.error());
  print(fmt::format("{} {}{}  (judgement {})\n", to_string(judgement.kind), judgement.subject,
                    judgement.object.empty() ? "" : " " + judgement.object, judgement.id().hex()));
  return done();
}

ExitCode run_judge_list(const std::string& db) {
  const auto store = graph::Store::open(db, graph::OpenMode::read_only);
  if (!store) return fail(store.error());
  const auto log = store->judgements();
  if (!log) return fail(log.error());
  std::set<std::string> holding;
  for (const Judgement& judgement : graph::in_force(*log)) holding.insert(judgement.id().hex());
  for (const Judgement& judgement : *log) {
    const std::string id = judgement.id().hex();
    print(fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", id, holding.contains(id) ? "holds" : "-", judgement.time,
                      judgement.user, to_string(judgement.kind), judgement.subject, judgement.object,
                      judgement.reason));
  }
  return done();
}

ExitCode run_judge_export(const std::string& db) {
  const auto store = graph::Store::open(db, graph::OpenMode::read_only);
  if (!store) return fail(store.error());
  const auto log = store->judgements();
  if (!log) return fail(log.error());
  print(csv_row(kColumns));
  for (const Judgement& judgement : *log) print(csv_row(row_of(judgement)));
  return done();
}

ExitCode run_judge_import(const std::string& db, const std::string& path) {
  const auto judgements = from_table(path);
  if (!judgements) return fail(judgements.error());
  auto store = graph::Store::open(db, graph::OpenMode::read_write);
  if (!store) return fail(store.error());
  const auto before = store->judgements();
  if (!before) return fail(before.error());
  if (auto judged = store->judge(*judgements); !judged) return fail(judged.error());
  const auto after = store->judgements();
  if (!after) return fail(after.error());
  print(fmt::format("{} judgements, {} of them new\n", judgements->size(), after->size() - before->size()));
  return done();
}

ExitCode run_candidates(const std::string& db, std::size_t limit) {
  const auto open = open_graph(db);
  if (!open) return fail(open.error());
  const auto log = open->store.judgements();
  if (!log) return fail(log.error());
  const auto candidates = graph::duplicate_candidates(*open->graph, *log);
  if (!candidates) return fail(candidates.error());
  std::size_t shown = 0;
  for (const graph::DuplicateCandidate& candidate : *candidates) {
    if (limit != 0 && shown++ == limit) break;
    const auto first = open->graph->entity(candidate.first);
    if (!first) return fail(first.error());
    const auto second = open->graph->entity(candidate.second);
    if (!second) return fail(second.error());
    print(fmt::format("{:.2f}\t{}\t{}\t{}; {} neighbours in common\n", candidate.score, describe_entity(*first),
                      describe_entity(*second), candidate.why, candidate.neighbors));
  }
  return done();
}

}  // namespace entente::tools
