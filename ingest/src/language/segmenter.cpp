#include "segmenter.hpp"

#include "characters.hpp"
#include "word_features.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

namespace entente::ingest::language {
namespace {

constexpr std::size_t kLongestFeature = 16;  // Characters.
constexpr std::size_t kLongestWhole = 24;
constexpr std::size_t kSplitFeatures = 15;
constexpr std::size_t kSentenceFeatures = 18;

bool is_letter(char kind) { return kind == 'X' || kind == 'x'; }

std::uint8_t filter_of(std::string_view lower) {
  return static_cast<std::uint8_t>(static_cast<unsigned char>(lower.front()) +
                                   31 * static_cast<unsigned char>(lower.back()) + 7 * lower.size());
}

void analyse(std::string_view text, Span span, SegmenterWorkspace::Chunk& chunk, std::size_t most) {
  chunk.norm.clear();
  chunk.at.clear();
  chunk.classes.clear();
  chunk.byte_at.clear();
  std::size_t i = span.begin_byte;
  while (i < span.end_byte && chunk.classes.size() < most) {
    const Character c = character_at(text, i);
    chunk.at.push_back(static_cast<std::uint32_t>(chunk.norm.size()));
    chunk.byte_at.push_back(static_cast<std::uint32_t>(i));
    append_utf8(chunk.norm, normalise(c.code));
    chunk.classes.push_back(classify(c.code));
    i += c.size;
  }
  chunk.at.push_back(static_cast<std::uint32_t>(chunk.norm.size()));
  chunk.byte_at.push_back(static_cast<std::uint32_t>(i));
}

// The characters of a URL or e-mail address within the chunk, which are one word; empty if there is none.
std::pair<std::size_t, std::size_t> address_in(const SegmenterWorkspace::Chunk& chunk) {
  const std::size_t size = chunk.size();
  const auto is = [&](std::size_t i, std::string_view signs) {
    return chunk.at[i + 1] - chunk.at[i] == 1 && signs.find(chunk.norm[chunk.at[i]]) != std::string_view::npos;
  };
  const auto plain = [&](std::size_t i) { return is_letter(chunk.classes[i]) || chunk.classes[i] == 'd'; };
  const auto name = [&](std::size_t i) { return plain(i) || is(i, "._%+-"); };
  const auto inside = [&](std::size_t i) { return plain(i) || chunk.classes[i] == 'o' || is(i, "._%+-~#&=/?@:"); };
  // Where `text` first stands, as a number of characters.
  const auto find = [&](std::string_view wanted) {
    const std::size_t byte = chunk.norm.find(wanted);
    if (byte == std::string::npos) return size;
    return static_cast<std::size_t>(std::lower_bound(chunk.at.begin(), chunk.at.end(), byte) - chunk.at.begin());
  };
  std::size_t begin = 0;
  std::size_t at = find("://");
  bool mail = false;
  if (at > 0 && at < size) {
    begin = at;
    while (begin > 0 && is_letter(chunk.classes[begin - 1])) --begin;
  } else if (chunk.norm.starts_with("www.")) {
    at = 0;
  } else {
    at = find("@");
    if (at == 0 || at + 1 >= size || !name(at - 1) || !name(at + 1)) return {0, 0};
    begin = at;
    while (begin > 0 && name(begin - 1)) --begin;
    mail = true;
    ++at;
  }
  std::size_t end = at;
  while (end < size && (mail ? name(end) : inside(end))) ++end;
  while (end > begin && !(plain(end - 1) || chunk.classes[end - 1] == 'o' || is(end - 1, "/="))) --end;
  return {begin, end};
}

std::uint64_t combine(std::uint64_t seed, std::initializer_list<std::uint64_t> hashes) {
  std::uint64_t value = seed * 0x9E3779B97F4A7C15ULL + 0x1234567;
  for (const std::uint64_t hash : hashes) {
    value = (value ^ hash) * 0xFF51AFD7ED558CCDULL;
    value ^= value >> 32U;
  }
  return value;
}

// "'s", "n't" and the like, which make one token with the word before.
bool is_clitic(std::string_view norm) {
  return norm == "'s" || norm == "n't" || norm == "'m" || norm == "'ll" || norm == "'ve" || norm == "'re" ||
         norm == "'d";
}

}  // namespace

bool Segmenter::Decision::accept(const std::uint64_t* features, std::size_t count) const {
  std::int32_t sums[kWidth] = {};
  for (std::size_t i = 0; i < count; ++i) {
    const std::int8_t* row = table + features[i] % buckets * kWidth;
    for (std::size_t k = 0; k < kWidth; ++k) sums[k] += row[k];
  }
  float score = out_bias;
  for (std::size_t k = 0; k < kWidth; ++k) {
    const float hidden = static_cast<float>(sums[k]) * scale + bias[k];
    score += hidden > 0 ? hidden * out[k] : 0.0F;
  }
  return score > 0;
}

Result<Segmenter::Decision> Segmenter::load_decision(const ModelFile& file, const std::string& name,
                                                     std::size_t buckets) {
  const auto table = file.array(name + ".table", ArrayKind::int8, buckets, kWidth);
  if (!table) return table.error();
  const auto head = file.array(name + ".head", ArrayKind::float32, 1, 2 * kWidth + 2);
  if (!head) return head.error();
  Decision decision;
  decision.table = table->as<std::int8_t>();
  decision.buckets = buckets;
  const auto* values = head->as<float>();
  std::copy_n(values, kWidth, decision.bias.begin());
  std::copy_n(values + kWidth, kWidth, decision.out.begin());
  decision.out_bias = values[2 * kWidth];
  decision.scale = values[2 * kWidth + 1];
  return decision;
}

Result<Segmenter> Segmenter::load(const ModelFile& file) {
  const auto text = file.text("segmenter");
  if (!text) return text.error();
  const auto description = nlohmann::json::parse(*text, nullptr, false);
  const Error malformed = file.error("the segmenter of the language model is malformed");
  if (!description.is_object() || !description.contains("buckets") || !description["buckets"].is_number_unsigned() ||
      !description.contains("contractions") || !description["contractions"].is_object()) {
    return malformed;
  }
  const auto buckets = description["buckets"].get<std::uint64_t>();
  if (buckets == 0 || buckets > (1U << 24U)) return malformed;
  Segmenter segmenter;
  auto splitter = load_decision(file, "splitter", buckets);
  if (!splitter) return splitter.error();
  auto ender = load_decision(file, "ender", buckets);
  if (!ender) return ender.error();
  segmenter.splitter_ = *splitter;
  segmenter.ender_ = *ender;
  for (const auto& [word, offsets] : description["contractions"].items()) {
    const bool ascii = std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (word.empty() || !ascii || !offsets.is_array()) return malformed;
    std::vector<std::uint32_t> ends;
    for (const auto& offset : offsets) {
      const std::uint64_t least = ends.empty() ? 1 : ends.back() + 1;
      if (!offset.is_number_unsigned() || offset < least || offset >= word.size()) return malformed;
      ends.push_back(offset.get<std::uint32_t>());
    }
    segmenter.contraction_filter_.set(filter_of(word));
    segmenter.contractions_.emplace(word, std::move(ends));
  }
  return segmenter;
}

// Whether a word ends before character i, given that it began at `start`.
bool Segmenter::split_here(const SegmenterWorkspace& workspace, std::size_t i, std::size_t start,
                           bool has_following) const {
  const SegmenterWorkspace::Chunk& chunk = workspace.current;
  const SegmenterWorkspace::Chunk& next = workspace.following;
  const std::size_t size = chunk.size();
  const std::string_view classes = chunk.classes;
  const auto back = [&](std::size_t count) { return i > count ? i - count : 0; };
  const auto ahead = [&](std::size_t count) { return std::min(size, i + count); };
  const std::string_view left = chunk.part(std::max(start, back(kLongestFeature)), i);
  const std::string_view rest = chunk.part(i, ahead(kLongestFeature));
  const std::string_view before = chunk.part(i - 1, i);
  const std::string_view here = chunk.part(i, i + 1);
  const char after = has_following ? next.classes[0] : '$';
  const std::string_view after_text =
      has_following ? next.part(0, std::min(next.size(), kLongestFeature)) : std::string_view("$");
  std::uint64_t features[kSplitFeatures];
  std::size_t count = 0;
  const auto hasher = [&] { return Hasher(count); };
  const auto put = [&](const Hasher& done) { features[count++] = done.finish(); };
  put(hasher().add(before).add(here));
  put(hasher().add(chunk.part(back(2), i)).add('|').add(here));
  put(hasher().add(before).add('|').add(chunk.part(i, ahead(2))));
  put(hasher().add(chunk.part(back(3), i)).add('|').add(chunk.part(i, ahead(3))));
  put(hasher().add(classes.substr(back(3), i - back(3))).add('|').add(classes.substr(i, ahead(3) - i)));
  put(hasher().add(classes.substr(back(5), i - back(5))).add('|').add(classes.substr(i, ahead(5) - i)));
  put(hasher().add(left));
  put(hasher().add(left).add('|').add(here));
  put(hasher().add(rest));
  put(hasher().add(before).add('|').add(rest));
  put(hasher()
          .add(chunk.part(0, std::min(size, kLongestWhole)))
          .add('|')
          .add(std::to_string(std::min(i, kLongestWhole))));
  put(hasher().add(chunk.collapsed).add('|').add(classes[i - 1]).add(classes[i]));
  put(hasher()
          .add(start == 0 ? '^' : '-')
          .add(i == size - 1 ? '$' : '-')
          .add(classes[i - 1])
          .add(classes[i])
          .add(after));
  put(hasher().add(left).add('|').add(rest).add('|').add(after));
  put(hasher().add(rest).add('|').add(after_text));
  return splitter_.accept(features, count);
}

void Segmenter::split_chunk(std::string_view text, std::size_t index, SegmenterWorkspace& workspace,
                            std::vector<SegmentedWord>& words) const {
  const Span span = workspace.chunks[index];
  const auto add = [&](std::uint32_t begin, std::uint32_t end, bool joined) {
    SegmentedWord word;
    word.span = {begin, end};
    word.space_before = begin == span.begin_byte;
    word.joined = joined;
    words.push_back(word);
  };
  const auto is_ascii_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const std::string_view surface = span.of(text);
  if (std::all_of(surface.begin(), surface.end(), is_ascii_letter)) {
    const char ends[2] = {static_cast<char>(surface.front() | 0x20), static_cast<char>(surface.back() | 0x20)};
    const auto filter = static_cast<std::uint8_t>(ends[0] + 31 * ends[1] + static_cast<int>(7 * surface.size()));
    if (!contraction_filter_.test(filter)) {
      add(span.begin_byte, span.end_byte, false);
      return;
    }
  }
  SegmenterWorkspace::Chunk& chunk = workspace.current;
  analyse(text, span, chunk, surface.size());
  chunk.collapsed = shape_of(surface);
  const std::string_view classes = chunk.classes;
  const std::size_t size = chunk.size();
  const bool has_following = index + 1 < workspace.chunks.size();
  bool following_ready = false;

  std::vector<std::uint32_t>& ends = workspace.ends;
  ends.clear();
  std::size_t letters = 0;
  while (letters < size && is_letter(classes[letters])) ++letters;
  bool contracted = false;
  if (letters > 0 && (letters == size || chunk.part(letters, letters + 1) != "'")) {
    const auto known = contractions_.find(std::string(chunk.part(0, letters)));
    if (known != contractions_.end()) ends = known->second;
    contracted = !ends.empty();
  }
  const auto [address_begin, address_end] = address_in(chunk);
  std::size_t start = 0;
  for (std::size_t i = 1; i < size; ++i) {
    if ((address_begin < i && i < address_end) || (classes[i - 1] == 'd' && classes[i] == 'd')) continue;
    if (is_letter(classes[i - 1]) && is_letter(classes[i])) {
      if (i + 3 > size || chunk.part(i, i + 3) != "n't") continue;
    }
    if (has_following && !following_ready) {
      analyse(text, workspace.chunks[index + 1], workspace.following, kLongestFeature);
      following_ready = true;
    }
    if (!split_here(workspace, i, start, has_following)) continue;
    ends.push_back(static_cast<std::uint32_t>(i));
    start = i;
  }
  if (contracted) {
    std::sort(ends.begin(), ends.end());
    ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  }
  ends.push_back(static_cast<std::uint32_t>(size));
  start = 0;
  for (const std::size_t end : ends) {
    bool joined = false;
    if (start > 0) {
      const char before = classes[start - 1];
      const bool contraction = contracted && end <= letters;
      joined =
          contraction || (is_clitic(chunk.part(start, end)) && (is_letter(before) || before == 'd' || before == '.'));
    }
    add(chunk.byte_at[start], chunk.byte_at[end], joined);
    start = end;
  }
}

void Segmenter::end_sentences(std::string_view text, const Network& network, WordFormCache& cache,
                              SegmenterWorkspace& workspace, std::size_t first,
                              std::vector<SegmentedWord>& words) const {
  auto& tokens = workspace.tokens;
  tokens.clear();
  for (std::size_t i = first; i < words.size(); ++i) {
    const std::string_view form = words[i].span.of(text);
    const WordForm& word = network.word(cache, form);
    SegmenterWorkspace::Token token;
    token.key = word.key_hash;
    token.shape = word.shape_hash;
    bool upper = false;
    UChar32 code = 0;
    for (std::size_t at = 0; at < form.size();) {
      const Character c = character_at(form, at);
      code = c.code;
      const char kind = classify(code);
      upper = upper || kind == 'X';
      if (at == 0) token.begins_lower = is_letter(kind);
      at += c.size;
    }
    token.ends_lower = !upper && is_letter(classify(code));
    token.begins_lower = token.begins_lower && !upper;
    token.bracket = form.size() == 1 && (form[0] == '(' || form[0] == '[')   ? 1
                    : form.size() == 1 && (form[0] == ')' || form[0] == ']') ? -1
                                                                             : 0;
    tokens.push_back(token);
  }
  const SegmenterWorkspace::Token outside{1, 2};
  const auto at = [&](std::size_t i) -> const SegmenterWorkspace::Token& {
    return i < tokens.size() ? tokens[i] : outside;  // Before the first wraps around to a large number.
  };
  std::size_t begin = 0;
  std::size_t open = 0;
  words[first].begins_sentence = true;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const SegmenterWorkspace::Token& current = tokens[i];
    const SegmenterWorkspace::Token& n1 = tokens[i + 1];
    if (current.bracket > 0) ++open;
    if (current.bracket < 0 && open > 0) --open;
    bool ends = i + 1 - begin >= kLongestSentence;
    if (!ends && !(current.ends_lower && n1.begins_lower)) {
      const SegmenterWorkspace::Token& pp = at(i - 2);
      const SegmenterWorkspace::Token& p = at(i - 1);
      const SegmenterWorkspace::Token& n2 = at(i + 2);
      const SegmenterWorkspace::Token& head = tokens[begin];
      const std::uint64_t length = std::min<std::uint64_t>((i - begin) / 4, 10);
      const std::uint64_t state = (words[first + i + 1].space_before ? 1 : 0) + 2 * std::min<std::uint64_t>(open, 2);
      const std::uint64_t features[kSentenceFeatures] = {
          combine(0, {current.key}),
          combine(1, {current.key, n1.shape}),
          combine(2, {current.key, n1.key}),
          combine(3, {p.key, current.key}),
          combine(4, {p.key, current.key, n1.shape}),
          combine(5, {n1.key}),
          combine(6, {current.shape, n1.shape}),
          combine(7, {p.shape, current.shape, n1.shape}),
          combine(8, {n1.key, n2.key}),
          combine(9, {current.shape, n1.shape, n2.shape}),
          combine(10, {state, current.shape, n1.shape}),
          combine(11, {length, current.key, n1.shape}),
          combine(12, {state, current.key, n1.key}),
          combine(13, {current.key, n1.key, n2.key}),
          combine(14, {head.key, current.key, length}),
          combine(15, {pp.shape, p.shape, current.key, n1.shape}),
          combine(16, {current.shape, n1.key}),
          combine(17, {n1.shape, n2.key}),
      };
      ends = ender_.accept(features, kSentenceFeatures);
    }
    if (!ends) continue;
    words[first + i + 1].begins_sentence = true;
    begin = i + 1;
    open = 0;
  }
}

void Segmenter::segment(std::string_view text, const std::vector<Span>& paragraphs, const Network& network,
                        WordFormCache& cache, SegmenterWorkspace& workspace, std::vector<SegmentedWord>& words) const {
  for (const Span& paragraph : paragraphs) {
    workspace.chunks.clear();
    std::uint32_t begin = paragraph.begin_byte;
    for (std::uint32_t i = paragraph.begin_byte; i < paragraph.end_byte;) {
      const Character c = character_at(text, i);
      if (is_space(c.code)) {
        if (i > begin) workspace.chunks.push_back({begin, i});
        begin = i + c.size;
      }
      i += c.size;
    }
    if (paragraph.end_byte > begin) workspace.chunks.push_back({begin, paragraph.end_byte});
    const std::size_t first = words.size();
    for (std::size_t i = 0; i < workspace.chunks.size(); ++i) split_chunk(text, i, workspace, words);
    if (words.size() == first) continue;
    words[first].begins_paragraph = true;
    end_sentences(text, network, cache, workspace, first, words);
  }
}

}  // namespace entente::ingest::language
