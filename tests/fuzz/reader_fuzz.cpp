// Articles in all formats, packed or not: any bytes end in articles and errors. The first byte chooses the format.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <sstream>
#include <string>

#include <entente/ingest/article_reader.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  entente::ingest::ReaderOptions options;
  const auto names = entente::ingest::article_format_names();
  options.format = *entente::ingest::parse_article_format(names[data[0] % names.size()]);
  options.max_article_bytes = std::size_t{1} << 20;
  const auto reader = entente::ingest::read_stream(
      std::make_unique<std::istringstream>(std::string(reinterpret_cast<const char*>(data) + 1, size - 1)), "fuzz",
      "/fuzz", options);
  std::size_t articles = 0;
  while (const auto read = reader->next()) {
    // An article has a text and an id, an error says what is wrong.
    if (read->article ? read->article->text.empty() || read->article->id.value.empty()
                      : read->article.error().message.empty())
      std::abort();
    if (++articles > 2 * size + 2) std::abort();  // No bytes, no articles.
  }
  return 0;
}
