#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <entente/ingest/name_finder.hpp>
#include <entente/schemas/fold.hpp>

namespace entente::ingest {

// What a recognised name becomes.
struct Kind {
  EntityType type;
  const char* prefix;
};

namespace {

constexpr std::size_t kShortestName = 2;   // Letters of the folded name.
constexpr std::size_t kLongestName = 100;  // Bytes.
constexpr std::size_t kLongestAcronym = 4;

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
      opposite_directions_(words.opposite_directions) {
  for (const auto* list :
       {&words.office_titles, &words.name_prefixes, &words.title_abbreviations, &words.determiners}) {
    prefixes_.insert(list->begin(), list->end());
  }
  for (const auto* list : {&words.determiners, &words.prepositions, &words.coordinators}) {
    small_words_.insert(list->begin(), list->end());
  }
  linking_words_.insert(words.prepositions.begin(), words.prepositions.end());
  for (const std::string& particle : words.name_particles) linking_words_.erase(particle);
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
  // "the Security Council against Rhodesia"
  return name.begin != mention.begin || !linking_words_.contains(document.tokens[mention.end].folded);
}

// "north" of North Korea, as there is a South Korea; empty if the country is no half of another.
std::string NameFinder::direction_of(const Entity& country) const {
  const std::string name = fold(country.name);
  const std::size_t blank = name.find(' ');
  if (blank == std::string::npos) return {};
  const auto opposite = opposite_directions_.find(name.substr(0, blank));
  if (opposite == opposite_directions_.end()) return {};
  const auto others = lexicon_.named(opposite->second + name.substr(blank));
  const bool divided = std::any_of(others.begin(), others.end(), [&](AliasNumber alias) {
    const auto record = lexicon_.record_of(alias);
    return record && lexicon_.type_of(*record) == EntityType::country;
  });
  return divided ? opposite->first : std::string();
}

// Whether a direction stands for a country: "the North", but not "north" or "North America".
bool NameFinder::may_be_half(const Document& document, std::size_t at) const {
  const auto& tokens = document.tokens;
  const bool alone = at + 1 == tokens.size() || !tokens[at + 1].capitalized || !tokens[at + 1].word;
  return tokens[at].capitalized && alone && at > 0 && tokens[at - 1].folded == "the";
}

// A name outside the lexicon, and the mentions of the lexicon that it replaces.
struct NameFinder::Name {
  NamedSpan span;
  Kind kind;
  std::string slug;
  std::size_t first_replaced = 0;  // Indexes of mentions, half-open.
  std::size_t last_replaced = 0;

