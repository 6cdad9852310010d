#include <charconv>
#include <utility>

#include <entente/ingest/conllu.hpp>
#include <entente/ingest/language_pipeline.hpp>

#include <fmt/format.h>

namespace entente::ingest {
namespace {

constexpr std::size_t kColumns = 10;

// Columns that no white space may break: tabs and line ends within become spaces.
void append_clean(std::string_view text, std::string& out) {
  for (const char c : text) out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
}

void append_number(std::size_t number, std::string& out) { fmt::format_to(std::back_inserter(out), "{}", number); }

// For each token of a sentence its name's label, or nothing.
class NameLabels {
 public:
  explicit NameLabels(const Document& document) : document_(document) {}

  // Tokens must be asked for in order.
  std::string_view prefix(std::size_t token) {
    while (next_ < document_.names.size() && document_.names[next_].end <= token) ++next_;
    if (next_ == document_.names.size() || token < document_.names[next_].begin) return {};
    return token == document_.names[next_].begin ? "B-" : "I-";
  }
  NameType type() const { return document_.names[next_].type; }

 private:
  const Document& document_;
  std::size_t next_ = 0;
};

class MiscColumn {
 public:
  explicit MiscColumn(std::string& out) : out_(out) {}
  void item() {
    if (!empty_) out_ += '|';
    empty_ = false;
  }
  void finish() {
    if (empty_) out_ += '_';
  }

 private:
  std::string& out_;
  bool empty_ = true;
};

void append_word(const Document& document, std::size_t index, const Sentence& sentence, std::string_view form,
                 std::string& out) {
  const Token& token = document.tokens[index];
  append_number(index - sentence.begin + 1, out);
  out += '\t';
  append_clean(form, out);
  out += '\t';
  append_clean(token.lemma, out);
  out += '\t';
  out += to_string(token.pos);
  out += '\t';
  out += token.xpos;
  out += "\t_\t";
  append_number(token.head == Token::kRoot ? 0 : token.head - sentence.begin + 1, out);
  out += '\t';
  out += token.relation;
  out += "\t_\t";
}

void append_entity(NameLabels& names, std::size_t token, MiscColumn& misc, std::string& out) {
  const std::string_view prefix = names.prefix(token);
  if (prefix.empty()) return;
  misc.item();
  out += "Entity=";
  out += prefix;
  out += to_string(names.type());
}

}  // namespace

ConlluReader::ConlluReader(std::istream& stream, std::string name) : stream_(stream), name_(std::move(name)) {}

Error ConlluReader::error(std::string message, std::string mend) const {
  return {ErrorCode::invalid_input, std::move(message), fmt::format("{}:{}", name_, line_number_), std::move(mend)};
}

Result<void> ConlluReader::read_line(std::string& line, ConlluSentence& sentence) {
  if (line.front() == '#') {
    sentence.comments.push_back(std::move(line));
    return {};
  }
  std::string_view columns[kColumns];
  std::size_t count = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    if (i < line.size() && line[i] != '\t') continue;
    if (count < kColumns) columns[count] = std::string_view(line).substr(begin, i - begin);
    ++count;
    begin = i + 1;
  }
  if (count != kColumns) {
    return error(fmt::format("a line of CoNLL-U has 10 columns, and this one {}", count),
                 "separate the columns by tabs, and sentences by empty lines");
  }
  const std::string_view id = columns[0];
  if (id.find('.') != std::string_view::npos) return {};
  if (columns[1].empty()) return error("a word without a form", "give it one, or leave its line out");
  ConlluSentence::Line read{std::string(columns[1]), std::string(columns[9]), 0};
  std::size_t first = 0;
  const char* end = id.data() + id.size();
  auto parsed = std::from_chars(id.data(), end, first);
  bool fits = parsed.ec == std::errc{} && first == sentence.words + 1;
  if (fits && parsed.ptr != end && *parsed.ptr == '-') {
    parsed = std::from_chars(parsed.ptr + 1, end, read.range_end);
    fits = parsed.ec == std::errc{} && read.range_end > first;
  } else if (fits && ++sentence.words > LanguagePipeline::kLongestSentence) {
    return error(fmt::format("a sentence of more than {} words", LanguagePipeline::kLongestSentence), "divide it");
  }
  if (!fits || parsed.ptr != end) {
    return error(fmt::format("'{}' is not the number of this word", id), "number words from 1 in each sentence");
  }
  sentence.lines.push_back(std::move(read));
  return {};
}

