// Lines typed on a terminal, with editing, history and completion (libedit); from elsewhere, lines as they are.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <entente/query/completion.hpp>

namespace entente::tools {

class LineEditor {
 public:
  // Of what has been typed up to the cursor, what may follow.
  using Complete = std::function<query::Completion(std::string_view text)>;

  // `history`: a file that keeps lines from one session to the next; empty: none. Standard input is edited if it is a terminal.
  LineEditor(const std::string& history, Complete complete);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  enum class Outcome : unsigned char { line, interrupted, end };
  // Without its line break. Interrupted: Ctrl-C was pressed, and what was typed counts for nothing.
  Outcome read(const std::string& prompt, std::string& line);

  // Adds what was typed as a whole to the history.
  void remember(const std::string& text);

  bool on_terminal() const { return terminal_ != nullptr; }

 private:
  struct Terminal;
  std::unique_ptr<Terminal> terminal_;
};

}  // namespace entente::tools
