#include <algorithm>
#include <array>

#include <entente/ingest/document.hpp>

namespace entente::ingest {
namespace {

constexpr std::array<std::string_view, 17> kPartsOfSpeech = {"ADJ",   "ADP",   "ADV", "AUX",  "CCONJ", "DET",
                                                             "INTJ",  "NOUN",  "NUM", "PART", "PRON",  "PROPN",
                                                             "PUNCT", "SCONJ", "SYM", "VERB", "X"};
constexpr std::array<std::string_view, 6> kNameTypes = {"PER", "LOC", "ORG", "NORP", "EVENT", "MISC"};

template <typename Value, std::size_t Size>
std::optional<Value> parse(const std::array<std::string_view, Size>& names, std::string_view text) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Value>(found - names.begin());
}

}  // namespace

std::string_view to_string(PartOfSpeech pos) { return kPartsOfSpeech[static_cast<std::size_t>(pos)]; }
std::optional<PartOfSpeech> parse_part_of_speech(std::string_view text) {
  return parse<PartOfSpeech>(kPartsOfSpeech, text);
}

std::string_view to_string(NameType type) { return kNameTypes[static_cast<std::size_t>(type)]; }
std::optional<NameType> parse_name_type(std::string_view text) { return parse<NameType>(kNameTypes, text); }

}  // namespace entente::ingest
