// Who says "we" in an article.
#pragma once

#include "../statements/dependency_tree.hpp"
#include "offices.hpp"

#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include <entente/ingest/mention.hpp>
#include <entente/schemas/article.hpp>
#include <entente/schemas/english.hpp>
#include <entente/schemas/lexicon.hpp>

namespace entente::ingest {

using Entities = std::vector<std::shared_ptr<const Entity>>;

// Speeches, statements and briefings name their speaker in the title, or where they first say what the speaker does.
// Thread-safe.
class Speakers {
 public:
  // Lexicon and offices must outlive this.
  Speakers(const Lexicon& lexicon, const EnglishWords& words, const Offices& offices)
      : lexicon_(lexicon),
        offices_(offices),
        pronouns_(words.speaker_pronouns.begin(), words.speaker_pronouns.end()),
        joint_statement_names_(words.joint_statement_names) {}

  // The country or body that speaks in the article outside quotations, or those of a joint statement. Empty if the article does
  // not tell. `mentions` are those of the text.
  Entities of_article(const Article& article, const std::vector<DependencyTree>& trees,
                      const std::vector<Mention>& mentions) const;

 private:
  Entities in_title(const Article& article) const;
  std::size_t first_we(const DependencyTree& tree) const;  // kNone if there is none.

  const Lexicon& lexicon_;
  const Offices& offices_;
  std::unordered_set<std::string> pronouns_;
  std::vector<std::string> joint_statement_names_;
};

}  // namespace entente::ingest
