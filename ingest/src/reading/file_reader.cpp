#include "file_reader.hpp"

#include <utility>

namespace entente::ingest {
namespace {

class KnownReader final : public FileReader {
 public:
  explicit KnownReader(std::vector<ReadArticle> articles) : articles_(std::move(articles)) {}
  std::optional<ReadArticle> next() override {
    if (next_ == articles_.size()) return std::nullopt;
    return std::move(articles_[next_++]);
  }

 private:
  std::vector<ReadArticle> articles_;
  std::size_t next_ = 0;
};

}  // namespace

std::unique_ptr<FileReader> read_known(std::vector<ReadArticle> articles) {
  return std::make_unique<KnownReader>(std::move(articles));
}

}  // namespace entente::ingest
