// What all commands do with terminal, errors and standard output.
#pragma once

#include "exit_code.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include <entente/schemas/result.hpp>

namespace entente::tools {

// Writes "entente: error: …" to standard error and returns the exit code for it.
ExitCode fail(const Error& error);

void warn(std::string_view message);

// Standard output, checked: prints `text`, and tells whether everything could be written (a full disk, a closed
// pipe) when the command ends.
void print(std::string_view text);
Result<void> flush_output();

// Columns of the terminal that standard output is, or that the pager shows it on; 0 if it is none.
std::size_t terminal_width();

// Whether standard output is a terminal that shows colours, and the user wants them (https://no-color.org).
bool shows_colors();

// While it lives, what goes to standard output is shown by $PAGER, or less, if that is a terminal. Ends when the user leaves the pager.
class Pager {
 public:
  Pager();
  ~Pager();
  Pager(const Pager&) = delete;
  Pager& operator=(const Pager&) = delete;

 private:
  std::FILE* pipe_ = nullptr;
  int output_ = -1;  // What standard output was.
};

// Progress on standard error: a bar on a terminal, otherwise a line every few seconds.
class Progress {
 public:
  // `total` of what update() counts, such as bytes; nothing if it is not known.
  Progress(std::string verb, std::optional<std::uint64_t> total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // `counts` says more, such as "12 articles"; may be empty.
  void update(std::uint64_t done, std::string_view counts);

  double seconds() const;  // Since the beginning.

  // Clears the bar, so that other output can follow.
  void finish();

 private:
  std::string verb_;
  std::optional<std::uint64_t> total_;
  bool terminal_;
  bool shown_ = false;
  std::uint64_t started_ms_;
  std::uint64_t last_ms_;
};

}  // namespace entente::tools
