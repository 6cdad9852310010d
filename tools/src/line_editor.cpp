#include "line_editor.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <iostream>

#include <histedit.h>
#include <unistd.h>

namespace entente::tools {
namespace {

constexpr int kKeptLines = 1000;

// What all words begin with.
std::string common_beginning(const std::vector<std::string>& words) {
  std::string common = words.front();
  for (const std::string& word : words) {
    const auto differ = std::mismatch(common.begin(), common.end(), word.begin(), word.end());
    common.erase(differ.first, common.end());
  }
  // Not within a character.
  while (!common.empty() && (static_cast<unsigned char>(common.back()) & 0x80U) != 0) common.pop_back();
  return common;
}

}  // namespace

struct LineEditor::Terminal {
  std::unique_ptr<EditLine, void (*)(EditLine*)> line{nullptr, el_end};
  std::unique_ptr<History, void (*)(History*)> history{nullptr, history_end};
  std::string history_file;
  std::string prompt;
  Complete complete;

  static Terminal& of(EditLine* line) {
    void* data = nullptr;
    el_get(line, EL_CLIENTDATA, &data);
    return *static_cast<Terminal*>(data);
  }

  static char* show_prompt(EditLine* line) { return of(line).prompt.data(); }

  static unsigned char complete_word(EditLine* line, int) {
    const LineInfo* const info = el_line(line);
    const std::string_view text(info->buffer, static_cast<std::size_t>(info->cursor - info->buffer));
    const query::Completion completion = of(line).complete(text);
    if (completion.words.empty()) return CC_REFRESH_BEEP;
    const std::string word =
        completion.words.size() == 1 ? completion.words.front() : common_beginning(completion.words);
    const std::string_view typed = text.substr(std::min(completion.begin, text.size()));
    if (word.size() > typed.size() || (completion.words.size() == 1 && word != typed)) {
      el_deletestr(line, static_cast<int>(typed.size()));
      el_insertstr(line, word.c_str());
      return CC_REFRESH;
    }
    std::fputc('\n', stdout);
    for (const std::string& one : completion.words) std::printf("%s  ", one.c_str());
    std::fputc('\n', stdout);
    return CC_REDISPLAY;
  }
};

LineEditor::LineEditor(const std::string& history, Complete complete) {
  if (isatty(STDIN_FILENO) != 1) return;
  terminal_ = std::make_unique<Terminal>();
  Terminal& terminal = *terminal_;
  terminal.complete = std::move(complete);
  terminal.history_file = history;
  terminal.history.reset(history_init());
  terminal.line.reset(el_init("entente", stdin, stdout, stderr));
  if (!terminal.line || !terminal.history) {
    terminal_.reset();
    return;
  }
  HistEvent event;
  ::history(terminal.history.get(), &event, H_SETSIZE, kKeptLines);
  ::history(terminal.history.get(), &event, H_SETUNIQUE, 1);
  if (!history.empty()) ::history(terminal.history.get(), &event, H_LOAD, history.c_str());
  EditLine* const line = terminal.line.get();
  el_set(line, EL_CLIENTDATA, &terminal);
  el_set(line, EL_PROMPT, &Terminal::show_prompt);
  el_set(line, EL_EDITOR, "emacs");
  el_set(line, EL_HIST, ::history, terminal.history.get());
  el_set(line, EL_ADDFN, "entente-complete", "completes what may follow", &Terminal::complete_word);
  el_set(line, EL_BIND, "^I", "entente-complete", nullptr);
  el_source(line, nullptr);  // The user's own key bindings.
}

LineEditor::~LineEditor() {
  if (!terminal_ || terminal_->history_file.empty()) return;
  HistEvent event;
  ::history(terminal_->history.get(), &event, H_SAVE, terminal_->history_file.c_str());
}

LineEditor::Outcome LineEditor::read(const std::string& prompt, std::string& line) {
  if (!terminal_) return std::getline(std::cin, line) ? Outcome::line : Outcome::end;
  terminal_->prompt = prompt;
  int count = 0;
  errno = 0;
  const char* const typed = el_gets(terminal_->line.get(), &count);
  if (typed == nullptr || count <= 0) {
    if (errno != EINTR) return Outcome::end;
    el_reset(terminal_->line.get());
    return Outcome::interrupted;
  }
  line.assign(typed, static_cast<std::size_t>(count));
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
  return Outcome::line;
}

void LineEditor::remember(const std::string& text) {
  if (!terminal_ || text.empty()) return;
  HistEvent event;
  ::history(terminal_->history.get(), &event, H_ENTER, text.c_str());
}

}  // namespace entente::tools
