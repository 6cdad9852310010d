#include "coreference.hpp"

#include "../one_of.hpp"
#include "discourse.hpp"
#include "quotations.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <entente/schemas/fold.hpp>

namespace entente::ingest {
namespace {

constexpr std::size_t kNone = DependencyTree::kNone;

bool is_thing(EntityType type) {
  return type == EntityType::country || type == EntityType::organization || type == EntityType::armed_group ||
         type == EntityType::bloc || type == EntityType::company || type == EntityType::media;
}

std::unordered_set<std::string> set_of(const std::vector<std::string>& words) { return {words.begin(), words.end()}; }
}  // namespace

// One article being read from its first sentence to its last.
class CoreferenceResolver::Reading {
 public:
  Reading(const CoreferenceResolver& resolver, const Article& article, const Document& document,
          const std::vector<DependencyTree>& trees, const std::vector<Mention>& named)
      : resolver_(resolver),
        article_(article),
        document_(document),
        trees_(trees),
        named_(named),
        quotations_(document),
        discourse_(trees),
        speakers_(resolver.speakers_.of_article(article, trees, named)) {}

  std::vector<Mention> run() {
    see_title();
    auto next = named_.begin();
    for (sentence_ = 0; sentence_ < trees_.size(); ++sentence_) {
      discourse_.begin_sentence(sentence_);
      previous_pair_ = std::exchange(pair_, {});
      for (std::size_t at = tree().begin(); at < tree().end();) {
        if (next != named_.end() && next->begin == at) {
          see_named(*next);
          at = std::max(next->end, at + 1);
          ++next;
          for (; next != named_.end() && next->begin < at; ++next) result_.push_back(*next);  // Names within the name.
          continue;
        }
        read_anaphor(at);
        ++at;
      }
      note_reporter();
    }
    count_mentions();
    std::stable_sort(result_.begin(), result_.end(),
                     [](const Mention& a, const Mention& b) { return a.begin < b.begin; });
    return std::move(result_);
  }

 private:
  void count_mentions() {
    std::map<EntityKey, std::uint32_t> counts;
    for (const Mention& mention : result_) ++counts[mention.entity->key];
    for (Mention& mention : result_) {
      mention.in_article = counts[mention.entity->key];
      mention.in_title = in_title_.contains(mention.entity->key);
    }
  }

  const DependencyTree& tree() const { return trees_[sentence_]; }
  const std::string& word(std::size_t at) const { return document_.tokens[at].folded; }
  Referent& referent_of(const std::shared_ptr<const Entity>& entity) {
    Referent& referent = discourse_.referent(entity);
    if (entity->type == EntityType::person && referent.titles.empty()) {
      for (const HeldOffice& office : resolver_.offices_.of_person(entity->key, article_.date)) {
        referent.titles.push_back(office.title);
      }
    }
    return referent;
  }

  // What the title is about has been spoken of before the first sentence.
  void see_title() {
    for (const NameMatch& match : resolver_.lexicon_.match(article_.title)) {
      const auto record = resolver_.lexicon_.record_of(match.alias);
      if (!record || resolver_.lexicon_.is_ambiguous(match.alias)) continue;
      if (resolver_.lexicon_.kind_of(match.alias) == AliasKind::series) continue;
      const std::shared_ptr<const Entity>& entity = resolver_.lexicon_.entity(*record);
      in_title_.insert(entity->key);
      referent_of(entity);
      discourse_.note_title(entity);
    }
  }

  void see_named(const Mention& mention) {
    const std::size_t head = tree().head_within(mention.begin, mention.end);
    referent_of(mention.entity);
    discourse_.note(mention.entity, head);
    result_.push_back(mention);
    if (mention.type() == EntityType::person) note_titles(result_.back());
    if (mention.type() == EntityType::country) note_pair(mention.entity);
  }

  // What the titles of a person say of the office.
  void note_titles(Mention& mention) {
    const auto titles = resolver_.titles_.of(tree(), mention);
    if (titles.empty()) return;
    Referent& referent = referent_of(mention.entity);
    const auto offices = resolver_.offices_.of_person(mention.entity->key, article_.date);
    for (const std::size_t at : titles) {
      const std::string title = resolver_.titles_.at(tree(), at);
      referent.titles.push_back(title);
      if (mention.office_of) continue;
      for (const HeldOffice& office : offices) {
        if (!resolver_.titles_.is_same(title, office.title)) continue;
        mention.office_of = office.of;
        mention.title = at;
        break;
      }
    }
  }

  void note_pair(const std::shared_ptr<const Entity>& entity) {
    const bool known =
        std::any_of(pair_.begin(), pair_.end(), [&](const auto& other) { return other->key == entity->key; });
    if (!known) pair_.push_back(entity);
  }

