#include "double_array.hpp"
#include "lexicon_draft.hpp"
#include "lexicon_format.hpp"
#include "name_cursor.hpp"

#include <bit>
#include <cstring>
#include <map>
#include <unordered_map>

#include <xxhash.h>

namespace entente::lexicon {
namespace {

static_assert(std::endian::native == std::endian::little, "compiled lexicons are written as they lie in memory");

class Writer {
 public:
  explicit Writer(const LexiconDraft& draft) {
    string_number("");
    std::uint32_t number = 0;
    for (const auto& [key, record] : draft.records) record_numbers_.emplace(key, number++);
    for (const auto& [key, record] : draft.records) add(record.record);
    for (const std::string& phrase : draft.non_entities) add({phrase, AliasKind::name, false, {}, {}}, kNone);
    add_keys();
  }

  std::string bytes(const Hash128& fingerprint) {
    offsets_.push_back(static_cast<std::uint32_t>(pool_.size()));
    std::string body(kSections * sizeof(SectionRow), '\0');
    std::size_t section = 0;
    const auto append = [&](const auto& contents) {
      body.resize((body.size() + 7) / 8 * 8, '\0');
      const SectionRow row{sizeof(Header) + body.size(), contents.size() * sizeof(contents[0])};
      std::memcpy(body.data() + section++ * sizeof(SectionRow), &row, sizeof(row));
      body.append(reinterpret_cast<const char*>(contents.data()), row.bytes);
    };
    append(pool_);
    append(offsets_);
    append(lists_);
    append(records_);
    append(aliases_);
    append(links_);
    append(trie_);
    append(key_aliases_);
    append(aliases_of_keys_);
    Header header{};
    std::memcpy(header.magic, kMagic, sizeof(kMagic));
    header.version = kVersion;
    header.checksum = XXH3_64bits(body.data(), body.size());
    header.fingerprint_high = fingerprint.high;
    header.fingerprint_low = fingerprint.low;
    header.size = sizeof(header) + body.size();
    return std::string(reinterpret_cast<const char*>(&header), sizeof(header)) + body;
  }

 private:
  std::uint32_t string_number(const std::string& text) {
    const auto [position, is_new] = strings_.emplace(text, static_cast<std::uint32_t>(strings_.size()));
    if (is_new) {
      offsets_.push_back(static_cast<std::uint32_t>(pool_.size()));
      pool_ += text;
    }
    return position->second;
  }

  Range list(const std::vector<std::string>& words) {
    const auto begin = static_cast<std::uint32_t>(lists_.size());
    for (const std::string& word : words) lists_.push_back(string_number(word));
    return {begin, static_cast<std::uint32_t>(lists_.size())};
  }

  void add(const Alias& alias, std::uint32_t record) {
    const auto number = static_cast<std::uint32_t>(aliases_.size());
    aliases_.push_back({string_number(alias.text), record, static_cast<std::uint32_t>(alias.kind),
                        alias.ambiguous ? 1U : 0U, list(alias.needs), list(alias.avoid)});
    const std::string form = comparison_form(alias.text);
    if (form.empty()) return;
    const char prefix = begins_with_capital(alias.text) ? kCapitalKey : kAnyKey;
    keys_[prefix + form].push_back(number);
  }

  void add(const LexiconRecord& record) {
    const Entity& entity = record.entity;
    const auto number = static_cast<std::uint32_t>(records_.size());
    RecordRow row{string_number(entity.key.value),
                  string_number(entity.name),
                  static_cast<std::uint32_t>(entity.type),
                  string_number(entity.codes.iso3),
                  string_number(entity.codes.cow),
                  string_number(entity.codes.wikidata),
                  string_number(record.seat),
                  string_number(record.source),
                  pack(record.from),
                  pack(record.until),
                  {static_cast<std::uint32_t>(aliases_.size()), 0},
                  {static_cast<std::uint32_t>(links_.size()), 0}};
    for (const Alias& alias : record.aliases) add(alias, number);
    for (const LexiconLink& link : record.links) {
      links_.push_back({static_cast<std::uint32_t>(link.kind), record_numbers_.at(link.target.value),
                        string_number(link.title), pack(link.from), pack(link.until)});
    }
    row.aliases.end = static_cast<std::uint32_t>(aliases_.size());
    row.links.end = static_cast<std::uint32_t>(links_.size());
    records_.push_back(row);
  }

  void add_keys() {
    std::vector<std::string> sorted;
    for (const auto& [key, numbers] : keys_) {
      sorted.push_back(key);
      key_aliases_.push_back(static_cast<std::uint32_t>(aliases_of_keys_.size()));
      aliases_of_keys_.insert(aliases_of_keys_.end(), numbers.begin(), numbers.end());
    }
    key_aliases_.push_back(static_cast<std::uint32_t>(aliases_of_keys_.size()));
    trie_ = build_double_array(sorted);
  }

  std::unordered_map<std::string, std::uint32_t> strings_;
  std::unordered_map<std::string, std::uint32_t> record_numbers_;
  std::map<std::string, std::vector<std::uint32_t>> keys_;
  std::string pool_;
  std::vector<std::uint32_t> offsets_;
  std::vector<std::uint32_t> lists_;
  std::vector<RecordRow> records_;
  std::vector<AliasRow> aliases_;
  std::vector<LinkRow> links_;
  std::vector<TrieNode> trie_;
  std::vector<std::uint32_t> key_aliases_;
  std::vector<std::uint32_t> aliases_of_keys_;
};

}  // namespace

std::string write_lexicon(const LexiconDraft& draft, const Hash128& fingerprint) {
  return Writer(draft).bytes(fingerprint);
}

}  // namespace entente::lexicon
