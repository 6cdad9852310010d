// `entente show`: everything the store knows of one entity, statement or article, down to the sentences.
#include "commands.hpp"
#include "console.hpp"
#include "data_directory.hpp"
#include "describe.hpp"
#include "open_graph.hpp"
#include "terminal_text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include <entente/graph/evidence_summary.hpp>
#include <entente/query/neighborhood.hpp>
#include <entente/query/resolve.hpp>

#include <fmt/format.h>

namespace entente::tools {
namespace {

using graph::PropertyGraph;
using graph::StoredEvidence;

class Shower {
 public:
  Shower(const PropertyGraph& graph, const Ontology& ontology, std::size_t limit)
      : graph_(graph), ontology_(ontology), belief_(ontology.belief()), limit_(limit) {}

  Result<void> show(const std::string& what) const {
    if (const auto hash = Hash128::from_hex(what)) {
      const auto number = graph_.find_statement({*hash});
      if (!number) return number.error();
      if (*number) return show_statement(**number);
    }
    const auto articles = graph_.find_article({what});
    if (!articles) return articles.error();
    for (const graph::ArticleSummary& article : *articles) {
      if (auto shown = show_article(article); !shown) return shown;
    }
    if (!articles->empty()) return {};
    const auto entity = query::resolve_entity(graph_, what);
    if (!entity) return entity.error();
    return show_entity(*entity);
  }

 private:
  Result<std::string> statement_line(graph::StatementNumber number) const {
    const auto statement = graph_.statement(number);
    if (!statement) return statement.error();
    std::string names[2];
    const EntityKey* keys[2] = {&statement->subject, &statement->object};
    for (int i = 0; i < 2; ++i) {
      const auto node = graph_.find_node(*keys[i]);
      if (!node) return node.error();
      const auto entity = graph_.entity(**node);
      if (!entity) return entity.error();
      names[i] = entity->name;
    }
    return fmt::format("{} {} {}{}", names[0], statement->relation, names[1],
                       describe_factuality(statement->factuality));
  }

  Result<void> print_evidence(graph::StatementNumber number, std::size_t limit) const {
    const auto evidence = graph_.evidence(number);
    if (!evidence) return evidence.error();
    for (std::size_t i = 0; i < evidence->size() && i < limit; ++i) {
      print(wrapped(fmt::format("    {}", describe_evidence((*evidence)[i])), terminal_width(), 4) + "\n");
    }
    if (evidence->size() > limit) print(fmt::format("    … {} more; --limit shows more\n", evidence->size() - limit));
    return {};
  }

  Result<void> show_statement(graph::StatementNumber number) const {
    const auto line = statement_line(number);
    if (!line) return line.error();
    const auto statement = graph_.statement(number);
    if (!statement) return statement.error();
    const auto evidence = graph_.evidence(number);
    if (!evidence) return evidence.error();
    const auto summary = graph_.summary(number, belief_);
    if (!summary) return summary.error();
    print(fmt::format("{}\n  id {}\n  {}\n", *line, statement->id().hash.hex(), describe_sources(*summary)));
    for (std::size_t i = 0; i < evidence->size() && i < limit_; ++i) {
      const StoredEvidence& piece = (*evidence)[i];
      print(fmt::format("\n  {}\n    words \"{}\", rule {}, confidence {:.2f}\n", describe_evidence(piece),
                        piece.evidence.trigger, piece.evidence.rule, piece.evidence.confidence));
    }
    if (evidence->size() > limit_) print(fmt::format("\n  … {} more; --limit shows more\n", evidence->size() - limit_));
    return {};
  }

