// `entente sample`: sheets for people to code.
#include "commands.hpp"
#include "console.hpp"
#include "data_directory.hpp"
#include "describe.hpp"
#include "open_graph.hpp"

#include <algorithm>
#include <map>
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

}  // namespace entente::tools
