#include "catch.hpp"
#include "fixtures.hpp"
#include "temporary_directory.hpp"

#include <set>
#include <sstream>

#include <entente/graph/export.hpp>
#include <entente/graph/memory_graph.hpp>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <boost/range/iterator_range.hpp>
#include <libxml/parser.h>
#include <nlohmann/json.hpp>

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

std::string write(const PropertyGraph& graph, const SelectionScope& scope = {},
                  ExportFormat format = ExportFormat::graphml, Aggregation aggregation = Aggregation::statement) {
  const auto selection = select(graph, scope, ontology().belief());
  REQUIRE(selection.ok());
  const auto text = export_text(graph, *selection, ontology(), {format, aggregation, "entente"});
  REQUIRE(text.ok());
  return *text;
}

SelectionScope claims() {
  SelectionScope scope;
  scope.view.claims = true;
  return scope;
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
  const std::string facts = write(graph);
  CHECK(count(facts, "<node ") == 2);
  CHECK(count(facts, "<edge ") == 2);
  CHECK(facts.find("label=\"supports\"") != std::string::npos);
  CHECK(facts.find("2024-05-31") != std::string::npos);
  const std::string all = write(graph, claims());
  CHECK(count(all, "<node ") == 4);
  CHECK(count(all, "<edge ") == 3);
  CHECK(is_well_formed(facts));
  CHECK(is_well_formed(write(MemoryGraph())));
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
  std::istringstream file(write(graph));
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
    for (const ExportFormat format :
         {ExportFormat::graphml, ExportFormat::yed, ExportFormat::gexf, ExportFormat::svg}) {
      CHECK(is_well_formed(write(graph, {}, format)));
    }
    for (const ExportFormat format : {ExportFormat::json_ld, ExportFormat::csl}) {
      CHECK(nlohmann::json::accept(write(graph, {}, format)));
    }
    std::istringstream events(write(graph, {}, ExportFormat::plover));
    for (std::string line; std::getline(events, line);) CHECK(nlohmann::json::accept(line));
  }
}

TEST_CASE("a picture tells what is said, and by whom") {
  MemoryGraph graph;
  Contribution first = make_contribution(
      make_article("one", "Somebody said that A did not attack B.", "2024-05-31", "Wire"),
      {make_statement("country/A", "attacks", "country/B", {Polarity::negated, Modality::possible, Phase::holds}),
       make_statement("country/A", "supports", "country/A")});
  graph.put(first);
  const std::string picture = write(graph, claims(), ExportFormat::svg);
  CHECK(is_well_formed(picture));
  CHECK(count(picture, "<g class=\"entity\">") == 2);
  CHECK(count(picture, "<g class=\"statement\">") == 2);
  CHECK(count(picture, ">attacks, negated, possible</text>") == 1);
  CHECK(count(picture, "stroke-dasharray") == 1);
  CHECK(count(picture, "did not attack B.&quot; (one, Wire, 2024-05-31)</title>") == 2);
  CHECK(count(picture, ">Name of country/A</text>") == 1);
  // Nothing at all is drawn as well.
  CHECK(is_well_formed(write(MemoryGraph(), {}, ExportFormat::svg)));
}

TEST_CASE("more entities than a picture can hold are refused, and yEd places them itself") {
  MemoryGraph graph;
  std::vector<Statement> statements;
  for (int i = 0; i < 5000; ++i)
    statements.push_back(make_statement("country/A", "attacks", "org/" + std::to_string(i)));
  graph.put(make_contribution(make_article("one", "x"), statements));
  const auto all = select(graph, {}, ontology().belief());
  const auto refused = export_text(graph, *all, ontology(), {ExportFormat::svg, Aggregation::statement, ""});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().message.find("5001 entities are too many") == 0);
  CHECK(write(graph, {}, ExportFormat::yed).find(" x=\"") == std::string::npos);
}

