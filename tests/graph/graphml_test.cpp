#include "catch.hpp"
#include "fixtures.hpp"
#include "temporary_directory.hpp"

#include <set>
#include <sstream>

#include <entente/graph/graphml.hpp>
#include <entente/graph/memory_graph.hpp>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <boost/range/iterator_range.hpp>
#include <libxml/parser.h>

namespace entente::graph {
namespace {

using test::make_article;
using test::make_contribution;
using test::make_statement;

const Ontology& ontology() { return test::shipped_knowledge().ontology; }

bool is_well_formed(const std::string& xml) {
  xmlDoc* document = xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                                   XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  const bool ok = document != nullptr;
  xmlFreeDoc(document);
  return ok;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST_CASE("the view decides which edges and nodes are written") {
  MemoryGraph graph;
  graph.put(make_contribution(
      make_article("one", "x", "2024-05-31"),
      {make_statement("country/A", "attacks", "country/B"), make_statement("country/A", "supports", "country/B"),
       make_statement("country/C", "sanctions", "country/D", {Polarity::negated, Modality::actual, Phase::holds})}));
  const std::string facts = *to_graphml(graph, {}, ontology());
  CHECK(count(facts, "<node ") == 2);
  CHECK(count(facts, "<edge ") == 2);
  CHECK(facts.find("label=\"supports\"") != std::string::npos);
  CHECK(facts.find("2024-05-31") != std::string::npos);
  const std::string claims = *to_graphml(graph, {true, {}}, ontology());
  CHECK(count(claims, "<node ") == 4);
  CHECK(count(claims, "<edge ") == 3);
  CHECK(is_well_formed(facts));
  CHECK(is_well_formed(*to_graphml(MemoryGraph(), {}, ontology())));
}

TEST_CASE("Boost.Graph reads what is written, with parallel edges and their attributes") {
  MemoryGraph graph;
  graph.put(make_contribution(make_article("one", "x"), {make_statement("country/A", "attacks", "country/B"),
                                                         make_statement("country/A", "supports", "country/B")}));
  struct Node {
    std::string key;
  };
  struct Link {
    std::string interaction;
    double weight = 0.0;
  };
  boost::adjacency_list<boost::multisetS, boost::vecS, boost::directedS, Node, Link> read;
  boost::dynamic_properties properties(boost::ignore_other_properties);
  properties.property("key", boost::get(&Node::key, read));
  properties.property("interaction", boost::get(&Link::interaction, read));
  properties.property("weight", boost::get(&Link::weight, read));
  std::istringstream file(*to_graphml(graph, {}, ontology()));
  boost::read_graphml(file, read, properties);
  CHECK(boost::num_vertices(read) == 2);
  std::set<std::string> links;
  for (const auto& edge : boost::make_iterator_range(boost::edges(read))) {
    links.insert(read[boost::source(edge, read)].key + " " + read[edge].interaction + " " +
                 read[boost::target(edge, read)].key);
    CHECK(read[edge].weight == 1.0);
  }
  CHECK(links == std::set<std::string>{"country/A attacks country/B", "country/A supports country/B"});
}

TEST_CASE("ugly strings make no ugly file") {
  const std::string ugly[] = {"<&>\"'",
                              "a\x01\x02\x1F"
                              "b",
                              "\xEF\xBF\xBE\xEF\xBF\xBF",
                              "]]>",
                              "--",
                              "\xF0\x9F\x98\x80",
                              "tab\tline\n",
                              std::string("n\0l", 3)};
  for (const std::string& text : ugly) {
    INFO(text);
    Article article = make_article("id " + text, "The text " + text);
    article.url = text;
    MemoryGraph graph;
    graph.put(make_contribution(article, {make_statement("country/" + text, "attacks", "country/B")}));
    CHECK(is_well_formed(*to_graphml(graph, {}, ontology())));
  }
}

TEST_CASE("a file is replaced whole or left alone") {
  const test::TemporaryDirectory folder;
  MemoryGraph graph;
  graph.put(make_contribution(make_article("one", "x"), {make_statement("country/A", "attacks", "country/B")}));
  const auto path = folder.write("graph.graphml", "old");
  REQUIRE(write_graphml(graph, {}, ontology(), path).ok());
  CHECK(test::read_file(path) == *to_graphml(graph, {}, ontology()));
  const auto failed = write_graphml(graph, {}, ontology(), folder / "none" / "graph.graphml");
  REQUIRE_FALSE(failed.ok());
  CHECK(failed.error().to_string().find("cannot be written") != std::string::npos);
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

}  // namespace
}  // namespace entente::graph
