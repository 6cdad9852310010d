// Feeds any bytes to the language pipeline: no crash, no hang, and a document that is whole.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <entente/ingest/language_pipeline.hpp>

namespace {

using namespace entente::ingest;

const LanguagePipeline& pipeline() {
  static const LanguagePipeline made = [] {
    auto model = LanguageModel::open(ENTENTE_SOURCE_DIR "/schemas/language/english.model");
    if (!model) std::abort();
    return LanguagePipeline(*model);
  }();
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Document document = pipeline().parse(text);
  std::uint32_t end = 0;
  for (const Token& token : document.tokens) {
    if (token.span.begin_byte < end || token.span.end_byte <= token.span.begin_byte) std::abort();
    end = token.span.end_byte;
  }
  if (end > size) std::abort();
  for (const Sentence& sentence : document.sentences) {
    std::size_t roots = 0;
    for (std::size_t i = sentence.begin; i < sentence.end; ++i) {
      const std::size_t head = document.tokens[i].head;
      roots += head == Token::kRoot ? 1 : 0;
      if (head != Token::kRoot && (head < sentence.begin || head >= sentence.end)) std::abort();
    }
    if (roots != 1) std::abort();
  }
  return 0;
}