TEST_CASE("edges are statements, relations or dyads, and nothing is lost between") {
  MemoryGraph graph;
  const Factuality negated{Polarity::negated, Modality::actual, Phase::holds};
  graph.put(make_contribution(make_article("one", "x", "2020-05"),
                              {make_statement("country/A", "attacks", "country/B"),
                               make_statement("country/A", "attacks", "country/B", negated),
                               make_statement("country/A", "supports", "country/B")}));
  graph.put(make_contribution(make_article("two", "y", "2022"), {make_statement("country/A", "attacks", "country/B"),
                                                                 make_statement("country/B", "attacks", "country/A")}));
  CHECK(count(write(graph, claims()), "<edge ") == 4);
  const std::string relations = write(graph, claims(), ExportFormat::graphml, Aggregation::relation);
  CHECK(count(relations, "<edge ") == 3);
  CHECK(relations.find("affirmed|negated") != std::string::npos);
  CHECK(count(relations, "<data key=\"weight\">2</data>") == 1);
  const std::string dyads = write(graph, claims(), ExportFormat::graphml, Aggregation::dyad);
  CHECK(count(dyads, "<edge ") == 2);
  CHECK(dyads.find("attacks|supports") != std::string::npos);
  CHECK(dyads.find("<data key=\"statements\">3</data>") != std::string::npos);
  CHECK(dyads.find("<data key=\"first_date\">2020-05</data>") != std::string::npos);
}

TEST_CASE("a part of the graph is what lies around an entity, in a time, and what several articles say") {
  MemoryGraph graph;
  graph.put(make_contribution(
      make_article("one", "x", "2020-05-17"),
      {make_statement("country/A", "attacks", "country/B"), make_statement("country/B", "attacks", "country/C")}));
  graph.put(make_contribution(make_article("two", "y", "2022"), {make_statement("country/A", "attacks", "country/B"),
                                                                 make_statement("country/C", "attacks", "country/D")}));
  graph.put(make_contribution(make_article("three", "z", ""), {make_statement("country/E", "attacks", "country/F")}));
  const auto edges = [&](const SelectionScope& scope) {
    return select(graph, scope, ontology().belief())->statements.size();
  };
  CHECK(edges({}) == 4);
  SelectionScope around;
  around.center = *graph.find_node({"country/A"});
  CHECK(edges(around) == 1);
  around.steps = 2;
  CHECK(edges(around) == 2);
  around.steps = 9;
  CHECK(edges(around) == 3);
  SelectionScope often;
  often.least_reports = 2;
  CHECK(edges(often) == 1);
  SelectionScope late;
  late.from = *parse_date("2021");
  CHECK(edges(late) == 2);
  SelectionScope early;
  early.until = *parse_date("2020-05");
  CHECK(edges(early) == 2);
  early.until = *parse_date("2020-05-16");
  CHECK(edges(early) == 0);
  // Of what somebody else selected, such as a query, only these relations.
  Selection chosen = *select(graph, {}, ontology().belief());
  SelectionScope none;
  none.view.relations = {"supports"};
  REQUIRE(restrict_selection(graph, none, ontology().belief(), chosen).ok());
  CHECK(chosen.statements.empty());
}

TEST_CASE("formats have names, and some are folders") {
  for (const std::string& name : export_format_names()) CHECK(parse_export_format(name).has_value());
  CHECK_FALSE(parse_export_format("docx").has_value());
  CHECK(is_folder_format(ExportFormat::neo4j));
  CHECK_FALSE(is_folder_format(ExportFormat::gexf));
}

TEST_CASE("a file is replaced whole or left alone") {
  const test::TemporaryDirectory folder;
  MemoryGraph graph;
  graph.put(make_contribution(make_article("one", "x"), {make_statement("country/A", "attacks", "country/B")}));
  const auto path = folder.write("graph.graphml", "old");
  const Selection all = *select(graph, {}, ontology().belief());
  const ExportOptions options{ExportFormat::graphml, Aggregation::statement, "entente"};
  REQUIRE(export_files(graph, all, ontology(), options, path).ok());
  CHECK(test::read_file(path) == write(graph));
  const auto failed = export_files(graph, all, ontology(), options, folder / "none" / "graph.graphml");
  REQUIRE_FALSE(failed.ok());
  CHECK(failed.error().to_string().find("cannot be written") != std::string::npos);
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
  REQUIRE(
      export_files(graph, all, ontology(), {ExportFormat::csv, Aggregation::statement, ""}, folder / "tables").ok());
  CHECK(std::distance(std::filesystem::directory_iterator(folder / "tables"), {}) == 2);
}

}  // namespace
}  // namespace entente::graph
