#include <string_view>

#include <entente/ingest/name_coverage.hpp>

namespace entente::ingest {
namespace {

constexpr std::size_t kLongestName = 10;  // Tokens; longer runs are headlines in capitals and tables.
constexpr std::size_t kLongestJoint = 2;  // Tokens: "of the".

bool is_name_word(const Token& token) { return token.word && token.capitalized; }

}  // namespace

// The words of one run, taken apart.
class NameCoverage::Run {
 public:
  Run(const NameCoverage& coverage, const Document& document, const Sentence& sentence,
      const std::vector<std::string_view>& types)
      : coverage_(coverage),
        document_(document),
        text_(document.text.substr(0, document.span_of(sentence).end_byte)),
        types_(types) {}

  // Appends the names of [begin, end) and returns where the next run may begin, which is behind the end if a known name
  // reaches further.
  std::size_t take_apart(std::size_t begin, std::size_t end, std::vector<CoveredName>& names) {
    std::size_t unknown = begin;
    std::size_t at = begin;
    while (at < end) {
      const std::size_t known_end = end_of_known_name(at);
      if (known_end == at) {
        ++at;
        continue;
      }
      add(unknown, at, false, names);
      add(at, known_end, true, names);
      unknown = at = known_end;
    }
    if (unknown < at) add(unknown, at, false, names);
    return at;
  }

 private:
  std::size_t end_of_known_name(std::size_t begin) {
    matches_.clear();
    const auto& tokens = document_.tokens;
    if (tokens[begin].word) coverage_.lexicon_.match_at(text_, tokens[begin].span.begin_byte, matches_);
    std::size_t end = begin;
    std::size_t token = begin;
    for (const NameMatch& match : matches_) {
      if (!coverage_.lexicon_.record_of(match.alias)) continue;
      while (token < tokens.size() && tokens[token].span.end_byte < match.end) ++token;
      if (token < tokens.size() && tokens[token].span.end_byte == match.end) end = token + 1;
    }
    return end;
  }

  bool stands_beside(std::size_t index) const {
    const Token& token = document_.tokens[index];
    return !is_name_word(token) || coverage_.beside_.contains(token.folded);
  }

  void add(std::size_t begin, std::size_t end, bool known, std::vector<CoveredName>& names) const {
    while (!known && begin < end && stands_beside(begin)) ++begin;
    while (!known && begin < end && stands_beside(end - 1)) --end;
    if (begin == end || (!known && end - begin > kLongestName)) return;
    CoveredName& name = names.emplace_back();
    const Span span{document_.tokens[begin].span.begin_byte, document_.tokens[end - 1].span.end_byte};
    for (const char c : span.of(document_.text)) {
      const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (!space) {
        name.text += c;
      } else if (!name.text.empty() && name.text.back() != ' ') {
        name.text += ' ';
      }
    }
    name.type = types_[begin];
    name.known = known;
  }

  const NameCoverage& coverage_;
  const Document& document_;
  std::string_view text_;
  const std::vector<std::string_view>& types_;
  std::vector<NameMatch> matches_;
};

NameCoverage::NameCoverage(const Lexicon& lexicon, const EnglishWords& words)
    : lexicon_(lexicon), particles_(words.name_particles.begin(), words.name_particles.end()) {
  for (const auto* list :
       {&words.determiners, &words.office_titles, &words.title_abbreviations, &words.representative_nouns}) {
    beside_.insert(list->begin(), list->end());
  }
}

std::vector<CoveredName> NameCoverage::names_in(const Document& document) const {
  const auto& tokens = document.tokens;
  std::vector<std::string_view> types(tokens.size());
  for (const NamedSpan& span : document.names) {
    for (std::size_t i = span.begin; i < span.end; ++i) types[i] = to_string(span.type);
  }
  const auto is_name = [&](std::size_t i) {
    return is_name_word(tokens[i]) && (tokens[i].pos == PartOfSpeech::propn || !types[i].empty());
  };
  std::vector<CoveredName> names;
  for (const Sentence& sentence : document.sentences) {
    Run run(*this, document, sentence, types);
    for (std::size_t i = sentence.begin; i < sentence.end;) {
      if (!is_name(i)) {
        ++i;
        continue;
      }
      const std::size_t begin = i;
      std::size_t end = i + 1;
      for (i = end; i < sentence.end && i <= end + kLongestJoint; ++i) {
        if (is_name(i)) {
          end = i + 1;
        } else if (!particles_.contains(tokens[i].folded)) {
          break;
        }
      }
      i = run.take_apart(begin, end, names);
    }
  }
  return names;
}

}  // namespace entente::ingest
