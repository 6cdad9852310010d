#include "byte_source.hpp"

#include "article_finish.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <system_error>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace entente::ingest {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{1} << 16;
constexpr std::size_t kTellingBytes = 4096;
constexpr std::chrono::milliseconds kFollowInterval(200);

Error half_way(const std::string& name, const std::string& reason) {
  return {ErrorCode::io, "reading failed half-way: " + reason, name, "check the disk and try again"};
}

class DescriptorSource final : public ByteSource {
 public:
  DescriptorSource(int descriptor, std::string name, std::uint64_t& count, bool follow)
      : descriptor_(descriptor), name_(std::move(name)), count_(count), follow_(follow) {}
  ~DescriptorSource() override { close(); }

 private:
  Result<std::size_t> fetch(char* to, std::size_t size) override {
    while (true) {
      const ssize_t count = ::read(descriptor_, to, size);
      if (count > 0) {
        position_ += count;
        count_ += static_cast<std::uint64_t>(count);
        return static_cast<std::size_t>(count);
      }
      if (count < 0 && errno != EINTR) return half_way(name_, std::system_category().message(errno));
      if (count == 0 && !follow_) return std::size_t{0};
      if (count == 0) await_more();
    }
  }

  // A shorter file was written anew; another file of the name took its place.
  void await_more() {
    struct stat open = {};
    struct stat named = {};
    const bool known = fstat(descriptor_, &open) == 0;
    if (known && open.st_size < position_) {
      position_ = lseek(descriptor_, 0, SEEK_SET);
    } else if (known && stat(name_.c_str(), &named) == 0 &&
               (named.st_ino != open.st_ino || named.st_dev != open.st_dev)) {
      if (const int next = ::open(name_.c_str(), O_RDONLY | O_CLOEXEC); next >= 0) {
        close();
        descriptor_ = next;
        position_ = 0;
      }
    }
    std::this_thread::sleep_for(kFollowInterval);
  }

  void close() const {
    if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
  }

  int descriptor_;
  std::string name_;
  std::uint64_t& count_;
  bool follow_;
  off_t position_ = 0;
};

class StreamSource final : public ByteSource {
 public:
  StreamSource(std::unique_ptr<std::istream> stream, std::string name, std::uint64_t& count)
      : stream_(std::move(stream)), name_(std::move(name)), count_(count) {}

 private:
  Result<std::size_t> fetch(char* to, std::size_t size) override {
    stream_->read(to, static_cast<std::streamsize>(size));
    if (stream_->bad()) return half_way(name_, "the stream broke");
    count_ += static_cast<std::uint64_t>(stream_->gcount());
    return static_cast<std::size_t>(stream_->gcount());
  }

  std::unique_ptr<std::istream> stream_;
  std::string name_;
  std::uint64_t& count_;
};

class TextSource final : public ByteSource {
 public:
  explicit TextSource(std::string bytes) : bytes_(std::move(bytes)) {}

 private:
  Result<std::size_t> fetch(char* to, std::size_t size) override {
    const std::size_t count = bytes_.copy(to, size, at_);
    at_ += count;
    return count;
  }

  std::string bytes_;
  std::size_t at_ = 0;
};

}  // namespace

bool ByteSource::fill() {
  if (at_end_) return false;
  if (begin_ > 0) {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    end_ -= begin_;
    begin_ = 0;
  }
  buffer_.resize(kBufferBytes);
  const auto count = fetch(buffer_.data() + end_, buffer_.size() - end_);
  if (!count) failure_ = count.error();
  at_end_ = !count || *count == 0;
  if (at_end_) return false;
  end_ += *count;
  return true;
}

std::string_view ByteSource::available() {
  if (begin_ == end_) fill();
  return {buffer_.data() + begin_, end_ - begin_};
}

std::string_view ByteSource::head() {
  const auto tells = [&] {
    const std::string_view seen(buffer_.data() + begin_, end_ - begin_);
    if (seen.size() >= kTellingBytes) return true;
    const std::size_t first = seen.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return first != std::string_view::npos && seen[first] != '<' && seen.find('\n', first) != std::string_view::npos;
  };
  while (!tells() && fill()) {
  }
  return {buffer_.data() + begin_, end_ - begin_};
}

std::unique_ptr<ByteSource> open_descriptor(int descriptor, std::string name, std::uint64_t& count, bool follow) {
  return std::make_unique<DescriptorSource>(descriptor, std::move(name), count, follow);
}

std::unique_ptr<ByteSource> open_istream(std::unique_ptr<std::istream> stream, std::string name, std::uint64_t& count) {
  return std::make_unique<StreamSource>(std::move(stream), std::move(name), count);
}

std::unique_ptr<ByteSource> open_text(std::string bytes) { return std::make_unique<TextSource>(std::move(bytes)); }

Result<std::string> read_all(ByteSource& source, std::size_t most, const std::string& name) {
  std::string bytes;
  for (std::string_view more = source.available(); !more.empty(); more = source.available()) {
    if (bytes.size() + more.size() > most) return too_large(name, most);
    bytes += more;
    source.consume(more.size());
  }
  if (source.failure()) return *source.failure();
  return bytes;
}

}  // namespace entente::ingest
