#include "dependency_tree.hpp"

#include <algorithm>
#include <unordered_map>

namespace entente::ingest {
namespace {

Dependency parse_dependency(std::string_view text) {
  static const std::unordered_map<std::string_view, Dependency> kNames = {
      {"acl", Dependency::acl},
      {"acl:relcl", Dependency::acl_relcl},
      {"advcl", Dependency::advcl},
      {"advcl:relcl", Dependency::advcl},
      {"advmod", Dependency::advmod},
      {"amod", Dependency::amod},
      {"appos", Dependency::appos},
      {"aux", Dependency::aux},
      {"aux:pass", Dependency::aux_pass},
      {"case", Dependency::case_marker},
      {"cc", Dependency::cc},
      {"cc:preconj", Dependency::cc},
      {"ccomp", Dependency::ccomp},
      {"compound", Dependency::compound},
      {"compound:prt", Dependency::compound_prt},
      {"conj", Dependency::conj},
      {"cop", Dependency::cop},
      {"csubj", Dependency::csubj},
      {"csubj:pass", Dependency::csubj},
      {"det", Dependency::det},
      {"det:predet", Dependency::det},
      {"expl", Dependency::expl},
      {"fixed", Dependency::fixed},
      {"flat", Dependency::flat},
      {"iobj", Dependency::iobj},
      {"mark", Dependency::mark},
      {"nmod", Dependency::nmod},
      {"nmod:desc", Dependency::nmod_desc},
      {"nmod:poss", Dependency::nmod_poss},
      {"nmod:unmarked", Dependency::nmod_unmarked},
      {"nsubj", Dependency::nsubj},
      {"nsubj:outer", Dependency::nsubj_outer},
      {"nsubj:pass", Dependency::nsubj_pass},
      {"obj", Dependency::obj},
      {"obl", Dependency::obl},
      {"obl:agent", Dependency::obl_agent},
      {"obl:unmarked", Dependency::obl_unmarked},
      {"parataxis", Dependency::parataxis},
      {"punct", Dependency::punct},
      {"root", Dependency::root},
      {"xcomp", Dependency::xcomp},
  };
  const auto found = kNames.find(text);
  return found == kNames.end() ? Dependency::other : found->second;
}

}  // namespace

DependencyTree::DependencyTree(const Document& document, const Sentence& sentence)
    : document_(document), sentence_(sentence) {
  const std::size_t size = sentence.end - sentence.begin;
  relations_.reserve(size);
  first_child_.assign(size + 1, 0);
  for (std::size_t at = begin(); at < end(); ++at) {
    relations_.push_back(parse_dependency(token(at).relation));
    if (head(at) != kNone) ++first_child_[head(at) - begin()];
  }
  std::size_t sum = 0;
  for (std::size_t& first : first_child_) {
    sum += first;
    first = sum;
  }
  children_.resize(sum);
  for (std::size_t at = end(); at-- > begin();) {
    if (head(at) != kNone) children_[--first_child_[head(at) - begin()]] = at;
  }
}

bool DependencyTree::is_any(std::size_t at, std::initializer_list<Dependency> relations) const {
  return std::find(relations.begin(), relations.end(), relation(at)) != relations.end();
}

std::span<const std::size_t> DependencyTree::children(std::size_t at) const {
  const std::size_t first = first_child_[at - begin()];
  return std::span(children_).subspan(first, first_child_[at - begin() + 1] - first);
}

std::size_t DependencyTree::child(std::size_t at, Dependency relation) const {
  for (const std::size_t child : children(at)) {
    if (is(child, relation)) return child;
  }
  return kNone;
}

bool DependencyTree::dominates(std::size_t ancestor, std::size_t at) const {
  while (at != kNone && at != ancestor) at = head(at);
  return at == ancestor;
}

std::size_t DependencyTree::head_within(std::size_t begin, std::size_t end) const {
  for (std::size_t at = end; at-- > begin;) {
    if (head(at) == kNone || head(at) < begin || head(at) >= end) return at;
  }
  return end - 1;
}

bool DependencyTree::is_noun(std::size_t at) const {
  const PartOfSpeech pos = token(at).pos;
  return pos == PartOfSpeech::noun || pos == PartOfSpeech::propn || pos == PartOfSpeech::pron ||
         pos == PartOfSpeech::num;
}

bool DependencyTree::is_verb(std::size_t at) const {
  return token(at).pos == PartOfSpeech::verb || (token(at).pos == PartOfSpeech::aux && !is(at, Dependency::cop) &&
                                                 !is_any(at, {Dependency::aux, Dependency::aux_pass}));
}

std::string_view DependencyTree::case_of(std::size_t at) const {
  const std::size_t marker = child(at, Dependency::case_marker);
  return marker == kNone ? std::string_view() : std::string_view(token(marker).folded);
}

std::string_view DependencyTree::mark_of(std::size_t at) const {
  const std::size_t marker = child(at, Dependency::mark);
  return marker == kNone ? std::string_view() : std::string_view(token(marker).folded);
}

bool DependencyTree::is_passive(std::size_t at) const {
  if (has_child(at, Dependency::aux_pass) || has_child(at, Dependency::nsubj_pass)) return true;
  if (token(at).xpos != "VBN" && token(at).xpos != "VBD") return false;
  if (has_child(at, Dependency::aux) || has_child(at, Dependency::nsubj)) return false;
  if (is(at, Dependency::conj)) return token(at).xpos == "VBN" && is_passive(head(at));
  if (is_any(at, {Dependency::acl, Dependency::amod})) return true;
  return token(at).xpos == "VBN" && is_any(at, {Dependency::advcl, Dependency::xcomp}) &&
         !has_child(at, Dependency::obj);
}

std::string lemma_of(const Token& token) {
  if (token.pos == PartOfSpeech::propn && token.lemma.size() >= token.folded.size()) return token.folded;
  std::string lemma = token.lemma;
  for (char& c : lemma) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lemma;
}

}  // namespace entente::ingest
