// `entente lexicon`: what the lexicon holds.
#include "commands.hpp"
#include "console.hpp"
#include "data_directory.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include <entente/ingest/name_lookup.hpp>
#include <entente/schemas/lexicon_compiler.hpp>
#include <entente/schemas/similar.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace entente::tools {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kSuggestions = 3;
constexpr std::size_t kNamesToSuggestFor = 20;  // A person types no more, and resemblance takes its time.

// "name", or "name, if the article says Kinshasa or Kabila": how the alias means its entity.
std::string describe(AliasKind kind, bool ambiguous, const auto& needs, const auto& avoid) {
  std::string text(to_string(kind));
  if (ambiguous) text += needs.empty() ? ", beside another name of it" : ", beside another name of it or";
  const char* separator = " ";
  for (const auto& word : needs) {
    text += fmt::format("{}\"{}\"", separator, word);
    separator = ", ";
  }
  separator = "; not beside ";
  for (const auto& word : avoid) {
    text += fmt::format("{}\"{}\"", separator, word);
    separator = ", ";
  }
  return text;
}

std::vector<std::string> similar_names(const Lexicon& lexicon, const std::string& name) {
  std::set<std::string> names;
  for (std::uint32_t i = 0; i < lexicon.alias_count(); ++i) names.emplace(lexicon.text_of({i}));
  return most_similar(name, {names.begin(), names.end()}, kSuggestions);
}

Error unknown(const Lexicon& lexicon, const std::string& name, bool suggest) {
  std::string mend = "add it with --lexicon FILE";
  for (const std::string& similar : suggest ? similar_names(lexicon, name) : std::vector<std::string>{}) {
    mend += fmt::format("; did you mean '{}'?", similar);
  }
  return {ErrorCode::not_found, fmt::format("the lexicon does not know '{}'", name), "", mend};
}

// "2014-06 to now", "" if nothing is known.
std::string period(const Date& from, const Date& until) {
  if (!from.known() && !until.known()) return {};
  if (!from.known()) return "to " + until.to_string();
  return fmt::format("from {}{}", from.to_string(), until.known() ? " to " + until.to_string() : "");
}

std::string name_of(const Lexicon& lexicon, const EntityKey& key) { return lexicon.entity(*lexicon.find(key))->name; }

std::string render_text(const Lexicon& lexicon, const LexiconRecord& record) {
  const Entity& entity = record.entity;
  std::string out = fmt::format("{} ({}, {})\n", entity.name, to_string(entity.type), entity.key.value);
  const auto line = [&](std::string_view label, const std::string& text) {
    if (!text.empty()) out += fmt::format("  {:<14}{}\n", label, text);
  };
  line("period", period(record.from, record.until));
  line("seat", record.seat);
  std::string codes;
  for (const auto& [label, code] : {std::pair{"ISO 3166 ", entity.codes.iso3}, std::pair{"COW ", entity.codes.cow},
                                    std::pair{"Wikidata ", entity.codes.wikidata}}) {
    if (!code.empty()) codes += (codes.empty() ? "" : ", ") + std::string(label) + code;
  }
  line("codes", codes);
  line("source", record.source);
  for (const Alias& alias : record.aliases) {
    out += fmt::format("  {}: {}\n", alias.text, describe(alias.kind, alias.ambiguous, alias.needs, alias.avoid));
  }
  for (const LexiconLink& link : record.links) {
    std::string text(to_string(link.kind));
    if (!link.title.empty()) text += fmt::format(" {}", link.title);
    text += fmt::format(": {} ({})", name_of(lexicon, link.target), link.target.value);
    const std::string dates = period(link.from, link.until);
    if (!dates.empty()) text += ", " + dates;
    out += fmt::format("  {}\n", text);
  }
  return out;
}

std::string render_json(const LexiconRecord& record) {
  const Entity& entity = record.entity;
  ordered_json aliases = ordered_json::array();
  for (const Alias& alias : record.aliases) {
    aliases.push_back({{"text", alias.text},
                       {"kind", to_string(alias.kind)},
                       {"ambiguous", alias.ambiguous},
                       {"needs", alias.needs},
                       {"avoid", alias.avoid}});
  }
  ordered_json links = ordered_json::array();
  for (const LexiconLink& link : record.links) {
    links.push_back({{"kind", to_string(link.kind)},
                     {"key", link.target.value},
                     {"title", link.title},
                     {"from", link.from.to_string()},
                     {"until", link.until.to_string()}});
  }
  const ordered_json json = {{"key", entity.key.value},
                             {"name", entity.name},
                             {"type", to_string(entity.type)},
                             {"iso3", entity.codes.iso3},
                             {"cow", entity.codes.cow},
                             {"wikidata", entity.codes.wikidata},
                             {"from", record.from.to_string()},
                             {"until", record.until.to_string()},
                             {"seat", record.seat},
                             {"source", record.source},
                             {"aliases", std::move(aliases)},
                             {"links", std::move(links)}};
  return json.dump(2) + "\n";
}

// The one entity with this key or name.
Result<RecordNumber> resolve(const Lexicon& lexicon, const EnglishWords& words, const std::string& what) {
  if (const auto record = lexicon.find({what})) return *record;
  const auto found = ingest::look_up_name(lexicon, words, what);
  if (found.empty()) return unknown(lexicon, what, true);
  const bool one = found.size() == 1 || (!lexicon.is_ambiguous(found[0]) && lexicon.is_ambiguous(found[1]));
  if (one) return *lexicon.record_of(found[0]);
  std::string keys;
  for (const AliasNumber alias : found) {
    keys += (keys.empty() ? "" : ", ") + lexicon.entity(*lexicon.record_of(alias))->key.value;
  }
  return Error{ErrorCode::ambiguous, fmt::format("'{}' may mean {}", what, keys), "", "give one of these keys"};
}