Result<void> ConlluReader::read(std::size_t count, std::vector<ConlluSentence>& sentences) {
  const std::size_t wanted = sentences.size() + count;
  ConlluSentence sentence;
  std::string line;
  while (sentences.size() < wanted) {
    const bool more = static_cast<bool>(std::getline(stream_, line));
    if (more) {
      ++line_number_;
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (!line.empty()) {
        if (auto read = read_line(line, sentence); !read) return read;
        continue;
      }
    }
    if (sentence.words > 0) sentences.push_back(std::move(sentence));
    sentence = {};
    if (!more) break;
  }
  return {};
}

Document make_document(const std::vector<ConlluSentence>& sentences, std::string& text) {
  Document document;
  text.clear();
  for (const ConlluSentence& sentence : sentences) {
    const std::size_t begin = document.tokens.size();
    for (const ConlluSentence::Line& line : sentence.lines) {
      if (line.range_end != 0) continue;
      Token& token = document.tokens.emplace_back();
      token.span.begin_byte = static_cast<std::uint32_t>(text.size());
      text += line.form;
      token.span.end_byte = static_cast<std::uint32_t>(text.size());
      token.space_before = true;
      token.paragraph_before = document.tokens.size() == begin + 1;
      text += ' ';
    }
    document.sentences.push_back({begin, document.tokens.size()});
  }
  document.text = text;
  return document;
}

void write_conllu(const std::vector<ConlluSentence>& sentences, const Document& document, std::string& out) {
  NameLabels names(document);
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const Sentence& sentence = document.sentences[s];
    std::size_t token = sentence.begin;
    for (const std::string& comment : sentences[s].comments) {
      out += comment;
      out += '\n';
    }
    for (const ConlluSentence::Line& line : sentences[s].lines) {
      if (line.range_end != 0) {
        fmt::format_to(std::back_inserter(out), "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}\n", token - sentence.begin + 1,
                       line.range_end, line.form, line.misc);
        continue;
      }
      append_word(document, token, sentence, line.form, out);
      MiscColumn misc(out);
      std::string_view rest = line.misc == "_" ? std::string_view() : std::string_view(line.misc);
      while (!rest.empty()) {
        const std::size_t bar = std::min(rest.find('|'), rest.size());
        const std::string_view item = rest.substr(0, bar);
        rest.remove_prefix(std::min(bar + 1, rest.size()));
        if (item.empty() || item.starts_with("Entity=")) continue;
        misc.item();
        out += item;
      }
      append_entity(names, token, misc, out);
      misc.finish();
      out += '\n';
      ++token;
    }
    out += '\n';
  }
}

void write_conllu(const Document& document, std::string_view id, std::size_t first_paragraph, std::string& out) {
  NameLabels names(document);
  if (first_paragraph == 0) {
    out += "# newdoc id = ";
    append_clean(id, out);
    out += '\n';
  }
  if (!document.english) out += "# language = not English\n";
  std::size_t paragraph = first_paragraph;
  std::size_t number = 0;
  for (const Sentence& sentence : document.sentences) {
    if (document.tokens[sentence.begin].paragraph_before) {
      out += "# newpar\n";
      ++paragraph;
      number = 0;
    }
    out += "# sent_id = ";
    append_clean(id, out);
    fmt::format_to(std::back_inserter(out), "-p{}-s{}\n# text = ", paragraph, ++number);
    append_clean(document.span_of(sentence).of(document.text), out);
    out += '\n';
    for (std::size_t i = sentence.begin; i < sentence.end; ++i) {
      const Token& token = document.tokens[i];
      const bool last = i + 1 == sentence.end;
      const bool spaced = i + 1 == document.tokens.size() || document.tokens[i + 1].space_before;
      if (!token.joined && !last && document.tokens[i + 1].joined) {
        std::size_t end = i + 1;
        while (end < sentence.end && document.tokens[end].joined) ++end;
        const Span span{token.span.begin_byte, document.tokens[end - 1].span.end_byte};
        fmt::format_to(std::back_inserter(out), "{}-{}\t", i - sentence.begin + 1, end - sentence.begin);
        append_clean(span.of(document.text), out);
        out += "\t_\t_\t_\t_\t_\t_\t_\t";
        out += end == document.tokens.size() || document.tokens[end].space_before ? "_\n" : "SpaceAfter=No\n";
      }
      append_word(document, i, sentence, token.span.of(document.text), out);
      MiscColumn misc(out);
      append_entity(names, i, misc, out);
      const bool inside_token = !last && document.tokens[i + 1].joined;
      if (!spaced && !inside_token && !token.joined) {
        misc.item();
        out += "SpaceAfter=No";
      }
      misc.item();
      fmt::format_to(std::back_inserter(out), "TokenRange={}:{}", token.span.begin_byte, token.span.end_byte);
      misc.finish();
      out += '\n';
    }
    out += '\n';
  }
}

}  // namespace entente::ingest
