#include "characters.hpp"
#include "kernels.hpp"
#include "language_model_parts.hpp"
#include "paragraphs.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>

#include <entente/ingest/language_pipeline.hpp>
#include <entente/schemas/fold.hpp>

namespace entente::ingest {
namespace {

using namespace language;

static_assert(LanguagePipeline::kLongestSentence == Segmenter::kLongestSentence);

// Words that go through the network together: enough to keep its weights busy, few enough for the second-level cache.
constexpr std::size_t kBatch = 96;
constexpr std::size_t kLongestLemma = 64;  // Bytes of a form that lemma rules are applied to.

struct Workspace {
  WordFormCache cache;
  SegmenterWorkspace segmenter;
  NetworkWorkspace network;
  std::vector<SegmentedWord> words;
  std::vector<std::string_view> forms;
  std::vector<std::size_t> lengths;
  std::vector<WordLabels> labels;
};

const Kernels& kernels_of(LanguagePipelineOptions::Instructions wanted) {
  using Instructions = LanguagePipelineOptions::Instructions;
  const Kernels* kernels = nullptr;
  if (wanted == Instructions::avx2) kernels = kernels_for(InstructionSet::avx2);
  if (wanted == Instructions::best) return best_kernels();
  return kernels ? *kernels : *kernels_for(InstructionSet::portable);
}

void describe(std::string_view form, Token& token) {
  int upper = 0;
  int letters = 0;
  for (std::size_t at = 0; at < form.size();) {
    const Character c = character_at(form, at);
    const bool is_upper = c.code < 0x80 ? c.code >= 'A' && c.code <= 'Z' : u_isupper(c.code) != 0;
    const bool is_letter = c.code < 0x80 ? is_upper || (c.code >= 'a' && c.code <= 'z') : u_isalpha(c.code) != 0;
    if (at == 0) token.capitalized = is_upper;
    upper += is_upper ? 1 : 0;
    letters += is_letter ? 1 : 0;
    token.word = token.word || is_letter || is_digit(c.code) || (c.code >= 0x80 && u_isalnum(c.code));
    at += c.size;
  }
  token.all_caps = upper >= 2 && upper == letters;
  token.folded = fold(form);
}

std::string lemma_of(std::string_view form, const LemmaRule& rule) {
  if (form.size() > kLongestLemma) return std::string(form);
  std::string lemma;
  if (rule.lower_case) {
    for (std::size_t at = 0; at < form.size();) {
      const Character c = character_at(form, at);
      append_utf8(lemma, lower(c.code));
      at += c.size;
    }
  } else {
    lemma = form;
  }
  std::size_t end = lemma.size();
  for (std::size_t i = 0; i < rule.cut; ++i) {
    if (end == 0) return lemma;  // The rule is of longer words.
    do --end;
    while (end > 0 && (static_cast<unsigned char>(lemma[end]) & 0xC0U) == 0x80);
  }
  if (end == 0 && rule.add.empty()) return lemma;
  lemma.resize(end);
  return lemma += rule.add;
}

bool is_apostrophe(std::string_view form) { return form == "'" || form == "\xE2\x80\x99"; }

}  // namespace

// Memory that calls leave for later ones: a thread takes one and gives it back.
struct LanguagePipeline::Workspaces {
  explicit Workspaces(const Kernels& of) : kernels(of) {}

  std::unique_ptr<Workspace> take() {
    const std::lock_guard lock(mutex);
    if (free.empty()) return std::make_unique<Workspace>();
    auto workspace = std::move(free.back());
    free.pop_back();
    return workspace;
  }
  void give_back(std::unique_ptr<Workspace> workspace) {
    const std::lock_guard lock(mutex);
    free.push_back(std::move(workspace));
  }

