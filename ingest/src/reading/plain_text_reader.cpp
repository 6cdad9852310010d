#include "article_finish.hpp"
#include "file_reader.hpp"

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

Result<Article> read(InputFile& file, const ReaderOptions& options) {
  auto text = read_all(*file.source, options.max_article_bytes, file.name);
  if (!text) return text.error();
  if (text->empty()) {
    return Error{ErrorCode::invalid_input, "the file is empty", file.name, "remove it or give it a text"};
  }
  Article article;
  article.text = std::move(*text);
  article.origin = file.origin;
  auto finished = finish(std::move(article), file.name, options);
  if (finished) finished->title = headline_of(finished->text);
  return finished;
}

}  // namespace

std::unique_ptr<FileReader> read_plain_text(InputFile file, const ReaderOptions& options) {
  std::vector<ReadArticle> one;
  one.push_back({read(file, options), file.name});
  return read_known(std::move(one));
}

}  // namespace entente::ingest