  Result<void> show_entity(const query::ResolvedEntity& resolved) const {
    const Entity& entity = resolved.entity;
    print(styled(Style::bold, describe_entity(entity)) + "\n");
    std::string aliases;
    for (const std::string& alias : entity.aliases) aliases += (aliases.empty() ? "" : ", ") + alias;
    if (!aliases.empty()) print(wrapped("  also: " + aliases, terminal_width(), 4) + "\n");
    const std::pair<const char*, const std::string&> codes[] = {
        {"ISO 3166", entity.codes.iso3}, {"Correlates of War", entity.codes.cow}, {"Wikidata", entity.codes.wikidata}};
    for (const auto& [name, code] : codes) {
      if (!code.empty()) print(fmt::format("  {}: {}\n", name, code));
    }
    const auto articles = graph_.articles_of(resolved.node);
    if (!articles) return articles.error();
    print(fmt::format("  mentioned in {} article{}\n", articles->size(), articles->size() == 1 ? "" : "s"));
    const auto neighbors = query::neighbors(graph_, resolved.node, {true, {}}, belief_);
    if (!neighbors) return neighbors.error();
    if (neighbors->empty()) return {};
    print_relations(*neighbors);
    if (auto printed = print_disputes(entity, *neighbors); !printed) return printed;
    print_time_line(entity, *neighbors);
    return print_statements(*neighbors);
  }

  // How much of which relation, and when.
  void print_relations(const std::vector<query::Neighbor>& neighbors) const {
    struct Counts {
      std::size_t facts = 0;
      std::size_t others = 0;
      Date first;
      Date last;
    };
    std::map<std::string, Counts> relations;  // By the name that they have seen from here.
    for (const query::Neighbor& neighbor : neighbors) {
      const Relation* const known = ontology_.find(neighbor.relation);
      Counts& counts = relations[neighbor.outgoing || known == nullptr ? neighbor.relation : known->inverse];
      ++(neighbor.edge.factuality.is_fact() ? counts.facts : counts.others);
      const graph::StatementSummary& summary = neighbor.summary;
      if (summary.first_seen.known() && (!counts.first.known() || summary.first_seen < counts.first))
        counts.first = summary.first_seen;
      counts.last = std::max(counts.last, summary.last_seen);
    }
    print(styled(Style::bold, fmt::format("\n  {:<28} {:>6} {:>7}  {}\n", "relations", "facts", "others", "seen")));
    for (const auto& [name, counts] : relations) {
      print(fmt::format("  {:<28} {:>6} {:>7}  {}{}\n", name, counts.facts, counts.others, counts.first.to_string(),
                        counts.last == counts.first ? "" : fmt::format(" to {}", counts.last.to_string())));
    }
  }

  // What some say and others deny, with the sentences of both.
  Result<void> print_disputes(const Entity& entity, const std::vector<query::Neighbor>& neighbors) const {
    std::map<std::tuple<std::string, bool, EntityKey>, std::array<std::vector<const query::Neighbor*>, 2>> sides;
    for (const query::Neighbor& neighbor : neighbors) {
      const auto polarity = static_cast<std::size_t>(neighbor.edge.factuality.polarity);
      if (neighbor.edge.factuality.modality == Modality::actual) {
        sides[{neighbor.relation, neighbor.outgoing, neighbor.other.key}].at(polarity).push_back(&neighbor);
      }
    }
    bool any = false;
    for (const auto& [matter, both] : sides) {
      if (both[0].empty() || both[1].empty()) continue;
      if (!std::exchange(any, true)) print(styled(Style::bold, "\n  disputed\n"));
      const query::Neighbor& one = *both[0].front();
      print(fmt::format("  {} {} {}\n", one.outgoing ? entity.name : one.other.name, one.relation,
                        one.outgoing ? one.other.name : entity.name));
      for (const auto& [side, style, statements] :
           {std::tuple("affirmed", Style::good, both[0]), std::tuple("denied", Style::bad, both[1])}) {
        for (const query::Neighbor* statement : statements) {
          print(fmt::format("    {} by {}\n", styled(style, side), describe_sources(statement->summary)));
          if (auto printed = print_evidence(statement->edge.statement, 2); !printed) return printed;
        }
      }
    }
    return {};
  }