  const Kernels& kernels;
  std::mutex mutex;
  std::vector<std::unique_ptr<Workspace>> free;
};

LanguagePipeline::LanguagePipeline(std::shared_ptr<const LanguageModel> model, const LanguagePipelineOptions& options)
    : model_(std::move(model)),
      keep_encodings_(options.keep_encodings),
      workspaces_(std::make_unique<Workspaces>(kernels_of(options.instructions))) {}
LanguagePipeline::~LanguagePipeline() = default;

Document LanguagePipeline::parse(std::string_view text) const { return parse(text, find_paragraphs(text)); }

Document LanguagePipeline::parse(std::string_view text, const std::vector<Span>& paragraphs) const {
  Document document = segment(text, paragraphs);
  annotate(document);
  return document;
}

std::vector<Span> LanguagePipeline::find_paragraphs(std::string_view text) {
  std::vector<Span> paragraphs;
  language::find_paragraphs(text, paragraphs);
  return paragraphs;
}

Document LanguagePipeline::segment(std::string_view text, const std::vector<Span>& paragraphs) const {
  Document document;
  document.text = text;
  auto workspace = workspaces_->take();
  workspace->words.clear();
  model_->parts().segmenter.segment(text, paragraphs, model_->parts().network, workspace->cache, workspace->segmenter,
                                    workspace->words);
  document.tokens.reserve(workspace->words.size());
  for (const SegmentedWord& word : workspace->words) {
    if (word.begins_sentence) {
      if (!document.sentences.empty()) document.sentences.back().end = document.tokens.size();
      document.sentences.push_back({document.tokens.size(), 0});
    }
    Token& token = document.tokens.emplace_back();
    token.span = word.span;
    token.space_before = word.space_before;
    token.paragraph_before = word.begins_paragraph;
    token.joined = word.joined;
  }
  if (!document.sentences.empty()) document.sentences.back().end = document.tokens.size();
  workspaces_->give_back(std::move(workspace));
  return document;
}

void LanguagePipeline::annotate(Document& document) const {
  const LanguageModel::Parts& parts = model_->parts();
  const NetworkLabels& names = parts.network.labels();
  auto workspace = workspaces_->take();
  std::vector<std::string_view>& forms = workspace->forms;
  std::size_t letters_words = 0;
  std::size_t known_words = 0;
  std::size_t next = 0;
  document.encodings.clear();
  while (next < document.sentences.size()) {
    // A batch of sentences.
    const std::size_t first_sentence = next;
    const std::size_t first = document.sentences[next].begin;
    forms.clear();
    workspace->lengths.clear();
    do {
      const Sentence& sentence = document.sentences[next++];
      for (std::size_t i = sentence.begin; i < sentence.end; ++i) {
        forms.push_back(document.tokens[i].span.of(document.text));
      }
      workspace->lengths.push_back(sentence.end - sentence.begin);
    } while (next < document.sentences.size() &&
             forms.size() + document.sentences[next].end - document.sentences[next].begin <= kBatch);
    if (workspace->labels.size() < forms.size()) workspace->labels.resize(forms.size());
    parts.network.label(workspaces_->kernels, forms, workspace->lengths, workspace->cache, workspace->network,
                        workspace->labels.data());
    if (keep_encodings_) {
      document.encoding_width = parts.network.encoding_width();
      const auto& states = workspace->network.states;
      document.encodings.insert(document.encodings.end(), states.begin(),
                                states.begin() + static_cast<std::ptrdiff_t>(forms.size() * document.encoding_width));
    }
    for (std::size_t s = first_sentence; s < next; ++s) {
      const Sentence& sentence = document.sentences[s];
      for (std::size_t i = sentence.begin; i < sentence.end; ++i) {
        const WordLabels& labels = workspace->labels[i - first];
        const std::string_view form = forms[i - first];
        Token& token = document.tokens[i];
        describe(form, token);
        token.pos = parts.upos[labels.upos];
        token.xpos = names.xpos[labels.xpos];
        token.relation = names.deprel[labels.deprel];
        token.head = labels.head == 0 ? Token::kRoot : sentence.begin + labels.head - 1;
        token.lemma = lemma_of(form, parts.lemmas[labels.lemma]);
        if (!token.space_before && token.pos == PartOfSpeech::part && is_apostrophe(form) && i > sentence.begin) {
          token.joined = true;  // "the Allies|'"
        }
        if (token.word) {
          ++letters_words;
          known_words += parts.network.is_trained(parts.network.word(workspace->cache, form)) ? 1 : 0;
        }
        const EntityLabel& entity = parts.entities[labels.entity];
        if (entity.outside) continue;
        const bool continues = !entity.begins && !document.names.empty() && document.names.back().end == i &&
                               document.names.back().type == entity.type && i > sentence.begin;
        if (continues) {
          document.names.back().end = i + 1;
        } else {
          document.names.push_back({i, i + 1, entity.type});
        }
      }
    }
  }
  document.english = known_words * 2 >= letters_words;
  workspaces_->give_back(std::move(workspace));
}

}  // namespace entente::ingest
