#include "word_forms.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <entente/ingest/pattern.hpp>

#include <fmt/format.h>

namespace entente::ingest {
namespace {

using Kind = PatternElement::Kind;

constexpr std::array<std::pair<std::string_view, Kind>, 7> kSpecial = {{
    {"{subject}", Kind::subject},
    {"{object}", Kind::object},
    {"{object+}", Kind::object},
    {"{both}", Kind::both},
    {"{subject's}", Kind::subject_modifier},
    {"{object's}", Kind::object_modifier},
    {"~", Kind::gap},
}};

class Compiler {
 public:
  explicit Compiler(const EnglishWords& words)
      : words_(words), be_forms_(words.be_forms.begin(), words.be_forms.end()) {
    for (const auto* list : {&words.prepositions, &words.determiners, &words.coordinators}) {
      function_words_.insert(list->begin(), list->end());
    }
  }

  Result<Pattern> compile(const Relation& relation, const RelationPattern& source) const {
    Pattern pattern;
    pattern.relation = &relation;
    pattern.source = &source;
    for (const std::string& text : split_at(source.text, ' ')) {
      auto element = compile_element(text);
      if (!element) return fail(source, fmt::format("'{}' is not an element of the pattern language", text));
      pattern.elements.push_back(std::move(*element));
    }
    if (auto problem = check_slots(pattern)) return fail(source, *problem);
    const auto anchor = choose_anchor(pattern.elements);
    if (!anchor) return fail(source, "no element is a word to look for");
    pattern.anchor = *anchor;
    const auto& elements = pattern.elements;
    pattern.apposition = std::any_of(elements.begin(), elements.end(),
                                     [](const PatternElement& element) { return element.forms.contains(","); });
    pattern.simple_verb = elements.size() == 3 && elements[0].kind == Kind::subject && elements[1].verb &&
                          elements[2].kind == Kind::object;
    return pattern;
  }

 private:
  static Error fail(const RelationPattern& source, const std::string& problem) {
    return {ErrorCode::invalid_input, problem, fmt::format("pattern '{}'", source.id),
            "see the description of the pattern language in ingest/pattern.hpp"};
  }

  std::optional<PatternElement> compile_element(std::string text) const {
    PatternElement element;
    for (const auto& [spelling, kind] : kSpecial) {
      if (text == spelling) {
        element.kind = kind;
        element.with_belongings = text.ends_with("+}");
        return element;
      }
    }
    if (text.find_first_of("{}~") != std::string::npos) return std::nullopt;
    if (text.size() > 1 && text.ends_with('?')) {
      element.optional = true;
      text.pop_back();
    }
    element.verb = text.ends_with(":v");
    element.noun = text.ends_with(":n");
    if (element.verb || element.noun) text.resize(text.size() - 2);
    const auto lemmas = split_at(text, '|');
    if (lemmas.empty()) return std::nullopt;
    for (const std::string& lemma : lemmas) add_forms(lemma, element);
    return element;
  }

  void add_forms(const std::string& lemma, PatternElement& element) const {
    if (lemma == "be") {
      element.forms.insert(be_forms_.begin(), be_forms_.end());
      return;
    }
    element.forms.insert(lemma);
    if (element.noun) element.forms.insert(plural(lemma, words_));
    if (element.verb) {
      const VerbForms forms = inflect_verb(lemma, words_);
      for (const std::string& form : forms.all()) element.forms.insert(form);
      element.participles.insert(forms.participle);
    }
  }

  static std::optional<std::string> check_slots(const Pattern& pattern) {
    int subjects = 0;
    int objects = 0;
    int both = 0;
    for (const PatternElement& element : pattern.elements) {
      subjects += element.kind == Kind::subject || element.kind == Kind::subject_modifier ? 1 : 0;
      objects += element.kind == Kind::object || element.kind == Kind::object_modifier ? 1 : 0;
      both += element.kind == Kind::both ? 1 : 0;
    }
    if (both == 1 && subjects == 0 && objects == 0) return std::nullopt;
    if (both == 0 && subjects == 1 && objects == 1) return std::nullopt;
    return "a pattern needs one {subject} and one {object}, or one {both}";
  }

  // The rarest word makes the cheapest search: verbs, else nouns, else any word that is not a function word.
  std::optional<std::size_t> choose_anchor(const std::vector<PatternElement>& elements) const {
    const auto contains_any = [](const auto& forms, const auto& set) {
      return std::any_of(forms.begin(), forms.end(), [&](const std::string& form) { return set.contains(form); });
    };
    std::optional<std::size_t> best;
    int best_rank = 4;
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const PatternElement& element = elements[i];
      if (element.kind != Kind::literal || element.optional) continue;
      int rank = element.verb ? 0 : element.noun ? 1 : 2;
      const bool is_word = std::any_of(element.forms.begin(), element.forms.end(),
                                       [](const std::string& form) { return form.size() > 1; });
      if (!is_word || contains_any(element.forms, be_forms_) || contains_any(element.forms, function_words_)) rank = 3;
      if (rank < best_rank) {
        best = i;
        best_rank = rank;
      }
    }
    return best_rank < 3 ? best : std::nullopt;
  }

  const EnglishWords& words_;
  std::unordered_set<std::string> be_forms_;
  std::unordered_set<std::string> function_words_;
};

}  // namespace

Result<std::vector<Pattern>> compile_patterns(const Ontology& ontology, const EnglishWords& words) {
  const Compiler compiler(words);
  std::vector<Pattern> patterns;
  for (const Relation& relation : ontology.relations()) {
    for (const RelationPattern& source : relation.patterns) {
      auto pattern = compiler.compile(relation, source);
      if (!pattern) return pattern.error();
      patterns.push_back(std::move(*pattern));
    }
  }
  return patterns;
}

}  // namespace entente::ingest
