#include "console.hpp"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace entente::tools {
namespace {

constexpr std::uint64_t kBarEveryMs = 100;
constexpr std::uint64_t kLineEveryMs = 5000;
constexpr std::size_t kBarWidth = 30;

std::uint64_t now_ms() {
  using namespace std::chrono;
  return static_cast<std::uint64_t>(duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count());
}

bool& output_failed() {
  static bool failed = false;
  return failed;
}

// What standard output was when the program began: a pager takes its place later.
struct Terminal {
  bool there = false;
  bool colors = false;
  std::size_t width = 0;
};

const Terminal& terminal() {
  static const Terminal kTerminal = [] {
    Terminal terminal;
    terminal.there = isatty(STDOUT_FILENO) == 1;
    winsize size{};
    if (terminal.there && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) terminal.width = size.ws_col;
    const char* const no_color = std::getenv("NO_COLOR");
    const char* const kind = std::getenv("TERM");
    terminal.colors = terminal.there && (no_color == nullptr || *no_color == '\0') && kind != nullptr &&
                      std::string_view(kind) != "dumb";
    return terminal;
  }();
  return kTerminal;
}

}  // namespace

ExitCode fail(const Error& error) {
  fmt::print(stderr, "entente: error: {}\n", error.to_string());
  return exit_code_for(error);
}

void warn(std::string_view message) { fmt::print(stderr, "entente: warning: {}\n", message); }

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) output_failed() = true;
}

Result<void> flush_output() {
  if (std::fflush(stdout) != 0 || output_failed()) {
    return Error{ErrorCode::io, "standard output could not be written", "",
                 "check the disk, or the program that reads it"};
  }
  return {};
}

std::size_t terminal_width() { return terminal().width; }

bool shows_colors() { return terminal().colors; }

Pager::Pager() {
  const char* command = std::getenv("PAGER");
  if (command == nullptr) command = "less -FRX";
  if (!terminal().there || *command == '\0' || std::string_view(command) == "cat") return;
  std::fflush(stdout);
  std::signal(SIGPIPE, SIG_IGN);  // The user may leave before the end.
  pipe_ = popen(command, "w");
  if (pipe_ == nullptr) return;
  output_ = dup(STDOUT_FILENO);
  dup2(fileno(pipe_), STDOUT_FILENO);
}

Pager::~Pager() {
  if (pipe_ == nullptr) return;
  std::fflush(stdout);
  dup2(output_, STDOUT_FILENO);
  close(output_);
  pclose(pipe_);
  std::clearerr(stdout);
  output_failed() = false;  // Nobody wanted to see the rest.
}

Progress::Progress(std::string verb, std::optional<std::uint64_t> total)
    : verb_(std::move(verb)),
      total_(total),
      terminal_(isatty(STDERR_FILENO) == 1),
      started_ms_(now_ms()),
      last_ms_(started_ms_) {}

Progress::~Progress() { finish(); }

double Progress::seconds() const { return static_cast<double>(now_ms() - started_ms_) / 1000.0; }

void Progress::update(std::uint64_t done, std::string_view counts) {
  const std::uint64_t now = now_ms();
  if (now - last_ms_ < (terminal_ ? kBarEveryMs : kLineEveryMs)) return;
  last_ms_ = now;
  std::string bar;
  if (total_ && *total_ > 0) {
    const double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(*total_));
    if (!terminal_) {
      bar = fmt::format("{:.0f} %{}", share * 100.0, counts.empty() ? "" : ", ");
    } else {
      const auto filled = static_cast<std::size_t>(share * kBarWidth);
      const double left = share > 0.01 ? seconds() * (1.0 - share) / share : 0.0;
      bar = fmt::format("[{}{}] {:3.0f} %  {:.0f} s left  ", std::string(filled, '#'),
                        std::string(kBarWidth - filled, '.'), share * 100.0, left);
    }
  }
  if (!terminal_) {
    fmt::print(stderr, "{}: {}{}\n", verb_, bar, counts);
    return;
  }
  shown_ = true;
  fmt::print(stderr, "\r\x1b[K{} {}{}", verb_, bar, counts);
  std::fflush(stderr);
}

void Progress::finish() {
  if (shown_) fmt::print(stderr, "\r\x1b[K");
  shown_ = false;
}

}  // namespace entente::tools
