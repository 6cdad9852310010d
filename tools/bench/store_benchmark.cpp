// Measures the store, and SQLite beside it, on a synthetic graph. See README.md.
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
#include <entente/graph/path.hpp>
#include <entente/graph/store.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

namespace {

using namespace entente;         // NOLINT(google-build-using-namespace)
using namespace entente::bench;  // NOLINT(google-build-using-namespace)
using graph::Direction;
using graph::Edge;
using graph::NodeId;
using graph::OpenMode;
using graph::PropertyGraph;
using graph::Store;
using Clock = std::chrono::steady_clock;

constexpr Hash128 kExtraction{1, 1};
constexpr std::size_t kMostSteps = 6;
constexpr int kRounds = 3;

template <typename T>
T need(Result<T> result) {
  if (result) return std::move(*result);
  std::cerr << result.error().to_string() << "\n";
  std::exit(1);
}

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
  std::string engine = "entente";
  std::uint32_t node = 0;

  std::filesystem::path store() const { return directory / "entente.db"; }
  std::filesystem::path sqlite() const { return directory / "sqlite.db"; }
};

void load(const Options& options) {
  const SyntheticGraph graph(options.nodes, options.edges, 42);
  std::cout << "graph in memory: peak " << peak_memory() << std::endl;
  double seconds = 0;
  if (options.engine == "sqlite") {
    seconds = microseconds([&] { SqlitePeer(options.sqlite()).load(graph); }) / 1e6;
  } else {
    double telling = 0;
    std::size_t next = 0;
    seconds = microseconds([&] {
                const auto loaded =
                    graph::bulk_load(options.store(), [&]() -> Result<std::optional<graph::LoadedArticle>> {
                      std::optional<graph::LoadedArticle> article;
                      telling += microseconds([&] {
                        if (next < graph.article_count()) article = {graph.article(next++), kExtraction, {}};
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
  std::cout << fmt::format("{}: loaded in {:.1f} s, {} MB on disk, peak memory {}\n", options.engine, seconds,
                           megabytes_in(options.engine == "sqlite" ? options.sqlite() : options.store()),
                           peak_memory());
}

// The process that is measured for a cold start: opens, asks one question, ends.
void ask_once(const Options& options) {
  if (options.engine == "sqlite") {
    std::cout << SqlitePeer(options.sqlite()).one_hop(options.node, 0).size() << "\n";
    return;
  }
  const Store store = need(Store::open(options.store(), OpenMode::read_only));
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

// Answers that must agree between engines.
class StoreEngine {
 public:
  explicit StoreEngine(const PropertyGraph& graph) : graph_(graph) {}

  NodeId node(std::uint32_t number) { return *need(graph_.find_node({fmt::format("country/{}", number)})); }

  std::uint64_t one_hop(NodeId node, std::size_t relation) {
    return need(graph_.edges(node, Direction::outgoing, {true, {SyntheticGraph::relation(relation)}})).size();
  }

  std::uint64_t two_hop_count(NodeId node) {
    std::vector<NodeId> first;
    for (const Edge& edge : need(graph_.edges(node, Direction::outgoing, {true, {}}))) first.push_back(edge.target);
    std::sort(first.begin(), first.end());
    first.erase(std::unique(first.begin(), first.end()), first.end());
    ++round_;
    std::uint64_t count = 0;
    for (const NodeId near : first) {
      for (const Edge& edge : need(graph_.edges(near, Direction::outgoing, {true, {}}))) {
        if (edge.target.value >= marks_.size()) marks_.resize(edge.target.value * std::size_t{2} + 1);
        if (std::exchange(marks_[edge.target.value], round_) != round_) ++count;
      }
    }
    return count;
  }

  std::uint64_t path_length(NodeId from, NodeId to) {
    const auto length = need(graph::path_length(graph_, {from, to, {true, {}}, kMostSteps}));
    return length.value_or(static_cast<std::uint64_t>(-1));
  }

 private:
  const PropertyGraph& graph_;
  std::vector<std::uint32_t> marks_;
  std::uint32_t round_ = 0;
};

using Times = std::vector<double>;  // Microseconds.

double at(Times times, double part) {
  std::sort(times.begin(), times.end());
  return times[std::min(times.size() - 1, static_cast<std::size_t>(static_cast<double>(times.size()) * part))];
}

void report(const std::string& workload, const Times& store, const Times& peer) {
  std::cout << fmt::format("| {} | {:.1f} / {:.1f} | {:.1f} / {:.1f} | {:.3f} |", workload, at(store, 0.5),
                           at(store, 0.99), at(peer, 0.5), at(peer, 0.99), at(store, 0.5) / at(peer, 0.5))
            << std::endl;
}

// Asks both engines by turns and compares what they answer.
void compare(const std::string& workload, const std::vector<Question>& questions,
             const std::function<std::uint64_t(const Question&)>& store,
             const std::function<std::uint64_t(const Question&)>& peer) {
  Times store_times;
  Times peer_times;
  std::size_t different = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<std::uint64_t> answers;
    for (const Question& question : questions) {
      std::uint64_t answer = 0;
      const double time = microseconds([&] { answer = store(question); });
      if (round > 0) store_times.push_back(time);  // The first one warms up.
      answers.push_back(answer);
    }
    for (std::size_t i = 0; i < questions.size(); ++i) {
      std::uint64_t answer = 0;
      const double time = microseconds([&] { answer = peer(questions[i]); });
      if (round > 0) peer_times.push_back(time);
      if (answer != answers[i]) ++different;
    }
  }
  report(workload, store_times, peer_times);
  if (different > 0) {
    std::cout << fmt::format("{}: {} answers differ\n", workload, different);
    std::exit(1);
  }
}

Times cold_starts(const Options& options, const std::string& engine) {
  Times times;
  for (int i = 0; i < 15; ++i) {
    const std::string directory = options.directory.string();
    const std::string node = std::to_string(options.node);
    const char* const arguments[] = {"store_benchmark", "once",       "--dir",
                                     directory.c_str(), "--engine",   engine.c_str(),
                                     "--node",          node.c_str(), nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", 1, 0);
    times.push_back(microseconds([&] {
      pid_t child = 0;
      int status = 0;
      posix_spawn(&child, "/proc/self/exe", &actions, nullptr, const_cast<char* const*>(arguments), environ);
      waitpid(child, &status, 0);
      if (status != 0) std::exit(1);
    }));
    posix_spawn_file_actions_destroy(&actions);
  }
  return times;
}

// Changes both, so that queries come before it.
void insert(const Options& options) {
  const SyntheticGraph graph(options.nodes, options.edges, 42);
  SqlitePeer peer(options.sqlite());
  Store store = need(Store::open(options.store(), OpenMode::read_write));
  graph::IngestRun run = store.begin_ingest(kExtraction);
  Times store_times;
  Times peer_times;
  const auto salt = static_cast<std::size_t>(Clock::now().time_since_epoch().count() % 1000000);
  for (std::size_t i = 0; i < 60; ++i) {
    const Contribution article = graph.further_article(salt + i, 100);
    store_times.push_back(microseconds([&] { need(run.put(article)); }));
    std::vector<SyntheticEdge> edges;
    for (const ExtractedStatement& extracted : article.statements) {
      SyntheticEdge edge;
      edge.source = static_cast<std::uint32_t>(std::stoul(extracted.statement.subject.value.substr(8)));
      edge.target = static_cast<std::uint32_t>(std::stoul(extracted.statement.object.value.substr(8)));
      edge.polarity = extracted.statement.factuality.polarity;
      edges.push_back(edge);
    }
    const auto first = static_cast<std::int64_t>(graph.edges().size() + (salt + i) * 100);
    peer_times.push_back(microseconds([&] { peer.insert(edges, first, graph); }));
  }
  report("insert 100 edges, synced", store_times, peer_times);
}

void query(const Options& options) {
  const SyntheticGraph graph(options.nodes, options.edges, 42);
  const Questions questions = questions_about(graph);
  SqlitePeer peer(options.sqlite());
  std::cout
      << "| workload | store, µs p50 / p99 | SQLite, µs p50 / p99 | ratio of medians |\n| --- | --- | --- | --- |\n";
  {
    const Store store = need(Store::open(options.store(), OpenMode::read_only));
    const auto snapshot = store.snapshot();
    StoreEngine engine(*snapshot);
    std::unordered_map<std::uint32_t, NodeId> nodes;
    for (const auto* list : {&questions.random, &questions.hubs}) {
      for (const Question& q : *list) nodes[q.node] = engine.node(q.node);
    }
    const auto one_hop = [&](const Question& q) { return engine.one_hop(nodes.at(q.node), q.relation); };
    const auto peer_one_hop = [&](const Question& q) { return std::uint64_t{peer.one_hop(q.node, q.relation).size()}; };
    compare("one hop of a relation, random node", questions.random, one_hop, peer_one_hop);
    compare("one hop of a relation, hub", questions.hubs, one_hop, peer_one_hop);
    const auto two_hops = [&](const Question& q) { return engine.two_hop_count(nodes.at(q.node)); };
    const auto peer_two_hops = [&](const Question& q) { return peer.two_hop_count(q.node); };
    const std::vector<Question> some(questions.random.begin(), questions.random.begin() + 300);
    compare("distinct nodes two hops away, random node", some, two_hops, peer_two_hops);
    compare("distinct nodes two hops away, hub", {questions.hubs.begin(), questions.hubs.begin() + 10}, two_hops,
            peer_two_hops);
    compare(
        "length of the shortest path, random pair", some,
        [&](const Question& q) { return engine.path_length(nodes.at(q.node), nodes.at(q.other)); },
        [&](const Question& q) {
          return static_cast<std::uint64_t>(q.node == q.other ? 0 : peer.path_length(q.node, q.other, kMostSteps));
        });
  }
  Options once = options;
  once.node = questions.random.front().node;
  report("process start, open, one hop, exit", cold_starts(once, "entente"), cold_starts(once, "sqlite"));
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Measures the store on a synthetic graph");
  app.require_subcommand(1);
  const std::pair<const char*, void (*)(const Options&)> commands[] = {
      {"load", load}, {"query", query}, {"insert", insert}, {"once", ask_once}};
  for (const auto& [name, command] : commands) {
    CLI::App* sub = app.add_subcommand(name);
    sub->add_option("--dir", options.directory)->required();
    sub->add_option("--nodes", options.nodes)->capture_default_str();
    sub->add_option("--edges", options.edges)->capture_default_str();
    sub->add_option("--engine", options.engine)->check(CLI::IsMember({"entente", "sqlite"}))->capture_default_str();
    sub->add_option("--node", options.node);
    sub->callback([&options, command = command] { command(options); });
  }
  CLI11_PARSE(app, argc, argv);
  return 0;
}
