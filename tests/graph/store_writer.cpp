// Writes articles to a store until it is done or killed, and tells on standard output which are there: the victim of kill_test.cpp
// and failing_write_test.cpp.
//   store_writer STORE COUNT
#include "graph_fixtures.hpp"

#include <cstdint>
#include <random>
#include <string>

#include <entente/graph/store.hpp>

#include <unistd.h>

int main(int argc, char** argv) {
  using namespace entente;  // NOLINT(google-build-using-namespace)
  if (argc != 3) return 2;
  auto store = graph::Store::open(argv[1], graph::OpenMode::create_if_missing);
  if (!store) return 2;
  graph::IngestRun run = store->begin_ingest({{1, 1}, "test"});
  std::mt19937 random(41);
  const auto count = static_cast<std::uint32_t>(std::stoul(argv[2]));
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto outcome = run.put(test::random_contribution(random, "article-" + std::to_string(i)));
    if (!outcome) return 2;
    if (*outcome != graph::PutOutcome::unchanged && write(STDOUT_FILENO, &i, sizeof i) != sizeof i) return 2;
  }
  return 0;
}
