// Who is given as the source of a claim.
#pragma once

#include "argument_resolver.hpp"
#include "predicate_graph.hpp"

#include <cstddef>
#include <string>

namespace entente::ingest {

// Whose words a reporting verb or noun introduces: the entity's name where it is known, else the words of the text; empty
// where nobody is named ("it is said that").
std::string source_of(const PredicateGraph& graph, const ArgumentResolver& arguments, std::size_t report);

// A noun phrase without what is set apart from it.
std::string words_of(const DependencyTree& tree, std::size_t noun);

}  // namespace entente::ingest
