// Dependency trees to read.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <entente/ingest/document.hpp>

namespace entente::tools {

// The names of a sentence, given the first one that may be of it, which moves on.
std::vector<ingest::NamedSpan> names_of(const ingest::Document& document, const ingest::Sentence& sentence,
                                        std::size_t& next);

// Each word below its head, a line each.
std::string render_tree(const ingest::Document& document, const ingest::Sentence& sentence,
                        const std::vector<ingest::NamedSpan>& names);

}  // namespace entente::tools
