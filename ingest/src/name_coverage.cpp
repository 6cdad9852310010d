#include <algorithm>
#include <utility>

#include <entente/ingest/name_coverage.hpp>

namespace entente::ingest {
namespace {

constexpr std::size_t kLongestName = 10;  // Tokens; longer runs are headlines in capitals and tables.

bool is_name_word(const Token& token) { return token.word && token.capitalized; }

// "New York", "Al-Qaeda", "Trinidad & Tobago": what stands between two words of one name.
bool is_joint(const Token& token) {
  static const std::vector<std::string> kJoints = {"&",  "-",   "al", "bin", "da",  "de",  "der",
                                                   "el", "for", "of", "on",  "the", "van", "von"};
  return std::binary_search(kJoints.begin(), kJoints.end(), token.folded);
}

}  // namespace

NameCoverage::NameCoverage(const Lexicon& lexicon, std::vector<std::string> dropped)
    : lexicon_(lexicon), dropped_(std::move(dropped)) {
  std::sort(dropped_.begin(), dropped_.end());
}

bool NameCoverage::knows(const std::string& name) const {
  const auto aliases = lexicon_.named(name);
  return std::any_of(aliases.begin(), aliases.end(),
                     [&](AliasNumber alias) { return lexicon_.record_of(alias).has_value(); });
}

// Whether the token and those after it, at most two, lead to the next word of the same name.
bool NameCoverage::joins(const Document& document, std::size_t index, std::size_t end) const {
  for (std::size_t i = index; i < end && i < index + 3; ++i) {
    if (is_name_word(document.tokens[i])) return i > index;
    if (!is_joint(document.tokens[i])) return false;
  }
  return false;
}

std::vector<CoveredName> NameCoverage::names_in(const Document& document) const {
  std::vector<bool> named(document.tokens.size(), false);
  std::vector<std::string_view> types(document.tokens.size());
  for (const NamedSpan& span : document.names) {
    for (std::size_t i = span.begin; i < span.end; ++i) {
      named[i] = true;
      types[i] = to_string(span.type);
    }
  }
  std::vector<CoveredName> result;
  for (const Sentence& sentence : document.sentences) {
    for (std::size_t i = sentence.begin; i < sentence.end;) {
      const auto starts = [&](std::size_t at) {
        const Token& token = document.tokens[at];
        return is_name_word(token) && (token.pos == PartOfSpeech::propn || named[at]);
      };
      if (!starts(i)) {
        ++i;
        continue;
      }
      std::size_t begin = i;
      while (i < sentence.end && (starts(i) || joins(document, i, sentence.end))) ++i;
      while (begin + 1 < i && std::binary_search(dropped_.begin(), dropped_.end(), document.tokens[begin].folded))
        ++begin;
      if (i - begin > kLongestName) continue;
      CoveredName name;
      const Span span{document.tokens[begin].span.begin_byte, document.tokens[i - 1].span.end_byte};
      for (const char c : span.of(document.text)) {
        const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!space) {
          name.text += c;
        } else if (!name.text.empty() && name.text.back() != ' ') {
          name.text += ' ';
        }
      }
      name.type = types[begin];
      name.known = knows(name.text);
      result.push_back(std::move(name));
    }
  }
  return result;
}

}  // namespace entente::ingest
