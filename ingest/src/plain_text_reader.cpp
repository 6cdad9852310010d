#include "plain_text_reader.hpp"

#include "article_finish.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace entente::ingest {
namespace {

constexpr std::size_t kLongestTitle = 200;

// The first line, if it reads like a headline: short, alone, and no sentence.
std::string headline_of(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\n");
  if (begin == std::string_view::npos) return "";
  const std::size_t end = text.find('\n', begin);
  if (end == std::string_view::npos || end - begin > kLongestTitle) return "";
  const std::size_t next = text.find_first_not_of(" \t", end + 1);
  if (next == std::string_view::npos || text[next] != '\n') return "";
  std::string_view line = text.substr(begin, end - begin);
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
  return line.ends_with('.') ? "" : std::string(line);
}

// The whole stream is one article.
class PlainTextReader final : public ArticleReader {
 public:
  PlainTextReader(std::unique_ptr<std::istream> stream, std::string name, std::string origin, ReaderOptions options)
      : stream_(std::move(stream)), name_(std::move(name)), origin_(std::move(origin)), options_(std::move(options)) {}

  std::optional<ReadArticle> next() override {
    if (done_) return std::nullopt;
    done_ = true;
    return ReadArticle{read(), name_};
  }

  std::uint64_t bytes_read() const override { return bytes_; }

 private:
  Result<Article> read() {
    Article article;
    std::array<char, 1 << 16> buffer{};
    while (stream_->good()) {
      stream_->read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
      const auto count = static_cast<std::size_t>(stream_->gcount());
      bytes_ += count;
      article.text.append(buffer.data(), count);
      if (article.text.size() > options_.max_article_bytes) return too_large(name_, options_.max_article_bytes);
    }
    if (stream_->bad()) {
      return Error{ErrorCode::io, "reading failed half-way", name_, "check the disk and try again"};
    }
    if (article.text.empty()) {
      return Error{ErrorCode::invalid_input, "the file is empty", name_, "remove it or give it a text"};
    }
    article.origin = origin_;
    auto finished = finish(std::move(article), name_, options_);
    if (finished) finished->title = headline_of(finished->text);
    return finished;
  }

  std::unique_ptr<std::istream> stream_;
  std::string name_;
  std::string origin_;
  ReaderOptions options_;
  std::uint64_t bytes_ = 0;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<ArticleReader> read_plain_text(std::unique_ptr<std::istream> stream, std::string name,
                                               std::string origin, const ReaderOptions& options) {
  return std::make_unique<PlainTextReader>(std::move(stream), std::move(name), std::move(origin), options);
}

}  // namespace entente::ingest
