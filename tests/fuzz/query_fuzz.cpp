// Feeds any bytes to the query language, on a small graph: an answer, or an error that says where, and in bounded time.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include <entente/graph/memory_graph.hpp>
#include <entente/query/completion.hpp>
#include <entente/query/query.hpp>

namespace {

using namespace entente;

// Everybody supports everybody, one also himself.
const graph::MemoryGraph& world() {
  static const graph::MemoryGraph made = [] {
    graph::MemoryGraph graph;
    Contribution contribution;
    contribution.article.id = {"a"};
    contribution.article.text = "A supports B.";
    for (const char* key : {"country/A", "country/B", "country/C", "country/D"}) {
      Entity entity;
      entity.key = {key};
      entity.name = key;
      contribution.entities.push_back({std::make_shared<const Entity>(entity), 1});
      for (const char* other : {"country/B", "country/C", "country/D"}) {
        ExtractedStatement extracted;
        extracted.statement = {{key}, "supports", {other}, {}};
        contribution.statements.push_back(extracted);
      }
    }
    graph.put(contribution);
    return graph;
  }();
  return made;
}

class Reader final : public query::ResultReader {
 public:
  void columns(const std::vector<std::string>&) override {}
  bool row(const std::vector<query::Value>& values, const query::QueryGraph& graph) override {
    for (const query::Value& value : values) {
      if (value.extent().values < 1000 && !query::value_text(value, graph, false)) std::abort();
    }
    return ++rows_ < 200;
  }

 private:
  int rows_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  query::QueryOptions options;
  options.claims = true;
  options.limits.time = std::chrono::milliseconds(500);
  options.limits.memory = std::uint64_t{32} << 20U;
  options.parameters = {{"p", std::int64_t{3}}, {"name", "country/A"}};
  Reader reader;
  const auto done = query::run_query(world(), text, options, reader);
  if (!done && (done.error().message.empty() || done.error().place.empty())) std::abort();
  if (!query::complete(world(), text)) std::abort();
  return 0;
}
