// How fast the lexicon is loaded and matched.
//
//   lexicon_benchmark COMPILED TEXT [ALIASES]
//
// COMPILED  a compiled lexicon (`entente lexicon compile`)
// TEXT      the text to be matched, repeated to 64 MB
// ALIASES   fill the shipped lexicon up to so many aliases with pairs and triples of its words (default 100000)
//
// Each figure is the best of five runs on one core.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <entente/schemas/lexicon.hpp>
#include <entente/schemas/lexicon_compiler.hpp>

#include <fmt/format.h>

namespace {

constexpr std::size_t kTextBytes = std::size_t{64} << 20;
constexpr int kRuns = 5;

double best_seconds(const std::function<void()>& work) {
  double best = 1e9;
  for (int i = 0; i < kRuns; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  return best;
}

entente::Lexicon checked(entente::Result<entente::Lexicon> lexicon) {
  if (lexicon) return std::move(*lexicon);
  fmt::print(stderr, "{}\n", lexicon.error().to_string());
  std::exit(1);
}

// A lexicon file of invented names that share the words of real ones.
std::string fill_up(const entente::Lexicon& base, std::size_t aliases) {
  std::set<std::string> words;
  for (std::uint32_t i = 0; i < base.alias_count(); ++i) {
    std::istringstream text{std::string(base.text_of({i}))};
    for (std::string word; text >> word;) {
      const bool plain = std::all_of(word.begin(), word.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
      if (plain && word.size() > 3 && std::isupper(static_cast<unsigned char>(word[0])) != 0) words.insert(word);
    }
  }
  const std::vector<std::string> list(words.begin(), words.end());
  std::string json = R"({"description": "benchmark", "license": "CC0-1.0", "entities": [)";
  for (std::size_t i = 0; i + base.alias_count() < aliases; ++i) {
    const std::string& first = list[i % list.size()];
    const std::string& second = list[(i * 7919 + i / list.size()) % list.size()];
    json +=
        fmt::format("{}{{\"key\": \"person/p{}\", \"type\": \"Person\", \"name\": \"{} {}{}\"}}", i > 0 ? ",\n" : "", i,
                    first, second, i < list.size() ? "" : " " + list[(i * 104729) % list.size()]);
  }
  return json + "]}";
}

void measure(const entente::Lexicon& lexicon, const std::string& text) {
  std::size_t matches = 0;
  const double seconds = best_seconds([&] { matches = lexicon.match(text).size(); });
  fmt::print("match   {:>8} aliases  {:7.1f} MB/s  {} matches in {} MB\n", lexicon.alias_count(),
             static_cast<double>(text.size()) / 1e6 / seconds, matches, text.size() / 1000000);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: lexicon_benchmark COMPILED TEXT [ALIASES]\n");
    return 2;
  }
  const std::filesystem::path path = argv[1];
  const double load = best_seconds([&] { checked(entente::Lexicon::open(path)); });
  const entente::Lexicon lexicon = checked(entente::Lexicon::open(path));
  fmt::print("load    {:>8} aliases  {:7.2f} ms  {} bytes\n", lexicon.alias_count(), load * 1e3,
             std::filesystem::file_size(path));
  std::ifstream stream(argv[2], std::ios::binary);
  const std::string once((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (once.empty()) {
    fmt::print(stderr, "no text in {}\n", argv[2]);
    return 2;
  }
  std::string text;
  while (text.size() < kTextBytes) text += once;
  measure(lexicon, text);

  const std::size_t aliases = argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 100000;
  const auto folder = std::filesystem::temp_directory_path();
  const auto source = folder / "lexicon_benchmark.json";
  const auto compiled = folder / "lexicon_benchmark.lexicon";
  std::ofstream(source) << fill_up(lexicon, aliases);
  auto sources = entente::LexiconSources::in_directory(ENTENTE_SOURCE_DATA "/lexicon",
                                                       ENTENTE_SOURCE_DATA "/json/lexicon.schema.json");
  if (!sources) return 1;
  sources->user_files.push_back(source);
  const auto made = entente::compile_lexicon(*sources);
  if (!made) {
    fmt::print(stderr, "{}\n", made.error().to_string());
    return 1;
  }
  std::ofstream(compiled, std::ios::binary) << made->bytes;
  const double large_load = best_seconds([&] { checked(entente::Lexicon::open(compiled)); });
  const entente::Lexicon large = checked(entente::Lexicon::open(compiled));
  fmt::print("load    {:>8} aliases  {:7.2f} ms  {} bytes\n", large.alias_count(), large_load * 1e3,
             made->bytes.size());
  measure(large, text);
  std::filesystem::remove(source);
  std::filesystem::remove(compiled);
  return 0;
}
