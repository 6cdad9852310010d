// What one graph says and another does not.
#pragma once

#include <entente/graph/property_graph.hpp>
#include <entente/schemas/result.hpp>

namespace entente::tools {

// Prints the articles and statements that only one of them holds ("- " of the first, "+ " of the second), the statements that other
// numbers of articles make ("~ "), and how many of each there are by relation. With `summary_only` the numbers alone.
Result<void> print_difference(const graph::PropertyGraph& first, const graph::PropertyGraph& second, bool summary_only);

}  // namespace entente::tools
