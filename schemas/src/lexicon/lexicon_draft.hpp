// What the JSON files say, merged and checked, before it is written.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <entente/schemas/lexicon.hpp>
#include <entente/schemas/lexicon_compiler.hpp>
#include <entente/schemas/result.hpp>

namespace entente::lexicon {

struct RecordDraft {
  LexiconRecord record;
  std::string place;                 // "file: /path" of its definition.
  std::set<std::string> user_names;  // Aliases that a user's file gave.
};

// A list of those who held an office, one after the other.
struct OfficeList {
  EntityKey of;
  std::string title;
  bool complete = false;  // Claims to name everybody from the first holder on, with vacancies.
  bool shared = false;    // Several hold the office at once.
  struct Term {
    std::string person;  // Empty for a vacancy.
    Date from;
    Date until;
  };
  std::vector<Term> terms;
  std::string place;
};

struct LexiconDraft {
  std::map<std::string, RecordDraft> records;  // By key.
  std::vector<OfficeList> offices;
  std::vector<std::string> non_entities;
  std::vector<std::string> warnings;
};

// Reads and merges all files and checks what compile_lexicon promises.
Result<LexiconDraft> merge_sources(const LexiconSources& sources);

// Rules that need all of the records; merge_sources calls this. Where a user's file gives an entity a name of another one,
// both are marked ambiguous and a warning is added; other clashes are errors.
Result<void> check_draft(LexiconDraft& draft);

// The compiled form of a checked draft.
std::string write_lexicon(const LexiconDraft& draft, const Hash128& fingerprint);

}  // namespace entente::lexicon
