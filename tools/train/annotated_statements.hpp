// Annotated sentences, and the candidates that extraction finds in them.
//
// A file has one sentence a line: {"sid", "source", "title", "context": […], "sentence", "statements": [{"relation", "subject",
// "object", "optional"?}, …]}. Each sentence is read with its context as an article is; the candidates of the sentence itself
// are examples, those that agree with a statement positive ones.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <entente/ingest/statement_extractor.hpp>
#include <entente/schemas/knowledge.hpp>

namespace entente::train {

// Names as annotators compare them: without articles, "of" and punctuation, and by groups of aliases.
class Names {
 public:
  // `path`: {"name": ["other name", …], …}; empty for no groups.
  explicit Names(const std::string& path);

  std::string key(const std::string& name) const;

 private:
  std::map<std::string, std::string> groups_;
};

// The candidates of a sentence that would say the same.
struct Group {
  std::size_t sentence = 0;
  std::string relation;
  std::string pair;  // Relation and both arguments, ordered where the relation is symmetric.
  bool positive = false;
  bool optional = false;  // What annotators might or might not record.
  std::vector<ingest::CandidateStatement> candidates;
  std::vector<const float*> encodings;  // Of each candidate's document.
  double probability = 0;

  const ingest::CandidateStatement& best() const {
    return *std::max_element(candidates.begin(), candidates.end(),
                             [](const auto& a, const auto& b) { return a.rule_confidence < b.rule_confidence; });
  }
  double rule() const { return best().rule_confidence; }
};

struct AnnotatedStatements {
  std::vector<Group> groups;
  std::vector<Group> codebook;
  std::vector<std::string> documents;  // Of each sentence.
  std::vector<std::size_t> files;
  std::vector<std::string> texts;
  std::vector<std::map<std::string, std::size_t>> gold;  // Of each file, by relation, without optional ones.
  std::deque<std::vector<float>> encodings;
  std::size_t encoding_width = 0;
};

// Throws on lines of another form and on relations that the ontology does not have, naming the line.
void read_sentences(const std::string& path, const Knowledge& knowledge, const ingest::StatementExtractor& extractor,
                    const Names& names, AnnotatedStatements& data);

// The examples of the codebook teach as well: of each, the candidates of its own relation.
void read_codebook(const Knowledge& knowledge, const ingest::StatementExtractor& extractor, const Names& names,
                   AnnotatedStatements& data);

}  // namespace entente::train
