// What may be written next: completion for editors and shells.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <entente/graph/property_graph.hpp>
#include <entente/schemas/result.hpp>

namespace entente::query {

struct Completion {
  std::size_t begin = 0;           // From here on the text is replaced,
  std::vector<std::string> words;  // by one of these; in byte order. A function ends with its parenthesis.
};

// Of a query up to the cursor: entity names in quotes, labels and types behind a colon, properties behind a point, else
// keywords and functions. Case is ignored in what is there.
Result<Completion> complete(const graph::PropertyGraph& graph, std::string_view text);

}  // namespace entente::query
