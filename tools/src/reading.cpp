#include "reading.hpp"

#include "data_directory.hpp"

#include <utility>

namespace entente::tools {

Result<ReadingSetup> set_up_reading(const ReadingOptions& options) {
  ingest::ReaderOptions reader_options;
  reader_options.default_source = options.source;
  reader_options.newest_date = today();
  const auto date = parse_date(options.date);
  if (!date) return date.error().at("--date");
  reader_options.default_date = *date;

  ReadingSetup setup;
  auto knowledge = load_shipped_knowledge(options.data);
  if (!knowledge) return knowledge.error();
  setup.knowledge = std::make_unique<Knowledge>(std::move(*knowledge));
  auto extractor = ingest::make_pattern_extractor(*setup.knowledge);
  if (!extractor) return extractor.error();
  setup.extractor = std::move(*extractor);
  setup.reader = ingest::read_paths(options.paths, reader_options);
  return setup;
}

}  // namespace entente::tools
