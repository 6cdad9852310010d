// Lines of a file, bounded in length.
#pragma once

#include "byte_source.hpp"

#include <cstddef>
#include <string>

namespace entente::ingest {

class LineReader {
 public:
  LineReader(ByteSource& source, std::size_t most) : source_(source), most_(most) {}

  // False at the end. The line comes without its end. A longer one than allowed is read over and `too_long` set.
  bool next(std::string& line, bool& too_long) {
    line.clear();
    too_long = false;
    bool any = false;
    for (std::string_view more = source_.available(); !more.empty(); more = source_.available()) {
      any = true;
      const std::size_t end = more.find('\n');
      const std::string_view part = more.substr(0, end);
      if (line.size() + part.size() > most_) {
        too_long = true;
        line.clear();
        line.shrink_to_fit();
      }
      if (!too_long) line += part;
      source_.consume(end == std::string_view::npos ? part.size() : end + 1);
      if (end == std::string_view::npos) continue;
      ++number_;
      return true;
    }
    number_ += any ? 1 : 0;
    return any;
  }

  std::size_t number() const { return number_; }  // Of the line that next() gave, from 1.

 private:
  ByteSource& source_;
  std::size_t most_;
  std::size_t number_ = 0;
};

}  // namespace entente::ingest
