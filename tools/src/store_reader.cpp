#include "store_reader.hpp"

#include <utility>
#include <vector>

namespace entente::tools {
namespace {

class StoreReader final : public ingest::ArticleReader {
 public:
  explicit StoreReader(const graph::PropertyGraph& graph) : graph_(graph), articles_(graph.articles()) {}

  std::optional<ingest::ReadArticle> next() override {
    if (!articles_) {
      if (std::exchange(failed_, true)) return std::nullopt;
      return ingest::ReadArticle{articles_.error(), articles_.error().place};
    }
    if (next_ == articles_->size()) return std::nullopt;
    graph::ArticleSummary& summary = (*articles_)[next_++];
    auto text = graph_.article_text(summary.number);
    if (!text) return ingest::ReadArticle{text.error(), summary.id.value};
    std::string place = summary.id.value;
    Article article;
    article.id = std::move(summary.id);
    article.url = std::move(summary.url);
    article.title = std::move(summary.title);
    article.source = std::move(summary.source);
    article.author = std::move(summary.author);
    article.date = summary.date;
    article.date_origin = std::move(summary.date_origin);
    article.language = std::move(summary.language);
    article.text = std::move(*text);
    return ingest::ReadArticle{std::move(article), std::move(place)};
  }

  std::uint64_t bytes_read() const override { return next_; }

 private:
  const graph::PropertyGraph& graph_;
  Result<std::vector<graph::ArticleSummary>> articles_;
  std::size_t next_ = 0;
  bool failed_ = false;
};

}  // namespace

std::unique_ptr<ingest::ArticleReader> read_store(const graph::PropertyGraph& graph) {
  return std::make_unique<StoreReader>(graph);
}

}  // namespace entente::tools
