#include "lexicon_file.hpp"
#include "name_cursor.hpp"

#include <algorithm>
#include <array>

#include <entente/schemas/lexicon.hpp>

namespace entente {

using lexicon::LexiconFile;
using lexicon::RecordRow;

namespace {

constexpr std::array<std::string_view, 6> kAliasKinds = {"name",    "abbreviation", "demonym",
                                                         "metonym", "organ",        "series"};
constexpr std::array<std::string_view, 8> kLinkKinds = {"predecessor", "successor", "member", "party",
                                                        "home",        "office",    "holder", "member of"};

// The aliases of the key that ends at `node`, if one does.
std::span<const std::uint32_t> aliases_at(const LexiconFile& file, std::uint32_t node) {
  const std::uint32_t leaf = lexicon::child(file.trie, node, 0);
  if (leaf == lexicon::kFreeNode) return {};
  const std::uint32_t key = file.trie[leaf].base;
  return file.aliases_of_keys.subspan(file.key_aliases[key], file.key_aliases[key + 1] - file.key_aliases[key]);
}

// Follows the text through the trie; `at_end(end, aliases)` is called wherever a name may end and one does.
template <typename AtEnd>
void follow(const LexiconFile& file, char prefix, std::string_view text, std::size_t begin, AtEnd at_end) {
  std::uint32_t node = lexicon::child(file.trie, lexicon::kRootNode, static_cast<unsigned char>(prefix));
  if (node == lexicon::kFreeNode) return;
  const auto nodes = file.trie;
  lexicon::NameCursor cursor(text, begin);
  const auto step = [&](char byte) {
    node = lexicon::child(nodes, node, static_cast<unsigned char>(byte));
    return node != lexicon::kFreeNode;
  };
  while (cursor.next(step)) {
    if (!cursor.can_end()) continue;
    if (const auto aliases = aliases_at(file, node); !aliases.empty()) at_end(cursor.end(), aliases);
  }
}

// Whether names may begin here: those that begin with a capital letter, and those that need not.
struct Beginnings {
  bool capital = true;
  bool any = true;
};

Beginnings beginnings_at(const LexiconFile& file, std::string_view text, std::size_t begin) {
  const char initial = text[begin];
  const bool small = initial >= 'a' && initial <= 'z';
  Beginnings result;
  result.capital = !small && lexicon::is_capital(text, begin);
  if (begin + 3 > text.size()) return result;
  std::array<char, 3> letters{};
  for (std::size_t i = 0; i < letters.size(); ++i) {
    letters[i] = static_cast<char>(text[begin + i] | 0x20);
    if (letters[i] < 'a' || letters[i] > 'z') return result;
  }
  const auto& [first, second, third] = letters;
  result.capital = result.capital && file.may_begin(lexicon::kCapitalKey, first, second, third);
  result.any = file.may_begin(lexicon::kAnyKey, first, second, third);
  return result;
}

}  // namespace

std::string_view to_string(AliasKind kind) { return kAliasKinds[static_cast<std::size_t>(kind)]; }
std::string_view to_string(LinkKind kind) { return kLinkKinds[static_cast<std::size_t>(kind)]; }

Result<Lexicon> Lexicon::open(const std::filesystem::path& path) {
  auto file = LexiconFile::open(path);
  if (!file) return file.error();
  return Lexicon(std::move(*file));
}

Result<Lexicon> Lexicon::read(std::string bytes, const std::string& name) {
  auto file = LexiconFile::read(std::move(bytes), name);
  if (!file) return file.error();
  return Lexicon(std::move(*file));
}

Hash128 Lexicon::fingerprint() const { return {file_->header->fingerprint_high, file_->header->fingerprint_low}; }
std::size_t Lexicon::size() const { return file_->records.size(); }
std::size_t Lexicon::alias_count() const { return file_->aliases.size(); }

LexiconRecord Lexicon::record(RecordNumber number) const {
  const RecordRow& row = file_->records[number.value];
  LexiconRecord record;
  record.entity = *entity(number);
  record.from = lexicon::unpack_date(row.from);
  record.until = lexicon::unpack_date(row.until);
  record.seat = file_->string(row.seat);
  record.source = file_->string(row.source);
  for (std::uint32_t i = row.aliases.begin; i < row.aliases.end; ++i) {
    const AliasNumber alias{i};
    const auto needs = needs_of(alias);
    const auto avoid = avoid_of(alias);
    record.aliases.push_back({std::string(text_of(alias)),
                              kind_of(alias),
                              is_ambiguous(alias),
                              {needs.begin(), needs.end()},
                              {avoid.begin(), avoid.end()}});
  }
  for (std::uint32_t i = row.links.begin; i < row.links.end; ++i) {
    const lexicon::LinkRow& link = file_->links[i];
    record.links.push_back({static_cast<LinkKind>(link.kind),
                            {file_->string(file_->records[link.target].key)},
                            file_->string(link.title),
                            lexicon::unpack_date(link.from),
                            lexicon::unpack_date(link.until)});
  }
  return record;
}

const std::shared_ptr<const Entity>& Lexicon::entity(RecordNumber number) const { return file_->entity(number.value); }

std::optional<RecordNumber> Lexicon::find(const EntityKey& key) const {
  const auto& records = file_->records;
  const auto found =
      std::lower_bound(records.begin(), records.end(), key.value,
                       [&](const RecordRow& row, const std::string& wanted) { return file_->text(row.key) < wanted; });
  if (found == records.end() || file_->text(found->key) != key.value) return std::nullopt;
  return RecordNumber{static_cast<std::uint32_t>(found - records.begin())};
}

std::optional<RecordNumber> Lexicon::record_of(AliasNumber alias) const {
  const std::uint32_t record = file_->aliases[alias.value].record;
  if (record == lexicon::kNone) return std::nullopt;
  return RecordNumber{record};
}

EntityType Lexicon::type_of(RecordNumber number) const {
  return static_cast<EntityType>(file_->records[number.value].type);
}

std::string_view Lexicon::text_of(AliasNumber alias) const { return file_->text(file_->aliases[alias.value].text); }
AliasKind Lexicon::kind_of(AliasNumber alias) const { return static_cast<AliasKind>(file_->aliases[alias.value].kind); }
bool Lexicon::is_ambiguous(AliasNumber alias) const { return file_->aliases[alias.value].ambiguous != 0; }

std::vector<std::string_view> Lexicon::needs_of(AliasNumber alias) const {
  return file_->texts(file_->aliases[alias.value].needs);
}

std::vector<std::string_view> Lexicon::avoid_of(AliasNumber alias) const {
  return file_->texts(file_->aliases[alias.value].avoid);
}

void Lexicon::match_at(std::string_view text, std::size_t begin, std::vector<NameMatch>& matches) const {
  const auto take = [&](std::size_t end, std::span<const std::uint32_t> aliases) {
    const std::string_view found = text.substr(begin, end - begin);
    for (const std::uint32_t number : aliases) {
      const AliasNumber alias{number};
      if (!lexicon::case_agrees(text_of(alias), found, kind_of(alias) == AliasKind::abbreviation)) continue;
      matches.push_back({begin, end, alias});
    }
  };
  const Beginnings beginnings = beginnings_at(*file_, text, begin);
  const std::size_t before = matches.size();
  if (beginnings.any) follow(*file_, lexicon::kAnyKey, text, begin, take);
  const std::size_t between = matches.size();
  if (beginnings.capital) follow(*file_, lexicon::kCapitalKey, text, begin, take);
  if (between > before && between < matches.size()) {
    std::stable_sort(matches.begin() + static_cast<std::ptrdiff_t>(before), matches.end(),
                     [](const NameMatch& a, const NameMatch& b) { return a.end < b.end; });
  }
}

std::vector<NameMatch> Lexicon::match(std::string_view text) const {
  std::vector<NameMatch> result;
  std::vector<NameMatch> here;
  for (std::size_t at = 0; at < text.size();) {
    const auto [kind, size] = lexicon::classify(text, at);
    if (kind != lexicon::CharacterClass::word) {
      at += size;
      continue;
    }
    here.clear();
    match_at(text, at, here);
    if (!here.empty()) {
      const std::size_t end = here.back().end;
      for (const NameMatch& match : here) {
        if (match.end == end) result.push_back(match);
      }
      at = end;
      continue;
    }
    // A name begins where a word does.
    while (at < text.size()) {
      const auto [next_kind, next_size] = lexicon::classify(text, at);
      if (next_kind != lexicon::CharacterClass::word) break;
      at += next_size;
    }
  }
  return result;
}

std::vector<AliasNumber> Lexicon::named(std::string_view name) const {
  std::vector<AliasNumber> result;
  const std::string form = lexicon::comparison_form(name);
  for (const char prefix : {lexicon::kCapitalKey, lexicon::kAnyKey}) {
    follow(*file_, prefix, form, 0, [&](std::size_t end, std::span<const std::uint32_t> aliases) {
      if (end != form.size()) return;
      for (const std::uint32_t number : aliases) result.push_back({number});
    });
  }
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace entente
