// Reads and extracts articles on several threads, and hands them on in the order of the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include <entente/ingest/article_reader.hpp>
#include <entente/ingest/statement_extractor.hpp>
#include <entente/schemas/contribution.hpp>
#include <entente/schemas/result.hpp>

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

}  // namespace entente::ingest
