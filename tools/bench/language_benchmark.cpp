// Speed of the language pipeline on one core, whole and by stage:
//
//   language_benchmark MODEL TEXT [portable|avx2]
//
// Words a second are those of the best of five rounds over the text; memory is the peak of the process, text included.
#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include <entente/ingest/language_pipeline.hpp>

#include <fmt/format.h>
#include <sys/resource.h>

namespace {

using namespace entente::ingest;

template <typename Work>
double seconds(const Work& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: language_benchmark MODEL TEXT [portable|avx2]\n");
    return 2;
  }
  std::ifstream file(argv[2], std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  LanguagePipelineOptions options;
  const std::string wanted = argc > 3 ? argv[3] : "best";
  if (wanted == "portable") options.instructions = LanguagePipelineOptions::Instructions::portable;
  if (wanted == "avx2") options.instructions = LanguagePipelineOptions::Instructions::avx2;

  std::shared_ptr<const LanguageModel> model;
  const double load = seconds([&] {
    auto opened = LanguageModel::open(argv[1]);
    if (opened) {
      model = *opened;
    } else {
      fmt::print(stderr, "{}\n", opened.error().to_string());
    }
  });
  if (!model) return 1;
  const LanguagePipeline pipeline(model, options);
  const double first = seconds([&] { static_cast<void>(pipeline.parse("The first sentence.")); });

  double segmenting = 1e9;
  double labelling = 1e9;
  double whole = 1e9;
  std::size_t words = 0;
  std::size_t sentences = 0;
  for (int round = 0; round < 5; ++round) {
    Document document;
    const double segmented =
        seconds([&] { document = pipeline.segment(text, LanguagePipeline::find_paragraphs(text)); });
    const double labelled = seconds([&] { pipeline.annotate(document); });
    words = document.tokens.size();
    sentences = document.sentences.size();
    segmenting = std::min(segmenting, segmented);
    labelling = std::min(labelling, labelled);
    whole = std::min(whole, segmented + labelled);
  }
  struct rusage usage {};
  getrusage(RUSAGE_SELF, &usage);
  const auto speed = [&](double time) { return static_cast<double>(words) / time; };
  fmt::print("model                {}, {:.1f} ms to open, {:.1f} ms to the first sentence\n", model->name(), load * 1e3,
             (load + first) * 1e3);
  fmt::print("text                 {:.1f} MB, {} words, {} sentences\n", static_cast<double>(text.size()) / 1e6, words,
             sentences);
  fmt::print("words and sentences  {:9.0f} words/s\n", speed(segmenting));
  fmt::print("labels and trees     {:9.0f} words/s\n", speed(labelling));
  fmt::print("whole pipeline       {:9.0f} words/s\n", speed(whole));
  fmt::print("peak memory          {:.0f} MB\n", static_cast<double>(usage.ru_maxrss) / 1024);
  return 0;
}
