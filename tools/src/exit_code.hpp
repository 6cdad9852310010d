// What the command's exit status means. Documented in the README and in `entente --help`.
#pragma once

#include <entente/schemas/result.hpp>

namespace entente::tools {

enum ExitCode : int {
  kDone = 0,
  kSomeArticlesFailed = 1,  // The others were processed.
  kWrongUsage = 2,
  kNotFound = 3,  // An entity, statement, article or path that does not exist, or an ambiguous name.
  kUnusable = 4,  // The store or a data file cannot be used: I/O, disk full, locked, damaged, other version.
};

inline ExitCode exit_code_for(const Error& error) {
  return error.code == ErrorCode::not_found || error.code == ErrorCode::ambiguous ? kNotFound : kUnusable;
}

}  // namespace entente::tools
