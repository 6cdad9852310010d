// `entente explain`: why a text gave the statements that it gave.
#include "commands.hpp"
#include "console.hpp"
#include "reading.hpp"
#include "tree_text.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <entente/ingest/text.hpp>

#include <fmt/format.h>

namespace entente::tools {
namespace {

using ingest::ExplainedMatch;
using ingest::ExplainedWord;
using ingest::Explanation;

std::string words_text(const std::vector<ExplainedWord>& words, std::string_view text) {
  std::string line;
  for (const ExplainedWord& word : words) {
    if (!line.empty()) line += ", ";
    line += fmt::format("{} \"{}\"", word.part, word.span.of(text));
  }
  return line;
}

std::string match_text(const ExplainedMatch& match, std::string_view text) {
  std::string out = fmt::format("  {}: {}\n    {}\n", match.rule, match.pattern, words_text(match.words, text));
  if (!match.cues.empty()) out += fmt::format("    cues: {}\n", words_text(match.cues, text));
  if (!match.problem.empty()) out += fmt::format("    no statement: {}\n", match.problem);
  for (const ExtractedStatement& extracted : match.statements) {
    const auto& [statement, evidence] = extracted;
    out += fmt::format("    => {} {} {} [{}, {}, {}]  confidence {:.2f}\n", statement.subject.value, statement.relation,
                       statement.object.value, to_string(statement.factuality.polarity),
                       to_string(statement.factuality.modality), to_string(statement.factuality.phase),
                       evidence.confidence);
    for (const Attribution& link : evidence.attribution) {
      out += fmt::format("       {} \"{}\" ({})\n", link.source, link.verb, to_string(link.stance));
    }
  }
  return out;
}

std::string explanation_text(const Explanation& explanation) {
  const auto& document = explanation.document;
  std::string out;
  std::size_t next_name = 0;
  for (std::size_t i = 0; i < document.sentences.size(); ++i) {
    const auto& sentence = document.sentences[i];
    out += fmt::format("{}\n{}", document.span_of(sentence).of(document.text),
                       render_tree(document, sentence, names_of(document, sentence, next_name)));
    for (const ingest::Mention& mention : explanation.sentences[i].mentions) {
      out += fmt::format("  mention \"{}\" = {}{}\n", mention.span.of(document.text), mention.entity->key.value,
                         mention.coreferent ? " (coreference)" : "");
    }
    for (const ExplainedMatch& match : explanation.sentences[i].matches) out += match_text(match, document.text);
    for (const ingest::ExplainedCandidate& candidate : explanation.sentences[i].candidates) {
      out += fmt::format("  {} {:.2f}: {} {} {}  {}({})\n", candidate.accepted ? "accepted" : "rejected",
                         candidate.probability, candidate.subject.value, candidate.relation, candidate.object.value,
                         candidate.rule.empty() ? "" : candidate.rule + " ", candidate.paths);
    }
    out += '\n';
  }
  return out;
}

}  // namespace

ExitCode run_explain(const ExplainOptions& options) {
  auto reading = set_up_extraction(options.data);
  if (!reading) return fail(reading.error());
  auto text = ingest::normalize_text(options.text);
  if (!text) return fail(text.error());
  const auto date = parse_date(options.date);
  if (!date) return fail(date.error().at("--date"));
  Article article;
  article.title = options.title;
  article.date = *date;
  article.text = std::move(*text);
  print(explanation_text(*reading->extractor->explain(std::move(article))));
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return kDone;
}

}  // namespace entente::tools
