// `entente extract`: statements without a store. One JSON object a line, as schemas/json/extraction.schema.json says.
#include "commands.hpp"
#include "console.hpp"
#include "reading.hpp"

#include <string>

#include <entente/ingest/pipeline.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace entente::tools {
namespace {

using nlohmann::ordered_json;

ordered_json span_json(const Span& span, std::string_view text) {
  return {{"begin", span.begin_byte}, {"end", span.end_byte}, {"text", span.of(text)}};
}

const Entity& entity_of(const Contribution& contribution, const EntityKey& key) {
  for (const EntityMentions& mentions : contribution.entities) {
    if (mentions.entity->key == key) return *mentions.entity;
  }
  std::abort();  // Contributions hold every subject and object: a bug otherwise.
}

ordered_json argument_json(const Entity& entity, const Span& mention, std::string_view text) {
  return {{"key", entity.key.value},
          {"name", entity.name},
          {"type", to_string(entity.type)},
          {"mention", span_json(mention, text)}};
}

ordered_json statement_json(const Contribution& contribution, const ExtractedStatement& extracted) {
  const std::string_view text = contribution.article.text;
  const auto& [statement, evidence] = extracted;
  ordered_json attribution = ordered_json::array();
  for (const Attribution& link : evidence.attribution) {
    attribution.push_back({{"source", link.source}, {"verb", link.verb}, {"stance", to_string(link.stance)}});
  }
  ordered_json line = {{"article", contribution.article.id.value},
                       {"relation", statement.relation},
                       {"subject", argument_json(entity_of(contribution, statement.subject), evidence.subject, text)},
                       {"object", argument_json(entity_of(contribution, statement.object), evidence.object, text)},
                       {"polarity", to_string(statement.factuality.polarity)},
                       {"modality", to_string(statement.factuality.modality)},
                       {"phase", to_string(statement.factuality.phase)},
                       {"attribution", attribution},
                       {"sentence", span_json(evidence.sentence, text)},
                       {"trigger", evidence.trigger},
                       {"rule", evidence.rule}};
  if (evidence.time.from.known()) line["time"]["from"] = evidence.time.from.to_string();
  if (evidence.time.until.known()) line["time"]["until"] = evidence.time.until.to_string();
  line["confidence"] = evidence.confidence;
  return line;
}

std::string statement_text(const Contribution& contribution, const ExtractedStatement& extracted) {
  const auto& [statement, evidence] = extracted;
  std::string line = fmt::format("{} {} {}", entity_of(contribution, statement.subject).name, statement.relation,
                                 entity_of(contribution, statement.object).name);
  if (!statement.factuality.is_fact()) {
    line += fmt::format(" [{}, {}, {}]", to_string(statement.factuality.polarity),
                        to_string(statement.factuality.modality), to_string(statement.factuality.phase));
  }
  for (const Attribution& link : evidence.attribution) {
    line += fmt::format(" ({} \"{}\", {})", link.source, link.verb, to_string(link.stance));
  }
  return fmt::format("{}\n    {}\n    {}: {}\n", line, evidence.sentence.of(contribution.article.text),
                     contribution.article.id.value, evidence.rule);
}

}  // namespace

ExitCode run_extract(const ExtractOptions& options) {
  auto setup = set_up_reading(options.reading);
  if (!setup) return fail(setup.error());
  ExitCode code = kDone;
  ingest::process_articles(
      *setup->reader, *setup->extractor, {options.reading.jobs, {}}, [&](const ingest::ProcessedArticle& processed) {
        if (!processed.contribution) {
          fail(processed.contribution.error());
          code = kSomeArticlesFailed;
          return true;
        }
        for (const ExtractedStatement& extracted : processed.contribution->statements) {
          print(options.format == "text" ? statement_text(*processed.contribution, extracted)
                                         : statement_json(*processed.contribution, extracted).dump() + "\n");
        }
        return true;
      });
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return code;
}

}  // namespace entente::tools
