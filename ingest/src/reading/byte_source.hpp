// Bytes of a file, a pipe, or a file within an archive, which can be looked at before they are taken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <entente/schemas/result.hpp>

namespace entente::ingest {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  // What comes next: at least a byte, unless the end or a failure was reached.
  std::string_view available();

  // Takes the first `count` bytes of it away.
  void consume(std::size_t count) { begin_ += count; }

  // The beginning of what comes, enough to tell what it is: a whole buffer of a file; of a pipe, which may give more only when that
  // was worked on, at least the first line that says something.
  std::string_view head();

  // Why reading ended early, if it did.
  const std::optional<Error>& failure() const { return failure_; }

 protected:
  ByteSource() = default;

  // At most `size` bytes; 0 at the end.
  virtual Result<std::size_t> fetch(char* to, std::size_t size) = 0;

 private:
  bool fill();  // Appends to the buffer; false at the end.

  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool at_end_ = false;
  std::optional<Error> failure_;
};

// Of an open file, which is closed with the source, unless it is standard input. Adds to `count`, which outlives it, what it reads. With
// `follow`, it waits for more at the end, for ever; a file that is put in the place of one that was moved away is read in turn.
std::unique_ptr<ByteSource> open_descriptor(int descriptor, std::string name, std::uint64_t& count, bool follow);

std::unique_ptr<ByteSource> open_istream(std::unique_ptr<std::istream> stream, std::string name, std::uint64_t& count);

std::unique_ptr<ByteSource> open_text(std::string bytes);

// All that is left, if it is not more than `most` bytes.
Result<std::string> read_all(ByteSource& source, std::size_t most, const std::string& name);

}  // namespace entente::ingest
