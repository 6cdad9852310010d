// What an article quotes, and from whom.
#pragma once

#include "../statements/dependency_tree.hpp"

#include <cstddef>
#include <vector>

#include <entente/ingest/document.hpp>

namespace entente::ingest {

class Quotations {
 public:
  explicit Quotations(const Document& document);

  // Whether the token stands within quotation marks.
  bool holds(std::size_t token) const { return quoted_[token]; }

  // The subject of a verb that stands outside quotations and reports: the head of the phrase for whoever says it; kNone if the
  // word is no such verb.
  std::size_t speaker_of(const DependencyTree& tree, std::size_t verb) const;

  // The same for the words quoted at a token of the sentence: of the verb around the quotation or beside it.
  std::size_t speaker_at(const DependencyTree& tree, std::size_t token) const;

 private:
  std::vector<bool> quoted_;
};

}  // namespace entente::ingest
