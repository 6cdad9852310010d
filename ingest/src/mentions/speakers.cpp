#include "speakers.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include <entente/schemas/fold.hpp>

namespace entente::ingest {
namespace {

constexpr std::size_t kMostJointSpeakers = 6;
constexpr std::size_t kFirstSentences = 12;  // In which a speaker is named.

bool speaks(EntityType type) {
  return type == EntityType::country || type == EntityType::organization || type == EntityType::bloc;
}

void add(std::shared_ptr<const Entity> entity, Entities& entities) {
  const bool known =
      std::any_of(entities.begin(), entities.end(), [&](const auto& other) { return other->key == entity->key; });
  if (!known) entities.push_back(std::move(entity));
}

// The code in "UN General Debate, CUB, session 46": three capitals that stand alone between commas.
std::string code_between_commas(std::string_view title) {
  for (std::size_t at = title.find(", "); at != std::string_view::npos; at = title.find(", ", at + 1)) {
    const std::string_view code = title.substr(at + 2, 3);
    const bool capitals =
        code.size() == 3 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (capitals && (at + 5 == title.size() || title[at + 5] == ',')) return std::string(code);
  }
  return {};
}

}  // namespace

std::size_t Speakers::first_we(const DependencyTree& tree) const {
  for (std::size_t at = tree.begin(); at < tree.end(); ++at) {
    const Token& token = tree.token(at);
    if (token.pos == PartOfSpeech::pron && !token.all_caps && pronouns_.contains(token.folded)) return at;
  }
  return DependencyTree::kNone;
}

Entities Speakers::in_title(const Article& article) const {
  const std::string_view title = article.title;
  if (const std::string code = code_between_commas(title); !code.empty()) {
    if (const auto country = lexicon_.find({"country/" + code})) return {lexicon_.entity(*country)};
  }
  const std::string folded = fold(title);
  const bool joint = std::any_of(joint_statement_names_.begin(), joint_statement_names_.end(),
                                 [&](const std::string& name) { return folded.find(name) != std::string::npos; });
  Entities found;
  for (const NameMatch& match : lexicon_.match(title)) {
    const auto record = lexicon_.record_of(match.alias);
    if (!record) continue;
    if (lexicon_.kind_of(match.alias) == AliasKind::series) return {lexicon_.entity(*record)};
    std::shared_ptr<const Entity> entity = lexicon_.entity(*record);
    if (lexicon_.is_ambiguous(match.alias) && entity->type != EntityType::person) continue;
    if (entity->type == EntityType::person) {
      entity = offices_.body_of(entity->key, article.date);
      // "Secretary Blinken and …": the host speaks.
      if (entity && found.empty() && !joint) return {entity};
    }
    if (entity && joint && speaks(entity->type)) add(std::move(entity), found);
  }
  return found.size() <= kMostJointSpeakers ? found : Entities{};
}

Entities Speakers::of_article(const Article& article, const std::vector<DependencyTree>& trees,
                              const std::vector<Mention>& mentions) const {
  if (Entities titled = in_title(article); !titled.empty()) return titled;
  // "The United States congratulates … We …": who acts in a sentence beside the first one that says "we".
  auto mention = mentions.begin();
  std::shared_ptr<const Entity> last_actor;
  for (std::size_t i = 0; i < trees.size() && i < kFirstSentences; ++i) {
    const DependencyTree& tree = trees[i];
    std::shared_ptr<const Entity> actor;
    const std::size_t we = first_we(tree);
    for (; mention != mentions.end() && mention->begin < tree.end(); ++mention) {
      const std::size_t head = tree.head_within(mention->begin, mention->end);
      if (!actor && head < we && speaks(mention->type()) && tree.is(head, Dependency::nsubj)) actor = mention->entity;
    }
    if (we != DependencyTree::kNone) {
      if (actor) return {actor};
      if (last_actor) return {last_actor};
      return {};
    }
    if (actor) last_actor = actor;
  }
  return {};
}

}  // namespace entente::ingest