  void read_anaphor(std::size_t at) {
    const Token& token = document_.tokens[at];
    if (token.pos == PartOfSpeech::pron && !(token.all_caps && token.folded == "us")) {
      read_pronoun(at);
    } else if (token.pos == PartOfSpeech::noun || token.pos == PartOfSpeech::propn) {
      read_description(at);
    }
  }

  void read_pronoun(std::size_t at) {
    const std::string& pronoun = word(at);
    if (resolver_.speaker_pronouns_.contains(pronoun)) {
      resolve_speaker(at, false);
    } else if (resolver_.singular_speaker_pronouns_.contains(pronoun)) {
      resolve_speaker(at, true);
    } else if (resolver_.person_pronouns_.contains(pronoun)) {
      add_best(at, at + 1, at, [](const Referent& referent) { return referent.entity->type == EntityType::person; });
    } else if (resolver_.thing_pronouns_.contains(pronoun) && !is_expletive(at)) {
      add_best(at, at + 1, at, [](const Referent& referent) { return is_thing(referent.entity->type); });
    } else if (resolver_.plural_pronouns_.contains(pronoun)) {
      resolve_plural(at);
    }
  }

  // "It is clear that …"
  bool is_expletive(std::size_t at) const {
    if (tree().is(at, Dependency::expl)) return true;
    const std::size_t head = tree().head(at);
    if (head == kNone || !tree().is_any(at, {Dependency::nsubj, Dependency::nsubj_pass})) return false;
    if (tree().token(head).pos == PartOfSpeech::verb) {
      return tree().is_passive(head) &&
             (tree().has_child(head, Dependency::ccomp) || tree().has_child(head, Dependency::csubj));
    }
    return tree().has_child(head, Dependency::csubj) || tree().has_child(head, Dependency::ccomp) ||
           tree().has_child(head, Dependency::advcl) || tree().token(head).pos == PartOfSpeech::adj;
  }

  // The country named last that does not itself do something with the one that the noun means.
  std::shared_ptr<const Entity> last_country(std::size_t noun) {
    for (auto it = result_.rbegin(); it != result_.rend(); ++it) {
      if (it->type() != EntityType::country) continue;
      if (!discourse_.is_subject_around(discourse_.referent(it->entity), noun)) return it->entity;
    }
    return nullptr;
  }

  template <typename Fits>
  void add_best(std::size_t begin, std::size_t end, std::size_t anchor, Fits fits) {
    if (const Referent* referent = discourse_.best(anchor, fits)) add(begin, end, anchor, referent->entity);
  }

  void add(std::size_t begin, std::size_t end, std::size_t head, const std::shared_ptr<const Entity>& entity) {
    Mention mention;
    mention.begin = begin;
    mention.end = end;
    mention.span = {document_.tokens[begin].span.begin_byte, document_.tokens[end - 1].span.end_byte};
    mention.entity = entity;
    mention.coreferent = true;
    result_.push_back(std::move(mention));
    discourse_.note(entity, head);
  }

  // "they": two or three coordinated things or persons, else what is many.
  void resolve_plural(std::size_t at) {
    const std::size_t governor = tree().head(at);
    for (std::size_t up = governor; up != kNone; up = tree().head(up)) {
      for (const std::size_t child : tree().children(up)) {
        if (child >= at || !tree().is_any(child, {Dependency::nsubj, Dependency::nsubj_pass})) continue;
        if (up == governor && !tree().is(at, Dependency::nmod_poss)) continue;
        Entities group = discourse_.group_at(child);
        if (group.size() >= 2) {
          for (const auto& entity : group) add(at, at + 1, at, entity);
          return;
        }
      }
    }
  }

  // Who speaks in this sentence, for quotations that go on in the next ones.
  void note_reporter() {
    for (std::size_t at = tree().begin(); at < tree().end(); ++at) {
      if (!tree().has_child(at, Dependency::ccomp)) continue;
      if (auto who = speaker(quotations_.speaker_of(tree(), at))) last_quoted_ = std::move(who);
    }
  }

  void resolve_speaker(std::size_t at, bool singular) {
    Entities who;
    const std::size_t apposed = tree().child(at, Dependency::appos);
    const std::shared_ptr<const Entity> named = apposed == kNone ? nullptr : named_at(apposed);
    if (named) {
      who.push_back(named);  // "we, the Soviet Union"
    } else if (quotations_.holds(at)) {
      std::shared_ptr<const Entity> quoted = speaker(quotations_.speaker_at(tree(), at));
      if (!quoted) quoted = last_quoted_;
      if (quoted) who.push_back(quoted);
      if (quoted && !singular && quoted->type == EntityType::person) {
        if (auto body = resolver_.offices_.body_of(quoted->key, article_.date)) who.front() = std::move(body);
      }
    } else if (!singular) {
      who = speakers_;
    }
    for (const auto& entity : who) add(at, at + 1, at, entity);
  }