  // Facts in the order in which they were first told of.
  void print_time_line(const Entity& entity, const std::vector<query::Neighbor>& neighbors) const {
    std::vector<const query::Neighbor*> dated;
    for (const query::Neighbor& neighbor : neighbors) {
      if (neighbor.edge.factuality.is_fact() && neighbor.summary.first_seen.known()) dated.push_back(&neighbor);
    }
    if (dated.empty()) return;
    std::stable_sort(dated.begin(), dated.end(),
                     [](const auto* a, const auto* b) { return a->summary.first_seen < b->summary.first_seen; });
    print(styled(Style::bold, "\n  time line\n"));
    for (std::size_t i = 0; i < dated.size(); ++i) {
      if (i == limit_) {
        print(fmt::format("  … {} more; --limit shows more\n", dated.size() - limit_));
        break;
      }
      const query::Neighbor& neighbor = *dated[i];
      print(fmt::format("  {:<10}  {} {} {}\n", neighbor.summary.first_seen.to_string(),
                        neighbor.outgoing ? entity.name : neighbor.other.name, neighbor.relation,
                        neighbor.outgoing ? neighbor.other.name : entity.name));
    }
  }

  Result<void> print_statements(const std::vector<query::Neighbor>& neighbors) const {
    print(styled(Style::bold, "\n  statements\n"));
    std::size_t shown = 0;
    for (const query::Neighbor& neighbor : neighbors) {
      if (shown++ == limit_) {
        print(fmt::format("\n… {} more statements; --limit shows more\n", neighbors.size() - limit_));
        break;
      }
      const auto line = statement_line(neighbor.edge.statement);
      if (!line) return line.error();
      const auto statement = graph_.statement(neighbor.edge.statement);
      if (!statement) return statement.error();
      print(fmt::format("{}  {}  {}\n    {}\n", shown == 1 ? "" : "\n", styled(Style::link, *line),
                        describe_sources(neighbor.summary), styled(Style::dim, "id " + statement->id().hash.hex())));
      if (auto printed = print_evidence(neighbor.edge.statement, 2); !printed) return printed;
    }
    return {};
  }

  Result<void> show_article(const graph::ArticleSummary& article) const {
    print(
        fmt::format("{}\n  {}\n", article.title.empty() ? article.id.value : article.title, describe_article(article)));
    if (!article.url.empty()) print(fmt::format("  {}\n", article.url));
    if (!article.author.empty()) print(fmt::format("  by {}\n", article.author));
    if (!article.date_origin.empty()) print(fmt::format("  date from: {}\n", article.date_origin));
    const auto statements = graph_.statements_of(article.number);
    if (!statements) return statements.error();
    std::set<std::pair<Span, std::string>> lines;  // In the order of the text.
    for (const graph::StatementNumber number : *statements) {
      const auto line = statement_line(number);
      if (!line) return line.error();
      const auto evidence = graph_.evidence(number);
      if (!evidence) return evidence.error();
      for (const StoredEvidence& piece : *evidence) {
        if (piece.article.number != article.number) continue;
        lines.emplace(piece.evidence.sentence, fmt::format("{}\n    \"{}\"", *line, piece.sentence));
      }
    }
    print(fmt::format("  {} statement{}\n", lines.size(), lines.size() == 1 ? "" : "s"));
    for (const auto& [sentence, line] : lines) print(fmt::format("\n  {}\n", line));
    const auto text = graph_.article_text(article.number);
    if (!text) return text.error();
    print(fmt::format("\n{}\n", *text));
    return {};
  }

  const PropertyGraph& graph_;
  const Ontology& ontology_;
  const BeliefParameters& belief_;
  std::size_t limit_;
};

}  // namespace

ExitCode run_show(const ShowOptions& options) {
  const auto ontology = load_shipped_ontology();
  if (!ontology) return fail(ontology.error());
  const auto open = open_graph(options.db);
  if (!open) return fail(open.error());
  std::optional<Pager> pager(std::in_place);
  if (auto shown = Shower(*open->graph, *ontology, options.limit).show(options.what); !shown)
    return fail(shown.error());
  pager.reset();
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return kDone;
}

}  // namespace entente::tools