// "name, key, canonical name, type, how the name means it", separated by tabs.
std::string meaning_line(const Lexicon& lexicon, std::string_view name, AliasNumber alias) {
  const Entity& entity = *lexicon.entity(*lexicon.record_of(alias));
  return fmt::format(
      "{}\t{}\t{}\t{}\t{}\n", name, entity.key.value, entity.name, to_string(entity.type),
      describe(lexicon.kind_of(alias), lexicon.is_ambiguous(alias), lexicon.needs_of(alias), lexicon.avoid_of(alias)));
}

}  // namespace

ExitCode run_lexicon_find(const DataOptions& data, const std::vector<std::string>& names) {
  const auto lexicon = load_shipped_lexicon(data);
  if (!lexicon) return fail(lexicon.error());
  const auto words = load_shipped_words(data);
  if (!words) return fail(words.error());
  ExitCode code = kDone;
  for (const std::string& name : names) {
    const auto found = ingest::look_up_name(*lexicon, *words, name);
    if (found.empty()) code = fail(unknown(*lexicon, name, names.size() <= kNamesToSuggestFor));
    for (const AliasNumber alias : found) print(meaning_line(*lexicon, name, alias));
  }
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return code;
}

ExitCode run_lexicon_show(const LexiconShowOptions& options) {
  const auto lexicon = load_shipped_lexicon(options.data);
  if (!lexicon) return fail(lexicon.error());
  const auto words = load_shipped_words(options.data);
  if (!words) return fail(words.error());
  const auto number = resolve(*lexicon, *words, options.key);
  if (!number) return fail(number.error());
  const LexiconRecord record = lexicon->record(*number);
  print(options.format == "json" ? render_json(record) : render_text(*lexicon, record));
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return kDone;
}

ExitCode run_lexicon_clashes(const DataOptions& data) {
  const auto lexicon = load_shipped_lexicon(data);
  if (!lexicon) return fail(lexicon.error());
  std::set<std::string_view> names;
  for (std::uint32_t i = 0; i < lexicon->alias_count(); ++i) {
    if (lexicon->record_of({i})) names.insert(lexicon->text_of({i}));
  }
  for (const std::string_view name : names) {
    std::map<RecordNumber, AliasNumber> meanings;
    for (const AliasNumber alias : lexicon->named(name)) {
      if (const auto record = lexicon->record_of(alias)) meanings.emplace(*record, alias);
    }
    if (meanings.size() < 2) continue;
    for (const auto& [record, alias] : meanings) print(meaning_line(*lexicon, name, alias));
  }
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return kDone;
}

ExitCode run_lexicon_stats(const DataOptions& data) {
  const auto lexicon = load_shipped_lexicon(data);
  if (!lexicon) return fail(lexicon.error());
  std::map<std::string_view, std::size_t> types;
  std::map<std::string_view, std::size_t> links;
  for (std::uint32_t i = 0; i < lexicon->size(); ++i) {
    ++types[to_string(lexicon->type_of({i}))];
    for (const LexiconLink& link : lexicon->record(RecordNumber{i}).links) {
      ++links[to_string(link.kind)];
    }
  }
  std::map<std::string_view, std::size_t> kinds;
  std::size_t names = 0;
  std::size_t ambiguous = 0;
  for (std::uint32_t i = 0; i < lexicon->alias_count(); ++i) {
    if (!lexicon->record_of({i})) continue;
    ++names;
    ++kinds[to_string(lexicon->kind_of({i}))];
    ambiguous += lexicon->is_ambiguous({i}) ? 1 : 0;
  }
  std::string out = fmt::format("{} entities\n", lexicon->size());
  for (const auto& [type, count] : types) out += fmt::format("  {:<14}{:>7}\n", type, count);
  out += fmt::format("{} names, {} of them only in context\n", names, ambiguous);
  for (const auto& [kind, count] : kinds) out += fmt::format("  {:<14}{:>7}\n", kind, count);
  out += "links\n";
  for (const auto& [kind, count] : links) out += fmt::format("  {:<14}{:>7}\n", kind, count);
  print(out);
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return kDone;
}

ExitCode run_lexicon_compile(const DataOptions& data, const std::string& output) {
  const auto directory = data_directory(data.directory);
  auto sources = LexiconSources::in_directory(directory / "lexicon", directory / "json" / "lexicon.schema.json");
  if (!sources) return fail(sources.error());
  sources->user_files.assign(data.lexicons.begin(), data.lexicons.end());
  const auto compiled = compile_lexicon(*sources);
  if (!compiled) return fail(compiled.error());
  for (const std::string& warning : compiled->warnings) warn(warning);
  if (output.empty()) return kDone;
  // Written beside its place and renamed: whoever maps the old file keeps it whole.
  const std::string unfinished = output + ".part";
  std::error_code failure;
  const auto parent = std::filesystem::path(output).parent_path();
  if (!parent.empty()) std::filesystem::create_directories(parent, failure);
  std::ofstream file(unfinished, std::ios::binary);
  file.write(compiled->bytes.data(), static_cast<std::streamsize>(compiled->bytes.size()));
  file.close();
  if (file) std::filesystem::rename(unfinished, output, failure);
  if (!file || failure) {
    return fail({ErrorCode::io, "the file cannot be written", output, "check the folder, your rights and the disk"});
  }
  return kDone;
}

}  // namespace entente::tools
