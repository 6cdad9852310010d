// Graphs as people have judged them.
#include "catch.hpp"
#include "fixtures.hpp"
#include "graph_fixtures.hpp"
#include "temporary_directory.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <entente/graph/bulk.hpp>
#include <entente/graph/curated_graph.hpp>
#include <entente/graph/duplicates.hpp>
#include <entente/graph/memory_graph.hpp>
#include <entente/graph/store.hpp>

namespace entente::graph {
namespace {

using test::describe;
using test::make_article;
using test::make_contribution;
using test::make_statement;
using test::TemporaryDirectory;

const Ontology& ontology() { return test::shipped_knowledge().ontology; }

Judgement judgement(JudgementKind kind, std::string subject, std::string object = "", int second = 0) {
  return {"2026-01-01T00:00:" + std::to_string(10 + second) + ".000000Z",
          "tester",
          kind,
          std::move(subject),
          std::move(object),
          ""};
}

std::unique_ptr<PropertyGraph> curated(const std::vector<Contribution>& contributions,
                                       const std::vector<Judgement>& log) {
  auto graph = std::make_unique<MemoryGraph>();
  for (const Contribution& contribution : contributions) graph->put(contribution);
  auto judged = curate(std::move(graph), log, ontology());
  REQUIRE(judged.ok());
  return std::move(*judged);
}

std::size_t edges_at(const PropertyGraph& graph, const std::string& key, Direction direction = Direction::either) {
  const auto node = *graph.find_node({key});
  REQUIRE(node.has_value());
  return graph.edges(*node, direction, {true, {}})->size();
}

// Each piece of evidence in a sentence of its own, so that their order is known.
Contribution with_sentences(Contribution contribution) {
  std::uint32_t at = 0;
  for (ExtractedStatement& extracted : contribution.statements) {
    extracted.evidence.sentence = {at, at + 1};
    ++at;
  }
  contribution.article.text += std::string(at + 1, '.');
  return contribution;
}

// What the contributions would be if `other` had been read as `kept`.
std::vector<Contribution> read_as(std::vector<Contribution> contributions,
                                  const std::map<std::string, std::string>& kept) {
  const auto key_of = [&](const EntityKey& key) {
    const auto found = kept.find(key.value);
    return found == kept.end() ? key : EntityKey{found->second};
  };
  std::map<EntityKey, Entity> entities;
  for (const Contribution& contribution : contributions) {
    for (const EntityMentions& mentions : contribution.entities)
      entities.emplace(mentions.entity->key, *mentions.entity);
  }
  std::map<EntityKey, Entity> joined;
  for (const auto& [key, entity] : entities) {
    const auto [place, is_new] = joined.emplace(key_of(key), entities.at(key_of(key)));
    std::set<std::string> aliases(place->second.aliases.begin(), place->second.aliases.end());
    aliases.insert(entity.name);
    aliases.insert(entity.aliases.begin(), entity.aliases.end());
    aliases.erase(place->second.name);
    place->second.aliases.assign(aliases.begin(), aliases.end());
  }
  for (Contribution& contribution : contributions) {
    std::map<EntityKey, std::uint32_t> counts;
    for (const EntityMentions& mentions : contribution.entities) counts[key_of(mentions.entity->key)] += mentions.count;
    contribution.entities.clear();
    for (const auto& [key, count] : counts)
      contribution.entities.push_back({std::make_shared<const Entity>(joined.at(key)), count});
    for (ExtractedStatement& extracted : contribution.statements) {
      extracted.statement.subject = key_of(extracted.statement.subject);
      extracted.statement.object = key_of(extracted.statement.object);
      if (ontology().find(extracted.statement.relation)->symmetric) order_symmetric(extracted);
    }
    std::erase_if(contribution.statements,
                  [](const ExtractedStatement& e) { return e.statement.subject == e.statement.object; });
  }
  return contributions;
}

// Without the number of pieces of evidence that an article's record keeps: what is about one entity alone was said nevertheless.
std::string comparable(const PropertyGraph& graph) {
  std::string text = describe(graph);
  const GraphCounts counts = *graph.counts();
  return text + " " + std::to_string(counts.evidence);
}

TEST_CASE("joined entities are as if they had been read as one") {
  std::mt19937 random(5);
  for (int round = 0; round < 60; ++round) {
    std::vector<Contribution> contributions;
    for (int i = 0; i < 8; ++i) {
      std::vector<Statement> statements;
      for (std::size_t left = random() % 6; left > 0; --left) {
        const std::size_t a = random() % 6;
        const std::size_t b = (a + 1 + random() % 5) % 6;
        static const char* const kRelations[] = {"attacks", "supports", "allied-with"};
        ExtractedStatement extracted;
        extracted.statement =
            make_statement("country/" + std::to_string(a), kRelations[random() % 3], "country/" + std::to_string(b),
                           {static_cast<Polarity>(random() % 2), Modality::actual, Phase::holds});
        if (extracted.statement.relation == "allied-with") order_symmetric(extracted);
        statements.push_back(extracted.statement);
      }
      Contribution contribution = with_sentences(make_contribution(
          make_article("article-" + std::to_string(i), "Text.", "2020-0" + std::to_string(1 + random() % 9), "wire"),
          statements));
      for (ExtractedStatement& extracted : contribution.statements) {
        extracted.evidence.confidence = static_cast<double>(1 + random() % 9) / 10;
      }
      contributions.push_back(std::move(contribution));
    }
    std::set<std::string> present;
    for (const Contribution& contribution : contributions) {
      for (const EntityMentions& mentions : contribution.entities) present.insert(mentions.entity->key.value);
    }
    if (present.size() < 6) continue;
    // 4 is 1; 5 is 4, and so 1; or two pairs.
    const bool chain = round % 2 == 0;
    const std::vector<Judgement> log = {
        judgement(JudgementKind::same, "country/1", "country/4", 0),
        judgement(JudgementKind::same, chain ? "country/4" : "country/5", chain ? "country/5" : "country/0", 1)};
    std::map<std::string, std::string> kept = {{"country/4", "country/1"}};
    kept.insert(chain ? std::pair<const std::string, std::string>("country/5", "country/1")
                      : std::pair<const std::string, std::string>("country/0", "country/5"));
    const auto expected = read_as(contributions, kept);
    // Statements that went would be missing in the numbers of the articles' records: left out of both.
    for (std::size_t i = 0; i < contributions.size(); ++i) {
      if (contributions[i].statements.size() != expected[i].statements.size()) {
        std::vector<ExtractedStatement> left;
        for (const ExtractedStatement& extracted : contributions[i].statements) {
          const auto as = [&](const EntityKey& key) {
            return kept.contains(key.value) ? kept.at(key.value) : key.value;
          };
          if (as(extracted.statement.subject) != as(extracted.statement.object)) left.push_back(extracted);
        }
        contributions[i].statements = left;
      }
    }
    INFO("round " << round);
    const auto judged = curated(contributions, log);
    MemoryGraph twin;
    for (const Contribution& contribution : expected) twin.put(contribution);
    CHECK(comparable(*judged) == comparable(twin));
    // Judged twice is judged once, and what is taken back is as before.
    std::vector<Judgement> undone = log;
    for (const Judgement& one : log)
      undone.push_back(judgement(JudgementKind::undo, one.id().hex(), "", static_cast<int>(undone.size()) + 5));
    MemoryGraph plain;
    for (const Contribution& contribution : contributions) plain.put(contribution);
    CHECK(comparable(*curated(contributions, undone)) == comparable(plain));
  }
}

TEST_CASE("what is about one entity alone is gone when it is joined, and found when it is not") {
  const auto contribution = make_contribution(
      make_article("one", "x"),
      {make_statement("country/A", "attacks", "country/B"), make_statement("country/A", "attacks", "country/C")});
  const auto judged = curated({contribution}, {judgement(JudgementKind::same, "country/A", "country/B")});
  CHECK(edges_at(*judged, "country/A") == 1);
  CHECK(edges_at(*judged, "country/B") == 1);  // By its former key.
  CHECK(judged->counts()->statements == 1);
  CHECK(judged->counts()->entities == 2);
  CHECK_FALSE(judged->find_statement(make_statement("country/A", "attacks", "country/B").id())->has_value());
  CHECK(judged->statements_of({0})->size() == 1);
}

TEST_CASE("rejected statements are not there, accepted ones are certain, the later judgement holds") {
  const Statement wrong = make_statement("country/A", "attacks", "country/B");
  const Statement right = make_statement("country/A", "supports", "country/B");
  const auto contribution = make_contribution(make_article("one", "x"), {wrong, right});
  const std::string id = wrong.id().hash.hex();
  const auto judged = curated(
      {contribution}, {judgement(JudgementKind::reject, id), judgement(JudgementKind::accept, right.id().hash.hex())});
  CHECK(edges_at(*judged, "country/A", Direction::outgoing) == 1);
  CHECK(edges_at(*judged, "country/B", Direction::incoming) == 1);
  CHECK_FALSE(judged->find_statement(wrong.id())->has_value());
  CHECK(judged->summary(**judged->find_statement(right.id()), ontology().belief())->confidence == 1.0);
  CHECK(judged->counts()->statements == 1);
  CHECK(judged->counts()->evidence == 1);
  CHECK(judged->statements_of({0})->size() == 1);
  const auto again =
      curated({contribution}, {judgement(JudgementKind::reject, id), judgement(JudgementKind::accept, id, "", 1)});
  CHECK(edges_at(*again, "country/A") == 2);
}

TEST_CASE("names and types are those that were given") {
  const auto contribution =
      make_contribution(make_article("one", "x"), {make_statement("country/A", "attacks", "country/B")});
  const auto judged = curated({contribution}, {judgement(JudgementKind::rename, "country/A", "Northland"),
                                               judgement(JudgementKind::alias, "country/A", "The North", 1),
                                               judgement(JudgementKind::type, "country/A", "Bloc", 2),
                                               judgement(JudgementKind::rename, "country/nowhere", "Nothing", 3)});
  const NodeId node = **judged->find_node({"country/A"});
  const Entity entity = *judged->entity(node);
  CHECK(entity.name == "Northland");
  CHECK(entity.type == EntityType::bloc);
  CHECK(std::find(entity.aliases.begin(), entity.aliases.end(), "Name of country/A") != entity.aliases.end());
  for (const char* name : {"northland", "the north", "Name of country/A", "Alias of country/A"}) {
    REQUIRE(judged->find_named(name)->size() == 1);
    CHECK(judged->find_named(name)->front() == node);
  }
  CHECK(*judged->folded_names("north") == std::vector<std::string>{"northland"});
}

TEST_CASE("an undo can be taken back as well") {
  const Judgement first = judgement(JudgementKind::same, "a", "b");
  const Judgement undo = judgement(JudgementKind::undo, first.id().hex(), "", 1);
  const Judgement redo = judgement(JudgementKind::undo, undo.id().hex(), "", 2);
  CHECK(in_force({first}).size() == 1);
  CHECK(in_force({first, undo}).empty());
  CHECK(in_force({first, undo, redo}).size() == 1);
  // Of two on the same matter the later holds, in whatever order the two are named.
  const auto both = in_force({first, judgement(JudgementKind::different, "b", "a", 1)});
  REQUIRE(both.size() == 1);
  CHECK(both.front().kind == JudgementKind::different);
  for (const char* name : {"same", "different", "reject", "accept", "rename", "alias", "type", "undo"}) {
    CHECK(to_string(*parse_judgement_kind(name)) == name);
  }
}

TEST_CASE("the log is kept when articles are read anew, once, and joined when stores are merged") {
  const TemporaryDirectory folder;
  const Judgement first = judgement(JudgementKind::same, "country/A", "country/B");
  const Judgement second = judgement(JudgementKind::reject, "00112233445566778899aabbccddeeff", "", 1);
  const auto contribution =
      make_contribution(make_article("one", "x"), {make_statement("country/A", "attacks", "country/B")});
  for (const auto& [name, log] : {std::pair("a", std::vector{first, second}), std::pair("b", std::vector{second})}) {
    auto store = Store::open(folder / name, OpenMode::create_if_missing);
    REQUIRE(store.ok());
    IngestRun run = store->begin_ingest({{1, 1}, std::string("version ") + name});
    REQUIRE(run.put(contribution).ok());
    REQUIRE(store->judge(log).ok());
    REQUIRE(store->judge(log).ok());
    REQUIRE(store->remove({"one"}).ok());
    REQUIRE(store->begin_ingest({{2, 2}, "second version"}).put(contribution).ok());
    CHECK(*store->judgements() == log);
    CHECK(store->extractions()->size() == 1);
    CHECK(store->check()->problems.empty());
  }
  REQUIRE(merge_stores({folder / "b", folder / "a"}, folder / "both").ok());
  const auto both = Store::open(folder / "both", OpenMode::read_only);
  REQUIRE(both.ok());
  CHECK(*both->judgements() == std::vector{first, second});
  CHECK(both->extractions()->size() == 1);
  CHECK(both->extractions()->front().description == "second version");
  CHECK(both->check()->problems.empty());
}

Contribution named(const std::string& id, const std::vector<std::pair<std::string, std::string>>& persons) {
  std::vector<Statement> statements;
  for (const auto& [key, name] : persons) statements.push_back(make_statement(key, "leads", "country/X"));
  Contribution contribution = make_contribution(make_article(id, "x"), statements);
  for (EntityMentions& mentions : contribution.entities) {
    Entity entity = *mentions.entity;
    entity.aliases.clear();
    for (const auto& [key, name] : persons) {
      if (entity.key.value != key) continue;
      entity.name = name;
      entity.type = EntityType::person;
    }
    mentions.entity = std::make_shared<const Entity>(entity);
  }
  return contribution;
}

TEST_CASE("likely duplicates are proposed, and not again when they are judged") {
  MemoryGraph graph;
  graph.put(named("one", {{"person/a", "Mikhail Bogdanov"},
                          {"person/b", "Mikhael Bogdanov"},
                          {"person/c", "Bogdanov Mikhail"},
                          {"person/d", "John Smith"},
                          {"person/e", "Ada Byron"}}));
  const auto names = [&](const std::vector<Judgement>& log) {
    std::set<std::string> pairs;
    const auto candidates = duplicate_candidates(graph, log);
    REQUIRE(candidates.ok());
    for (const DuplicateCandidate& candidate : *candidates) {
      CHECK_FALSE(candidate.why.empty());
      CHECK(candidate.neighbors == 1);
      const EntityKey first = graph.entity(candidate.first)->key;
      const EntityKey second = graph.entity(candidate.second)->key;
      const auto [low, high] = std::minmax(first, second);
      pairs.insert(low.value + " " + high.value);
    }
    return pairs;
  };
  const auto all = names({});
  CHECK(all.contains("person/a person/b"));
  CHECK(all.contains("person/a person/c"));
  for (const std::string& pair : all) {
    CHECK(pair.find("person/d") == std::string::npos);
    CHECK(pair.find("person/e") == std::string::npos);
  }
  CHECK_FALSE(names({judgement(JudgementKind::different, "person/b", "person/a")}).contains("person/a person/b"));
}

}  // namespace
}  // namespace entente::graph