  // Who is named at the token of this sentence, be it before or behind where the reading is.
  std::shared_ptr<const Entity> named_at(std::size_t at) const {
    const auto mention =
        std::partition_point(named_.begin(), named_.end(), [&](const Mention& m) { return m.begin <= at; });
    for (auto it = mention; it != named_.begin();) {
      --it;
      if (it->begin <= at && at < it->end) return it->entity;
      if (it->end <= tree().begin()) break;
    }
    return nullptr;
  }

  // The entity that the phrase headed by the token stands for, named anywhere in this sentence or resolved before; null if none.
  std::shared_ptr<const Entity> speaker(std::size_t subject) const {
    if (subject == kNone) return nullptr;
    if (auto entity = entity_at(subject)) return entity;
    if (auto entity = named_at(subject)) return entity;
    for (const std::size_t child : tree().children(subject)) {
      // "the minister, Sergey Lavrov, said"; "Foreign Minister Sergey Lavrov said"
      if (!tree().is_any(child, {Dependency::flat, Dependency::appos})) continue;
      if (auto entity = named_at(child)) return entity;
    }
    return nullptr;
  }

  // "that country", "the two sides", "the president": nothing if the phrase is specified further.
  void read_description(std::size_t noun) {
    const std::string lemma = lemma_of(document_.tokens[noun]);
    const bool plural = document_.tokens[noun].xpos == "NNS" || document_.tokens[noun].xpos == "NNPS";
    std::size_t determiner = kNone;
    bool specified = false;
    std::shared_ptr<const Entity> possessor;
    bool pair = false;
    for (const std::size_t child : tree().children(noun)) {
      switch (tree().relation(child)) {
        case Dependency::det:
          determiner = child;
          pair = pair || word(child) == "both";
          break;
        case Dependency::nmod_poss:
          determiner = child;
          possessor = entity_at(child);
          specified = specified || document_.tokens[child].pos != PartOfSpeech::pron;
          break;
        case Dependency::compound:
        case Dependency::nmod:
        case Dependency::nmod_unmarked:
        case Dependency::flat:
        case Dependency::appos:
        case Dependency::acl_relcl:
        case Dependency::nmod_desc:
          specified = true;
          break;
        case Dependency::amod:
          specified = specified || document_.tokens[child].capitalized ||
                      !resolver_.unspecific_adjectives_.contains(word(child));
          break;
        default:
          pair = pair || word(child) == "two";
          break;
      }
    }
    if (tree().is_any(noun, {Dependency::compound, Dependency::flat, Dependency::nmod_desc, Dependency::appos})) return;
    const std::size_t begin = determiner == kNone || determiner > noun ? noun : determiner;
    if (plural) {
      if (pair && resolver_.pair_nouns_.contains(lemma)) resolve_pair(begin, noun);
      return;
    }
    if (determiner == kNone || !is_definite(determiner)) return;
    if (resolver_.titles_.is_title(lemma)) {
      resolve_office(noun, lemma);
      return;
    }
    if (specified) return;
    if (possessor && resolver_.home_nouns_.contains(lemma)) {
      auto home = possessor;
      if (home->type == EntityType::person) home = resolver_.offices_.body_of(home->key, article_.date);
      if (home && home->type == EntityType::country) add(begin, noun + 1, noun, home);
      return;
    }
    if (!is_one_of(word(determiner), {"the", "that", "this"})) return;
    if (resolver_.government_nouns_.contains(lemma)) {
      if (speakers_.size() == 1 && resolver_.speaker_government_nouns_.contains(lemma)) {
        add(begin, noun + 1, noun, speakers_.front());
      } else {
        add_best(begin, noun + 1, noun,
                 [](const Referent& referent) { return referent.entity->type == EntityType::country; });
      }
      return;
    }
    const auto described = resolver_.described_types_.find(lemma);
    if (described == resolver_.described_types_.end()) return;
    const auto& types = described->second;
    if (word(determiner) == "that" && types.front() == EntityType::country) {
      if (const auto country = last_country(noun)) add(begin, noun + 1, noun, country);
      return;
    }
    const bool event = types.front() == EntityType::conflict || types.front() == EntityType::agreement;
    const std::size_t reach = event ? Discourse::kAnywhere : Discourse::kReach;
    const bool by_name = std::any_of(types.begin(), types.end(), [](EntityType type) {
      return type == EntityType::organization || type == EntityType::company;
    });
    const Referent* referent = discourse_.best(
        noun,
        [&](const Referent& other) {
          if (std::find(types.begin(), types.end(), other.entity->type) == types.end()) return false;
          if (tree().is(noun, Dependency::obj) && discourse_.is_subject_around(other, noun)) return false;
          return !by_name || resolver_.general_body_nouns_.contains(lemma) || is_called(*other.entity, lemma);
        },
        reach);
    if (referent) add(begin, noun + 1, noun, referent->entity);
  }

