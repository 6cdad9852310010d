// Text on its way into a sink.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <entente/graph/export.hpp>

#include <fmt/format.h>

namespace entente::graph {

// Gathers text and hands it on in larger pieces. After a failure of the sink nothing more is handed on.
class TextWriter {
 public:
  explicit TextWriter(const TextSink& sink) : sink_(sink) {}

  void write(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() >= kPieceBytes) flush();
  }

  template <typename... Values>
  void print(fmt::format_string<Values...> format, Values&&... values) {
    write(fmt::format(format, std::forward<Values>(values)...));
  }

  // To be called at the end.
  Result<void> finish() {
    flush();
    return status_;
  }

 private:
  static constexpr std::size_t kPieceBytes = std::size_t{1} << 16;

  void flush() {
    if (status_ && !buffer_.empty()) status_ = sink_(buffer_);
    buffer_.clear();
  }

  const TextSink& sink_;
  std::string buffer_;
  Result<void> status_;
};

// Without control characters (but line feeds and tabs) and noncharacters, which XML 1.0 cannot hold, escaped or not. Ill-formed UTF-8
// cannot occur: texts are checked when they are read.
std::string clean_text(std::string_view text);

// The text in one line.
std::string one_line(std::string_view text);

// The texts with the separator between them, which becomes a blank where it stands in one.
std::string joined(const std::vector<std::string>& texts, char separator);

// A string of JSON, with its quotes.
std::string json_string(std::string_view text);

}  // namespace entente::graph
