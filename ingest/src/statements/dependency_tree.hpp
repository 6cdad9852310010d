// The dependency tree of one sentence, ready to be walked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <entente/ingest/document.hpp>

namespace entente::ingest {

// Relations of Universal Dependencies (https://universaldependencies.org/en/dep/) that extraction tells apart.
enum class Dependency : std::uint8_t {
  acl,
  acl_relcl,
  advcl,
  advmod,
  amod,
  appos,
  aux,
  aux_pass,
  case_marker,
  cc,
  ccomp,
  compound,
  compound_prt,
  conj,
  cop,
  csubj,
  det,
  expl,
  fixed,
  flat,
  iobj,
  mark,
  nmod,
  nmod_desc,
  nmod_poss,
  nmod_unmarked,
  nsubj,
  nsubj_outer,
  nsubj_pass,
  obj,
  obl,
  obl_agent,
  obl_unmarked,
  parataxis,
  punct,
  root,
  xcomp,
  other,
};

// Tokens are indexes into Document::tokens. Both must outlive the tree.
class DependencyTree {
 public:
  static constexpr std::size_t kNone = Token::kRoot;

  DependencyTree(const Document& document, const Sentence& sentence);

  const Document& document() const { return document_; }
  std::size_t begin() const { return sentence_.begin; }
  std::size_t end() const { return sentence_.end; }
  const Token& token(std::size_t at) const { return document_.tokens[at]; }
  bool is_text(std::size_t at, std::string_view text) const { return token(at).folded == text; }

  std::size_t head(std::size_t at) const { return token(at).head; }  // kNone at the root.
  Dependency relation(std::size_t at) const { return relations_[at - begin()]; }
  bool is(std::size_t at, Dependency relation) const { return this->relation(at) == relation; }
  bool is_any(std::size_t at, std::initializer_list<Dependency> relations) const;

  // In text order.
  std::span<const std::size_t> children(std::size_t at) const;

  // The first child with the relation, else kNone.
  std::size_t child(std::size_t at, Dependency relation) const;
  bool has_child(std::size_t at, Dependency relation) const { return child(at, relation) != kNone; }

  // Whether `ancestor` is the token or stands above it.
  bool dominates(std::size_t ancestor, std::size_t at) const;

  // The token of a phrase that hangs on a word outside it; its last one if several do.
  std::size_t head_within(std::size_t begin, std::size_t end) const;

  bool is_noun(std::size_t at) const;
  bool is_verb(std::size_t at) const;

  // The word that marks a phrase or clause, folded: "on" of "on Iran", "because" of "because of", "if"; empty without one.
  std::string_view case_of(std::size_t at) const;
  std::string_view mark_of(std::size_t at) const;

  // Past participles without an auxiliary "have", whose surface subject is what the verb acts on: "was sanctioned".
  bool is_passive(std::size_t at) const;

 private:
  const Document& document_;
  Sentence sentence_;
  std::vector<Dependency> relations_;
  std::vector<std::size_t> children_;
  std::vector<std::size_t> first_child_;  // Index into children_, one more than there are tokens.
};

// The dictionary form of a token as patterns, cues and word lists write it: in lower case, as far as letters are ASCII.
std::string lemma_of(const Token& token);

}  // namespace entente::ingest
