#include "reading.hpp"

#include "data_directory.hpp"

#include <utility>

#include <fmt/format.h>

namespace entente::tools {

Result<std::unique_ptr<ingest::ArticleReader>> open_articles(const ReadingOptions& options) {
  ingest::ReaderOptions reader_options;
  reader_options.default_source = options.source;
  reader_options.format = ingest::parse_article_format(options.format).value_or(ingest::ArticleFormat::automatic);
  reader_options.follow = options.follow;
  reader_options.newest_date = days_after(today(), 1);  // Where the sun rises first, tomorrow's papers are out.
  const auto date = parse_date(options.date);
  if (!date) return date.error().at("--date");
  reader_options.default_date = *date;
  return ingest::read_paths(options.paths, reader_options);
}

Result<ExtractionSetup> set_up_extraction(const DataOptions& options) {
  ExtractionSetup setup;
  auto knowledge = load_shipped_knowledge(options);
  if (!knowledge) return knowledge.error();
  setup.knowledge = std::make_unique<Knowledge>(std::move(*knowledge));
  auto model = load_shipped_language_model(options);
  if (!model) return model.error();
  auto statements = load_shipped_statement_model(options);
  if (!statements) return statements.error();
  auto extractor = ingest::make_statement_extractor(*setup.knowledge, std::move(*model), std::move(*statements));
  if (!extractor) return extractor.error();
  setup.extractor = std::move(*extractor);
  return setup;
}

graph::Extraction describe_extraction(const ExtractionSetup& setup) {
  const std::string knowledge = setup.knowledge->fingerprint.hex();
  return {hash_fields({setup.extractor->version(), knowledge}),
          fmt::format("entente {}, {}, lexicon {}, lexicon with ontology and word lists {}", ENTENTE_VERSION,
                      setup.extractor->version(), setup.knowledge->lexicon.fingerprint().hex().substr(0, 12),
                      knowledge.substr(0, 12))};
}

Result<ReadingSetup> set_up_reading(const ReadingOptions& options) {
  auto reader = open_articles(options);
  if (!reader) return reader.error();
  auto extraction = set_up_extraction(options.data);
  if (!extraction) return extraction.error();
  return ReadingSetup{std::move(*extraction), std::move(*reader)};
}

}  // namespace entente::tools