  bool is_single() const { return slug.find('-') == std::string::npos; }
  std::string last_word() const { return slug.substr(slug.rfind('-') + 1); }
};

// "President Jane Doe", "UN Special Envoy Jane Doe"
void NameFinder::drop_prefixes(const Document& document, const std::vector<Mention>& mentions, NamedSpan& span) const {
  while (span.begin < span.end) {
    std::string word = document.tokens[span.begin].folded;
    if (word.size() > 1 && word.back() == '.') word.pop_back();
    const auto mention =
        std::find_if(mentions.begin(), mentions.end(), [&](const Mention& m) { return m.begin == span.begin; });
    if (prefixes_.contains(word) || !document.tokens[span.begin].word) {
      ++span.begin;
    } else if (mention != mentions.end() && mention->end < span.end && mention->type() != EntityType::person) {
      span.begin = mention->end;
    } else {
      return;
    }
  }
}

std::optional<NameFinder::Name> NameFinder::read_name(const Document& document, NamedSpan span,
                                                      const std::vector<Mention>& mentions) const {
  const auto kind = kind_of(span.type);
  if (!kind) return std::nullopt;
  if (kind->type == EntityType::person) drop_prefixes(document, mentions, span);
  if (span.begin == span.end || !document.tokens[span.end - 1].word) return std::nullopt;
  Name name{span, *kind, {}, 0, 0};
  const auto first = std::partition_point(mentions.begin(), mentions.end(),
                                          [&](const Mention& mention) { return mention.end <= span.begin; });
  auto last = first;
  for (; last != mentions.end() && last->begin < span.end; ++last) {
    if (!replaces(document, span, *last)) return std::nullopt;
  }
  name.first_replaced = static_cast<std::size_t>(first - mentions.begin());
  name.last_replaced = static_cast<std::size_t>(last - mentions.begin());
  const Span bytes{document.tokens[span.begin].span.begin_byte, document.tokens[span.end - 1].span.end_byte};
  if (bytes.size() <= kLongestName) name.slug = slug_of(bytes.of(document.text));
  if (name.slug.empty()) return std::nullopt;
  return name;
}

std::vector<Mention> NameFinder::join(const Document& document, const std::vector<Mention>& mentions) const {
  std::vector<Name> names;
  for (const NamedSpan& span : document.names) {
    if (auto name = read_name(document, span, mentions)) names.push_back(std::move(*name));
  }

  // Who bears a last name: the only longer name that ends with it, or nobody. So with the direction of a divided country.
  std::map<std::string, std::shared_ptr<const Entity>> bearers;
  const auto bear = [&](const std::string& last_word, const std::shared_ptr<const Entity>& entity) {
    const auto [bearer, is_new] = bearers.emplace(last_word, entity);
    if (!is_new && bearer->second && bearer->second->key != entity->key) bearer->second = nullptr;
  };
  for (const Mention& mention : mentions) {
    const std::string slug =
        mention.type() == EntityType::person ? slug_of(mention.span.of(document.text)) : std::string();
    if (slug.find('-') != std::string::npos) bear(slug.substr(slug.rfind('-') + 1), mention.entity);
    if (mention.type() != EntityType::country) continue;
    if (const std::string direction = direction_of(*mention.entity); !direction.empty())
      bear(direction, mention.entity);
  }
  std::map<std::string, std::shared_ptr<const Entity>> entities;
  for (const Name& name : names) {
    const bool person = name.kind.type == EntityType::person;
    if (person && name.is_single()) continue;
    const std::string key = name.kind.prefix + name.slug;
    std::shared_ptr<const Entity>& entity = entities[key];
    if (!entity) entity = entity_of(key, name.slug, name.kind.type);
    if (person) bear(name.last_word(), entity);
  }

  std::vector<Mention> result;
  std::vector<bool> replaced(mentions.size(), false);
  for (const Name& name : names) {
    Mention mention;
    const bool direction = opposite_directions_.contains(name.slug);
    if (direction && !may_be_half(document, name.span.begin)) continue;
    if (direction || (name.kind.type == EntityType::person && name.is_single())) {
      const auto bearer = bearers.find(name.slug);
      if (bearer != bearers.end()) mention.entity = bearer->second;
    } else {
      mention.entity = entities[name.kind.prefix + name.slug];
    }
    if (!mention.entity) continue;
    std::fill(replaced.begin() + static_cast<std::ptrdiff_t>(name.first_replaced),
              replaced.begin() + static_cast<std::ptrdiff_t>(name.last_replaced), true);
    mention.begin = name.span.begin;
    mention.end = name.span.end;
    mention.span = {document.tokens[mention.begin].span.begin_byte, document.tokens[mention.end - 1].span.end_byte};
    result.push_back(std::move(mention));
  }
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    if (!replaced[i]) result.push_back(mentions[i]);
  }
  std::vector<bool> taken(document.tokens.size(), false);
  for (const Mention& mention : result)
    std::fill(taken.begin() + static_cast<std::ptrdiff_t>(mention.begin),
              taken.begin() + static_cast<std::ptrdiff_t>(mention.end), true);
  for (const NamedSpan& span : document.names)
    std::fill(taken.begin() + static_cast<std::ptrdiff_t>(span.begin),
              taken.begin() + static_cast<std::ptrdiff_t>(span.end), true);
  // Last names and halves of countries that the language model took for something else.
  for (std::size_t at = 0; at < document.tokens.size(); ++at) {
    const Token& token = document.tokens[at];
    if (taken[at] || token.pos != PartOfSpeech::propn || !token.capitalized) continue;
    const auto bearer = bearers.find(token.folded);
    if (bearer == bearers.end() || !bearer->second) continue;
    if (opposite_directions_.contains(token.folded) && !may_be_half(document, at)) continue;
    Mention mention;
    mention.begin = at;
    mention.end = at + 1;
    mention.span = token.span;
    mention.entity = bearer->second;
    result.push_back(std::move(mention));
  }
  std::stable_sort(result.begin(), result.end(), [](const Mention& a, const Mention& b) { return a.begin < b.begin; });
  return result;
}

}  // namespace entente::ingest
