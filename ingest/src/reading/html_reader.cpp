#include "article_finish.hpp"
#include "file_reader.hpp"
#include "html_page.hpp"

#include <utility>

namespace entente::ingest {
namespace {

Result<Article> read(InputFile& file, const ReaderOptions& options) {
  const auto bytes = read_all(*file.source, options.max_article_bytes, file.name);
  if (!bytes) return bytes.error();
  Article article = read_html_page(*bytes, "", "");
  if (article.text.empty()) return no_article_text(file.name);
  if (article.id.value.empty()) article.origin = file.origin;
  return finish(std::move(article), file.name, options);
}

}  // namespace

std::unique_ptr<FileReader> read_html(InputFile file, const ReaderOptions& options) {
  std::vector<ReadArticle> one;
  one.push_back({read(file, options), file.name});
  return read_known(std::move(one));
}

}  // namespace entente::ingest
