// From the command line's reading options to a running pipeline.
#pragma once

#include "commands.hpp"

#include <memory>

#include <entente/graph/store.hpp>
#include <entente/ingest/article_reader.hpp>
#include <entente/ingest/statement_extractor.hpp>
#include <entente/schemas/knowledge.hpp>
#include <entente/schemas/result.hpp>

namespace entente::tools {

// An extractor with what it needs.
struct ExtractionSetup {
  std::unique_ptr<Knowledge> knowledge;  // Outlives the extractor.
  std::unique_ptr<ingest::StatementExtractor> extractor;
};

Result<ExtractionSetup> set_up_extraction(const DataOptions& options);

// What a store keeps of it.
graph::Extraction describe_extraction(const ExtractionSetup& setup);

// What reading articles needs, made once.
struct ReadingSetup : ExtractionSetup {
  std::unique_ptr<ingest::ArticleReader> reader;
};

Result<ReadingSetup> set_up_reading(const ReadingOptions& options);

// The articles alone.
Result<std::unique_ptr<ingest::ArticleReader>> open_articles(const ReadingOptions& options);

}  // namespace entente::tools
