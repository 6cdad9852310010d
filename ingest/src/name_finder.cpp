#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <entente/ingest/name_finder.hpp>
#include <entente/schemas/fold.hpp>

namespace entente::ingest {
namespace {

constexpr std::size_t kShortestName = 2;   // Letters of the folded name.
constexpr std::size_t kLongestName = 100;  // Bytes.
constexpr std::size_t kLongestAcronym = 4;

struct Kind {
  EntityType type;
  const char* prefix;
};

std::optional<Kind> kind_of(NameType type) {
  switch (type) {
    case NameType::person:
      return Kind{EntityType::person, "person/"};
    case NameType::organization:
      return Kind{EntityType::organization, "org/"};
    case NameType::location:
      return Kind{EntityType::place, "place/"};
    default:
      return std::nullopt;
  }
}

// "jane-doe"; empty if the name has no letters to make a key of.
std::string slug_of(std::string_view name) {
  std::string slug = fold_name(name);
  const auto letters =
      std::count_if(slug.begin(), slug.end(), [](char c) { return c != ' ' && !(c >= '0' && c <= '9'); });
  if (letters < static_cast<std::ptrdiff_t>(kShortestName)) return {};
  std::replace(slug.begin(), slug.end(), ' ', '-');
  return slug;
}

}  // namespace

NameFinder::NameFinder(const Lexicon& lexicon, const EnglishWords& words)
    : lexicon_(lexicon),
      representatives_(words.representative_nouns.begin(), words.representative_nouns.end()),
      titles_(words.office_titles.begin(), words.office_titles.end()) {
  for (const auto* list : {&words.determiners, &words.prepositions, &words.coordinators}) {
    small_words_.insert(list->begin(), list->end());
  }
}

// The name that is shown, made of the key alone, so that it does not depend on which article came first: "bank-of-tahiti"
// is "Bank of Tahiti", "osce" is "OSCE".
std::string NameFinder::name_of(std::string_view slug, EntityType type) const {
  std::string name;
  for (std::size_t begin = 0; begin <= slug.size();) {
    const std::size_t end = std::min(slug.find('-', begin), slug.size());
    std::string word(slug.substr(begin, end - begin));
    const bool acronym =
        type == EntityType::organization && word.size() == slug.size() && word.size() <= kLongestAcronym;
    if (name.empty() || !small_words_.contains(word)) {
      for (std::size_t i = 0; i < (acronym ? word.size() : 1) && i < word.size(); ++i) {
        if (word[i] >= 'a' && word[i] <= 'z') word[i] = static_cast<char>(word[i] - 'a' + 'A');
      }
    }
    if (!name.empty()) name += ' ';
    name += word;
    begin = end + 1;
  }
  return name;
}

// The entity of the lexicon with this key, or a new one.
std::shared_ptr<const Entity> NameFinder::entity_of(const std::string& key, std::string_view slug,
                                                    EntityType type) const {
  if (const auto known = lexicon_.find({key})) return lexicon_.entity(*known);
  auto entity = std::make_shared<Entity>();
  entity->key = {key};
  entity->name = name_of(slug, type);
  entity->type = type;
  return entity;
}

// Whether a name that is longer than a mention of the lexicon within it is another entity.
bool NameFinder::replaces(const Document& document, const NamedSpan& name, const Mention& mention) const {
  if (name.type != NameType::organization || mention.kind == AliasKind::demonym) return false;
  if (name.begin > mention.begin || name.end < mention.end || name.end - name.begin == mention.end - mention.begin) {
    return false;
  }
  for (std::size_t i = name.begin; i < name.end; ++i) {
    if ((i < mention.begin || i >= mention.end) && representatives_.contains(document.tokens[i].folded)) return false;
  }
  return true;
}

std::vector<Mention> NameFinder::join(const Document& document, const std::vector<Mention>& mentions) const {
  struct Name {
    NamedSpan span;
    Kind kind;
    std::string slug;
  };
  std::vector<Name> names;
  std::vector<bool> replaced(mentions.size(), false);
  std::size_t next = 0;
  for (NamedSpan span : document.names) {
    const auto kind = kind_of(span.type);
    if (!kind) continue;
    while (kind->type == EntityType::person && span.end - span.begin > 1 &&
           titles_.contains(document.tokens[span.begin].folded)) {
      ++span.begin;  // "President Jane Doe"
    }
    while (next < mentions.size() && mentions[next].end <= span.begin) ++next;
    bool free = true;
    std::size_t last = next;
    for (; last < mentions.size() && mentions[last].begin < span.end; ++last) {
      free = free && replaces(document, span, mentions[last]);
    }
    if (!free) continue;
    const Span bytes{document.tokens[span.begin].span.begin_byte, document.tokens[span.end - 1].span.end_byte};
    std::string slug = bytes.size() <= kLongestName ? slug_of(bytes.of(document.text)) : std::string();
    if (slug.empty() || !document.tokens[span.end - 1].word) continue;
    std::fill(replaced.begin() + static_cast<std::ptrdiff_t>(next),
              replaced.begin() + static_cast<std::ptrdiff_t>(last), true);
    names.push_back({span, *kind, std::move(slug)});
  }

  // Who bears a last name: the only longer name that ends with it, or nobody.
  std::map<std::string, std::string> bearers;
  for (const Name& name : names) {
    const std::size_t dash = name.slug.rfind('-');
    if (name.kind.type != EntityType::person || name.span.end - name.span.begin == 1 || dash == std::string::npos)
      continue;
    const auto [bearer, is_new] = bearers.emplace(name.slug.substr(dash + 1), name.slug);
    if (!is_new && bearer->second != name.slug) bearer->second.clear();
  }

  std::map<std::string, std::shared_ptr<const Entity>> entities;
  std::vector<Mention> result;
  std::size_t m = 0;
  const auto take_mentions = [&](std::size_t before) {
    for (; m < mentions.size() && mentions[m].begin < before; ++m) {
      if (!replaced[m]) result.push_back(mentions[m]);
    }
  };
  for (const Name& name : names) {
    std::string slug = name.slug;
    if (name.kind.type == EntityType::person && name.span.end - name.span.begin == 1) {
      const auto bearer = bearers.find(slug);
      if (bearer == bearers.end() || bearer->second.empty()) continue;
      slug = bearer->second;
    }
    take_mentions(name.span.begin);
    Mention mention;
    mention.begin = name.span.begin;
    mention.end = name.span.end;
    mention.span = {document.tokens[mention.begin].span.begin_byte, document.tokens[mention.end - 1].span.end_byte};
    const std::string key = name.kind.prefix + slug;
    std::shared_ptr<const Entity>& entity = entities[key];
    if (!entity) entity = entity_of(key, slug, name.kind.type);
    mention.entity = entity;
    result.push_back(mention);
  }
  take_mentions(document.tokens.size());
  return result;
}

}  // namespace entente::ingest
