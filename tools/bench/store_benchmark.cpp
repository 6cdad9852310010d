// Measures the store, and others beside it, on a synthetic graph. See README.md; `compare` runs it.
#include "graph_engines.hpp"
#include "sqlite_peer.hpp"
#include "synthetic_graph.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <unordered_set>

#include <entente/graph/bulk.hpp>
#include <entente/graph/store.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace {

using namespace entente;         // NOLINT(google-build-using-namespace)
using namespace entente::bench;  // NOLINT(google-build-using-namespace)
using graph::Direction;
using graph::OpenMode;
using graph::Store;
using Clock = std::chrono::steady_clock;

constexpr Hash128 kExtraction{1, 1};

double microseconds(const std::function<void()>& work) {
  const auto begin = Clock::now();
  work();
  return std::chrono::duration<double, std::micro>(Clock::now() - begin).count();
}

std::uint64_t megabytes_in(const std::filesystem::path& path) {
  if (std::filesystem::is_regular_file(path)) return std::filesystem::file_size(path) >> 20U;
  std::uint64_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes >> 20U;
}

std::string peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return fmt::format("{} MB", std::stoul(line.substr(6)) >> 10U);
  }
  return "?";
}

struct Options {
  std::uint32_t nodes = 100000;
  std::uint32_t edges = 1000000;
  std::filesystem::path directory;
  std::vector<std::string> engines = {"entente"};
  std::uint32_t node = 0;
};

void load(const Options& options) {
  const SyntheticGraph graph(options.nodes, options.edges, 42);
  std::cout << "graph in memory: peak " << peak_memory() << std::endl;
  double seconds = 0;
  if (options.engines.front() == "sqlite") {
    seconds = microseconds([&] { SqlitePeer(sqlite_path(options.directory)).load(graph); }) / 1e6;
  } else {
    double telling = 0;
    std::size_t next = 0;
    seconds = microseconds([&] {
                const auto loaded = graph::bulk_load(store_path(options.directory),
                                                     [&]() -> Result<std::optional<graph::LoadedArticle>> {
                                                       std::optional<graph::LoadedArticle> article;
                                                       telling += microseconds([&] {
                                                         if (next < graph.article_count())
                                                           article = {graph.article(next++), kExtraction, {}};
                                                       });
                                                       return article;
                                                     });
                if (!loaded) {
                  std::cerr << loaded.error().to_string() << "\n";
                  std::exit(1);
                }
              }) /
              1e6;
    seconds -= telling / 1e6;
  }
  std::cout << fmt::format("{}: loaded in {:.1f} s, {} MB on disk, peak memory {}\n", options.engines.front(), seconds,
                           megabytes_in(options.engines.front() == "sqlite" ? sqlite_path(options.directory)
                                                                            : store_path(options.directory)),
                           peak_memory());
}

// The process that is measured for a cold start: opens, asks one question, ends.
void ask_once(const Options& options) {
  if (options.engines.front() == "sqlite") {
    std::cout << SqlitePeer(sqlite_path(options.directory)).one_hop(options.node, 0).size() << "\n";
    return;
  }
  const Store store = need(Store::open(store_path(options.directory), OpenMode::read_only));
  const auto snapshot = store.snapshot();
  const auto node = need(snapshot->find_node({fmt::format("country/{}", options.node)}));
  std::cout << need(snapshot->edges(*node, Direction::outgoing, {true, {SyntheticGraph::relation(0)}})).size() << "\n";
}

struct Question {
  std::uint32_t node = 0;
  std::size_t relation = 0;
  std::uint32_t other = 0;
};

// Nodes with outgoing edges, at random, and those with the most.
struct Questions {
  std::vector<Question> random;
  std::vector<Question> hubs;
};

Questions questions_about(const SyntheticGraph& graph) {
  std::vector<std::uint32_t> degrees(graph.node_count());
  for (const SyntheticEdge& edge : graph.edges()) ++degrees[edge.source];
  Questions questions;
  std::unordered_set<std::uint32_t> seen;
  for (std::size_t i = 0; questions.random.size() < 2000 && i < graph.edges().size(); ++i) {
    // Every node is as likely as any other.
    const std::uint32_t node = static_cast<std::uint32_t>((i * 2654435761U) % graph.node_count());
    if (degrees[node] == 0 || !seen.insert(node).second) continue;
    const std::uint32_t other = questions.random.empty() ? node : questions.random.back().node;
    questions.random.push_back({node, i % 3, other});
  }
  std::vector<std::uint32_t> by_degree(graph.node_count());
  for (std::uint32_t i = 0; i < by_degree.size(); ++i) by_degree[i] = i;
  std::partial_sort(by_degree.begin(), by_degree.begin() + 100, by_degree.end(),
                    [&](std::uint32_t a, std::uint32_t b) { return degrees[a] > degrees[b]; });
  for (std::size_t i = 0; i < 100; ++i) questions.hubs.push_back({by_degree[i], 0, by_degree[99 - i]});
  return questions;
}

struct Workload {
  std::string name;
  std::vector<Question> questions;
  std::function<std::uint64_t(GraphEngine&, const Question&)> ask;
};