  bool is_definite(std::size_t at) const {
    return is_one_of(word(at), {"the", "that", "this", "our", "his", "her", "their", "its", "my"});
  }

  // Whether a name of the entity holds the noun: "the council" may be the Security Council.
  static bool is_called(const Entity& entity, const std::string& noun) {
    const auto holds = [&](const std::string& name) { return fold(name).find(noun) != std::string::npos; };
    return holds(entity.name) || std::any_of(entity.aliases.begin(), entity.aliases.end(), holds);
  }

  std::shared_ptr<const Entity> entity_at(std::size_t at) const {
    for (const auto* mentions : {&result_, &named_}) {
      for (auto it = mentions->rbegin(); it != mentions->rend() && it->end > tree().begin(); ++it) {
        if (it->begin <= at && at < it->end) return it->entity;
      }
    }
    return nullptr;
  }

  void resolve_pair(std::size_t begin, std::size_t noun) {
    const Entities& pair = pair_.size() >= 2 ? pair_ : previous_pair_;
    if (pair.size() != 2) return;
    for (const auto& entity : Entities(pair)) add(begin, noun + 1, noun, entity);
  }

  // "the president", "the Russian foreign minister": who was named with that title, else who holds the office.
  void resolve_office(std::size_t noun, const std::string& lemma) {
    std::shared_ptr<const Entity> body;
    for (const std::size_t child : tree().children(noun)) {
      if (tree().is_any(child, {Dependency::flat, Dependency::appos, Dependency::nmod_desc}) && entity_at(child))
        return;
      const bool possessor = tree().is_any(child, {Dependency::amod, Dependency::compound, Dependency::nmod_poss}) ||
                             (tree().is(child, Dependency::nmod) && tree().case_of(child) == "of");
      if (!possessor) continue;
      const auto entity = entity_at(child);
      if (entity && entity->type != EntityType::person) body = entity;
    }
    const std::string title = resolver_.titles_.at(tree(), noun);
    const auto bears = [&](const Referent& referent) {
      if (referent.entity->type != EntityType::person) return false;
      if (body) {
        const auto own = resolver_.offices_.body_of(referent.entity->key, article_.date);
        if (own && own->key != body->key) return false;
      }
      if (body && resolver_.titles_.is_general(lemma)) return !referent.titles.empty();
      return std::any_of(referent.titles.begin(), referent.titles.end(),
                         [&](const std::string& other) { return resolver_.titles_.is_same(title, other); });
    };
    std::shared_ptr<const Entity> person;
    if (const Referent* referent = discourse_.best(noun, bears)) person = referent->entity;
    if (!person && body && article_.date.known()) person = resolver_.offices_.holder(body->key, title, article_.date);
    if (person) add(noun, noun + 1, noun, person);
  }

  const CoreferenceResolver& resolver_;
  const Article& article_;
  const Document& document_;
  const std::vector<DependencyTree>& trees_;
  const std::vector<Mention>& named_;
  Quotations quotations_;
  Discourse discourse_;
  Entities speakers_;
  std::shared_ptr<const Entity> last_quoted_;
  std::set<EntityKey> in_title_;
  Entities pair_;           // Countries of this sentence.
  Entities previous_pair_;  // And of the one before.
  std::vector<Mention> result_;
  std::size_t sentence_ = 0;
};

CoreferenceResolver::CoreferenceResolver(const Lexicon& lexicon, const EnglishWords& words, const Offices& offices)
    : lexicon_(lexicon),
      offices_(offices),
      speakers_(lexicon, words, offices),
      person_pronouns_(set_of(words.person_pronouns)),
      thing_pronouns_(set_of(words.thing_pronouns)),
      plural_pronouns_(set_of(words.plural_pronouns)),
      speaker_pronouns_(set_of(words.speaker_pronouns)),
      singular_speaker_pronouns_(set_of(words.singular_speaker_pronouns)),
      government_nouns_(set_of(words.government_nouns)),
      pair_nouns_(set_of(words.pair_nouns)),
      unspecific_adjectives_(set_of(words.unspecific_adjectives)),
      general_body_nouns_(set_of(words.general_body_nouns)),
      home_nouns_(set_of(words.home_nouns)),
      speaker_government_nouns_(set_of(words.speaker_government_nouns)),
      titles_(words) {
  for (const auto& [type, nouns] : words.description_nouns) {
    for (const std::string& noun : nouns) described_types_[noun].push_back(type);
  }
}

std::vector<Mention> CoreferenceResolver::resolve(const Article& article, const Document& document,
                                                  const std::vector<DependencyTree>& trees,
                                                  const std::vector<Mention>& named) const {
  return Reading(*this, article, document, trees, named).run();
}

}  // namespace entente::ingest
