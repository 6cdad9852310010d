#include "tree_text.hpp"

#include <fmt/format.h>

namespace entente::tools {

using ingest::Document;
using ingest::NamedSpan;
using ingest::Sentence;
using ingest::Token;

namespace {

// A tree to read: each word below its head.
class TreeText {
 public:
  TreeText(const Document& document, const Sentence& sentence, const std::vector<NamedSpan>& names)
      : document_(document), sentence_(sentence), names_(names), children_(sentence.end - sentence.begin) {
    for (std::size_t i = sentence.begin; i < sentence.end; ++i) {
      const std::size_t head = document.tokens[i].head;
      if (head != Token::kRoot) children_[head - sentence.begin].push_back(i);
    }
  }

  std::string render() {
    for (std::size_t i = sentence_.begin; i < sentence_.end; ++i) {
      if (document_.tokens[i].head == Token::kRoot) add(i, "", "");
    }
    return std::move(out_);
  }

 private:
  // Trees are at most as deep as sentences are long, which is bounded.
  void add(std::size_t index, const std::string& branch, const std::string& indent) {
    const Token& token = document_.tokens[index];
    out_ += fmt::format("{}{}  {} {}", branch, token.span.of(document_.text), to_string(token.pos), token.relation);
    for (const NamedSpan& name : names_) {
      if (name.begin <= index && index < name.end) {
        out_ += fmt::format("  [{}{}]", to_string(name.type), index == name.begin ? "" : "…");
      }
    }
    out_ += '\n';
    const auto& children = children_[index - sentence_.begin];
    for (const std::size_t child : children) {
      const bool last = child == children.back();
      add(child, indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "));
    }
  }

  const Document& document_;
  const Sentence& sentence_;
  const std::vector<NamedSpan>& names_;
  std::vector<std::vector<std::size_t>> children_;
  std::string out_;
};

}  // namespace

std::vector<NamedSpan> names_of(const Document& document, const Sentence& sentence, std::size_t& next) {
  std::vector<NamedSpan> names;
  for (; next < document.names.size() && document.names[next].begin < sentence.end; ++next) {
    names.push_back(document.names[next]);
  }
  return names;
}

std::string render_tree(const Document& document, const Sentence& sentence, const std::vector<NamedSpan>& names) {
  return TreeText(document, sentence, names).render();
}

}  // namespace entente::tools
