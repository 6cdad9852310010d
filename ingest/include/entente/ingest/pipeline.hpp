// Reads and extracts articles on several threads, and hands them on in the order of the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <entente/ingest/article_reader.hpp>
#include <entente/ingest/statement_extractor.hpp>
#include <entente/schemas/contribution.hpp>
#include <entente/schemas/result.hpp>
#include <entente/schemas/span.hpp>

namespace entente::ingest {

struct ProcessedArticle {
  std::string place;  // Where it was read: "news.jsonl:17".
  Result<Contribution> contribution;
  bool extracted = false;  // False where `is_known` spared the extraction: the contribution holds the article alone.
  std::uint64_t bytes_read = 0;  // By the reader, up to and with this article.
};

struct PipelineOptions {
  std::size_t jobs = 1;
  // Tells for an article whether its extraction can be spared. Called from several threads. May be empty.
  std::function<bool(const Article&)> is_known;
};

// Calls `sink` in the calling thread, once for each article and each failure, in the order of the input, whatever the
// number of jobs. An article leaves as soon as it and those before it are done, also while the reader waits for more.
// Stops early when `sink` returns false. At most a few articles per job are held in memory.
void process_articles(ArticleReader& reader, const StatementExtractor& extractor, const PipelineOptions& options,
                      const std::function<bool(ProcessedArticle)>& sink);

// Some paragraphs of an article: what a long one is divided into, so that it is worked on by several threads and need
// not be in memory whole with all that is known of it.
struct ArticlePart {
  std::shared_ptr<const Article> article;
  std::vector<Span> paragraphs;     // Ranges of the article's text.
  std::size_t first_paragraph = 0;  // Number of the first of them in the article.
};

// Calls `render` for the parts of articles on several threads, and `sink` in the calling thread with what it returned,
// in the order of the input. Articles that could not be read reach `sink` as errors. Stops early when `sink` returns
// false.
void render_parts(ArticleReader& reader, std::size_t jobs, const std::function<std::string(const ArticlePart&)>& render,
                  const std::function<bool(Result<std::string>)>& sink);

}  // namespace entente::ingest
