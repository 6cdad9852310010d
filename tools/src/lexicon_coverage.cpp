// `entente lexicon coverage`: the names of articles that the lexicon does not know.
#include "commands.hpp"
#include "console.hpp"
#include "data_directory.hpp"
#include "reading.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <entente/ingest/language_pipeline.hpp>
#include <entente/ingest/name_coverage.hpp>
#include <entente/ingest/pipeline.hpp>

#include <fmt/format.h>

namespace entente::tools {
namespace {

struct Count {
  std::size_t times = 0;
  std::map<std::string, std::size_t> types;

  // What the language model took the name for most often.
  const std::string& type() const {
    return std::max_element(types.begin(), types.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
  }
};

struct Counts {
  std::map<std::string, Count> known;
  std::map<std::string, Count> unknown;
  std::size_t known_times = 0;
  std::size_t unknown_times = 0;

  // Lines of "known or not, type, name", separated by tabs.
  void add(std::string_view lines) {
    while (!lines.empty()) {
      const std::size_t end = lines.find('\n');
      const std::string_view line = lines.substr(0, end);
      lines.remove_prefix(end + 1);
      const std::size_t tab = line.find('\t', 2);
      const bool is_known = line[0] == '1';
      Count& count = (is_known ? known : unknown)[std::string(line.substr(tab + 1))];
      ++count.times;
      ++count.types[std::string(line.substr(2, tab - 2))];
      ++(is_known ? known_times : unknown_times);
    }
  }
};

std::string table(const std::map<std::string, Count>& names, const LexiconCoverageOptions& options) {
  std::vector<const std::pair<const std::string, Count>*> shown;
  for (const auto& entry : names) {
    const auto words = static_cast<std::size_t>(std::count(entry.first.begin(), entry.first.end(), ' ')) + 1;
    if (entry.second.times >= options.minimum && words >= options.words) shown.push_back(&entry);
  }
  std::stable_sort(shown.begin(), shown.end(),
                   [](const auto* a, const auto* b) { return a->second.times > b->second.times; });
  if (options.limit > 0 && shown.size() > options.limit) shown.resize(options.limit);
  std::string out;
  for (const auto* entry : shown) {
    out += fmt::format("{}\t{}\t{}\n", entry->second.times, entry->second.type(), entry->first);
  }
  return out;
}

}  // namespace

ExitCode run_lexicon_coverage(const LexiconCoverageOptions& options) {
  const auto lexicon = load_shipped_lexicon(options.reading.data);
  if (!lexicon) return fail(lexicon.error());
  const auto words = load_shipped_words(options.reading.data);
  if (!words) return fail(words.error());
  auto model = load_shipped_language_model(options.reading.data);
  if (!model) return fail(model.error());
  const ingest::LanguagePipeline pipeline(*model);
  const ingest::NameCoverage coverage(*lexicon, *words);
  auto reader = open_articles(options.reading);
  if (!reader) return fail(reader.error());
  ExitCode code = kDone;
  Counts counts;
  ingest::render_parts(
      **reader, options.reading.jobs,
      [&](const ingest::ArticlePart& part) {
        std::string lines;
        for (const auto& name : coverage.names_in(pipeline.parse(part.article->text, part.paragraphs))) {
          lines += fmt::format("{}\t{}\t{}\n", name.known ? 1 : 0, name.type.empty() ? "-" : name.type, name.text);
        }
        return lines;
      },
      [&](const Result<std::string>& lines) {
        if (lines) {
          counts.add(*lines);
        } else {
          fail(lines.error());
          code = kSomeArticlesFailed;
        }
        return true;
      });
  print(table(options.known ? counts.known : counts.unknown, options));
  const std::size_t all = counts.known_times + counts.unknown_times;
  fmt::print(stderr, "{} names in the text, {} known ({:.1f} %); {} different ones unknown\n", all, counts.known_times,
             all == 0 ? 0.0 : 100.0 * static_cast<double>(counts.known_times) / static_cast<double>(all),
             counts.unknown.size());
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return code;
}

}  // namespace entente::tools
