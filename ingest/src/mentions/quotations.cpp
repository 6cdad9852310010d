#include "quotations.hpp"

#include <string_view>

namespace entente::ingest {

constexpr std::size_t kNone = DependencyTree::kNone;

// Long quotations open every paragraph anew; marks that do not tell opening from closing are trusted within a paragraph.
Quotations::Quotations(const Document& document) : quoted_(document.tokens.size(), false) {
  bool open = false;
  bool straight = false;
  for (std::size_t i = 0; i < document.tokens.size(); ++i) {
    const Token& token = document.tokens[i];
    const std::string_view text = token.span.of(document.text);
    if (token.paragraph_before && straight) open = false;
    if (text == "\u201c" || text == "``") {
      open = true;
      straight = false;
    } else if (text == "\u201d" || text == "''") {
      open = false;
    } else if (text == "\"") {
      open = !open;
      straight = true;
    }
    quoted_[i] = open;
  }
}

std::size_t Quotations::speaker_of(const DependencyTree& tree, std::size_t verb) const {
  if (holds(verb) || !tree.is_verb(verb)) return kNone;
  const std::size_t subject = tree.child(verb, Dependency::nsubj);
  return subject == kNone || holds(subject) ? kNone : subject;
}

std::size_t Quotations::speaker_at(const DependencyTree& tree, std::size_t token) const {
  for (std::size_t up = token; up != kNone; up = tree.head(up)) {
    if (const std::size_t speaker = speaker_of(tree, up); speaker != kNone) return speaker;
    for (const std::size_t child : tree.children(up)) {
      const std::size_t speaker = tree.is(child, Dependency::parataxis) ? speaker_of(tree, child) : kNone;
      if (speaker != kNone) return speaker;
    }
  }
  return kNone;
}

}  // namespace entente::ingest