std::vector<Workload> workloads(const SyntheticGraph& graph) {
  const Questions questions = questions_about(graph);
  const auto one_hop = [](GraphEngine& engine, const Question& q) { return engine.one_hop(q.node, q.relation); };
  const auto two_hops = [](GraphEngine& engine, const Question& q) { return engine.two_hop_count(q.node); };
  const auto path = [](GraphEngine& engine, const Question& q) { return engine.path_length(q.node, q.other); };
  const std::vector<Question> some(questions.random.begin(), questions.random.begin() + 300);
  return {{"one-hop", questions.random, one_hop},
          {"one-hop-hub", questions.hubs, one_hop},
          {"two-hops", some, two_hops},
          {"two-hops-hub", {questions.hubs.begin(), questions.hubs.begin() + 10}, two_hops},
          {"path-length", some, path}};
}

// The graph and the questions as tables, for engines that are other programs: edges.tsv with id, source, target, relation, date,
// polarity and sentence; questions.tsv with workload, node, relation, other node.
void write_tables(const Options& options) {
  const SyntheticGraph graph(options.nodes, options.edges, 42);
  std::ofstream edges(options.directory / "edges.tsv");
  for (std::size_t i = 0; i < graph.edges().size(); ++i) {
    const SyntheticEdge& edge = graph.edges()[i];
    edges << i << '\t' << edge.source << '\t' << edge.target << '\t' << int{edge.relation} << '\t'
          << edge.date.to_string() << '\t' << static_cast<int>(edge.polarity) << '\t' << graph.sentence(i) << '\n';
  }
  std::ofstream questions(options.directory / "questions.tsv");
  for (const Workload& workload : workloads(graph)) {
    for (const Question& q : workload.questions)
      questions << workload.name << '\t' << q.node << '\t' << q.relation << '\t' << q.other << '\n';
  }
  if (!edges.flush() || !questions.flush()) {
    std::cerr << "the tables could not be written\n";
    std::exit(1);
  }
}

constexpr int kRounds = 3;

// Lets the engines answer all questions by turns, after a first round that warms up, and prints a line for each answer: engine,
// workload, number of the question, answer, microseconds.
void answer(const Options& options) {
  const SyntheticGraph graph(options.nodes, options.edges, 42);
  std::vector<std::unique_ptr<GraphEngine>> engines;
  for (const std::string& name : options.engines) engines.push_back(make_engine(name, options.directory, graph));
  for (const Workload& workload : workloads(graph)) {
    for (const Question& q : workload.questions) {
      for (const std::uint32_t node : {q.node, q.other}) {
        for (const auto& engine : engines) engine->know(node);
      }
    }
    for (int round = 0; round < kRounds; ++round) {
      for (std::size_t e = 0; e < engines.size(); ++e) {
        for (std::size_t i = 0; i < workload.questions.size(); ++i) {
          std::uint64_t found = 0;
          const double time = microseconds([&] { found = workload.ask(*engines[e], workload.questions[i]); });
          if (round == 0) continue;
          std::cout << fmt::format("{}\t{}\t{}\t{}\t{:.3f}\n", options.engines[e], workload.name, i,
                                   static_cast<std::int64_t>(found), time);
        }
      }
    }
  }
}

// Stores an article of so many edges, synced, again and again, and prints a line for each as answer() does. Changes the store, so that it comes last.
void insert(const Options& options) {
  constexpr std::size_t kEdges = 100;
  const SyntheticGraph graph(options.nodes, options.edges, 42);
  const auto salt = static_cast<std::size_t>(Clock::now().time_since_epoch().count() % 1000000);
  const auto measure = [&](const std::function<void(const Contribution&, std::size_t)>& put) {
    for (std::size_t i = 0; i < 40; ++i) {
      const Contribution article = graph.further_article(salt + i, kEdges);
      const double time = microseconds([&] { put(article, salt + i); });
      std::cout << fmt::format("{}\tinsert\t{}\t{}\t{:.3f}\n", options.engines.front(), i, kEdges, time);
    }
  };
  if (options.engines.front() == "sqlite") {
    SqlitePeer peer(sqlite_path(options.directory));
    measure([&](const Contribution& article, std::size_t number) {
      std::vector<SyntheticEdge> edges;
      for (const ExtractedStatement& extracted : article.statements) {
        SyntheticEdge edge;
        edge.source = static_cast<std::uint32_t>(std::stoul(extracted.statement.subject.value.substr(8)));
        edge.target = static_cast<std::uint32_t>(std::stoul(extracted.statement.object.value.substr(8)));
        edge.polarity = extracted.statement.factuality.polarity;
        edges.push_back(edge);
      }
      peer.insert(edges, static_cast<std::int64_t>(graph.edges().size() + number * kEdges), graph);
    });
  } else {
    Store store = need(Store::open(store_path(options.directory), OpenMode::read_write));
    graph::IngestRun run = store.begin_ingest({kExtraction, "benchmark"});
    measure([&](const Contribution& article, std::size_t) { need(run.put(article)); });
  }
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Measures the store on a synthetic graph");
  app.require_subcommand(1);
  const std::pair<const char*, void (*)(const Options&)> commands[] = {
      {"load", load}, {"write-tables", write_tables}, {"answer", answer}, {"insert", insert}, {"once", ask_once}};
  for (const auto& [name, command] : commands) {
    CLI::App* sub = app.add_subcommand(name);
    sub->add_option("--dir", options.directory)->required();
    sub->add_option("--nodes", options.nodes)->capture_default_str();
    sub->add_option("--edges", options.edges)->capture_default_str();
    sub->add_option("--engine", options.engines)
        ->check(CLI::IsMember({"entente", "query", "view", "csr", "sqlite"}))
        ->capture_default_str();
    sub->add_option("--node", options.node);
    sub->callback([&options, command = command] { command(options); });
  }
  CLI11_PARSE(app, argc, argv);
  return 0;
}
