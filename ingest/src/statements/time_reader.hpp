// When the sentence says that something was so: "last week", "in 2014", "since late 2015", "from 2014 to 2016".
#pragma once

#include "dependency_tree.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <entente/schemas/date.hpp>
#include <entente/schemas/english.hpp>

namespace entente::ingest {

// A time in a sentence, as precise as its words.
struct NamedTime {
  std::size_t begin = 0;  // Tokens, half-open.
  std::size_t end = 0;
  DateRange range;
};

// Finds times and tells which of them a word is about. Thread-safe.
class TimeReader {
 public:
  // `words` must outlive it.
  explicit TimeReader(const TimeWords& words);

  // In text order. What is told from the day of publication, such as "yesterday", is left out where that is not known so precisely.
  std::vector<NamedTime> find(const DependencyTree& tree, const Date& published) const;

  // The time that hangs on the word, or else on the nearest word of its clause that it hangs on: of "Officials said on Monday that Iran
  // attacked Iraq in 1980" that is 1980 for the attack; if nothing stood behind "Iraq", none. Unknown if there is none.
  // `begins`: an end is a beginning, as of "did not join until 2004".
  static DateRange time_of(const DependencyTree& tree, const std::vector<NamedTime>& times, std::size_t word,
                           bool begins);

 private:
  using Words = std::unordered_set<std::string>;
  class Sentence;

  const TimeWords& words_;
  Words previous_;
  Words current_;
  Words following_;
  Words ago_;
  Words since_;
  Words until_;
  Words from_;
  Words to_;
  Words at_;
  Words units_;
};

}  // namespace entente::ingest
