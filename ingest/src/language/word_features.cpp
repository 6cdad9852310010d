#include "word_features.hpp"

#include "characters.hpp"

namespace entente::ingest::language {
namespace {

constexpr std::size_t kLongestForm = 32;
constexpr std::size_t kShapeInput = 24;
constexpr std::size_t kShapeLength = 8;

}  // namespace

std::string key_of(std::string_view form) {
  if (form == "``" || form == "''") return "\"";
  std::string key;
  key.reserve(form.size());
  for (std::size_t i = 0; i < form.size();) {
    const Character c = character_at(form, i);
    append_utf8(key, normalise(c.code));
    i += c.size;
  }
  return key;
}

std::string shape_of(std::string_view form) {
  std::string shape;
  std::size_t seen = 0;
  for (std::size_t i = 0; i < form.size() && seen < kShapeInput && shape.size() < kShapeLength; ++seen) {
    const Character c = character_at(form, i);
    i += c.size;
    const char kind = classify(c.code);
    const std::size_t size = shape.size();
    if (size < 2 || shape[size - 1] != kind || shape[size - 2] != kind) shape += kind;
  }
  return shape;
}

void subword_hashes(std::string_view key, std::string_view shape, std::vector<std::uint64_t>& hashes) {
  hashes.clear();
  hashes.push_back(Hasher().add('h').add(shape).finish());
  // Where the characters of "<key>" begin.
  std::string marked = "<";
  std::size_t starts[kLongestForm + 3];
  std::size_t count = 0;
  starts[count++] = 0;
  for (std::size_t i = 0; i < key.size() && count <= kLongestForm;) {
    const Character c = character_at(key, i);
    starts[count++] = marked.size();
    marked.append(key.substr(i, c.size));
    i += c.size;
  }
  starts[count++] = marked.size();
  marked += '>';
  starts[count] = marked.size();
  const auto part = [&](std::size_t begin, std::size_t end) {
    return std::string_view(marked).substr(starts[begin], starts[end] - starts[begin]);
  };
  const std::size_t length = count - 2;
  for (std::size_t n = 1; n <= 3 && n <= length; ++n) hashes.push_back(Hasher().add('p').add(part(1, 1 + n)).finish());
  for (std::size_t n = 1; n <= 4 && n <= length; ++n) {
    hashes.push_back(Hasher().add('s').add(part(1 + length - n, 1 + length)).finish());
  }
  for (std::size_t n = 3; n <= 5; ++n) {
    for (std::size_t i = 0; i + n <= count; ++i) hashes.push_back(Hasher().add('g').add(part(i, i + n)).finish());
  }
}

}  // namespace entente::ingest::language
