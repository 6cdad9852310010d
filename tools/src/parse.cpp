// `entente parse`: texts as tokens, sentences, tags, lemmas, dependency trees and names.
#include "commands.hpp"
#include "console.hpp"
#include "data_directory.hpp"
#include "reading.hpp"
#include "tree_text.hpp"

#include <fstream>
#include <iostream>
#include <memory>
#include <string>

#include <entente/ingest/conllu.hpp>
#include <entente/ingest/language_pipeline.hpp>
#include <entente/ingest/pipeline.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace entente::tools {
namespace {

using ingest::Document;
using ingest::LanguagePipeline;
using ingest::NamedSpan;
using ingest::Sentence;
using ingest::Token;
using nlohmann::ordered_json;

constexpr std::size_t kSentencesAtOnce = 256;

Span span_of(const Document& document, const NamedSpan& name) {
  return {document.tokens[name.begin].span.begin_byte, document.tokens[name.end - 1].span.end_byte};
}

ordered_json span_json(const Span& span, std::string_view text) {
  return {{"begin", span.begin_byte}, {"end", span.end_byte}, {"text", span.of(text)}};
}

// One sentence a line.
std::string render_jsonl(const Document& document, std::string_view id, std::size_t first_paragraph) {
  std::string out;
  std::size_t next_name = 0;
  std::size_t paragraph = first_paragraph;
  std::size_t number = 0;
  for (const Sentence& sentence : document.sentences) {
    if (document.tokens[sentence.begin].paragraph_before) {
      ++paragraph;
      number = 0;
    }
    ordered_json tokens = ordered_json::array();
    for (std::size_t i = sentence.begin; i < sentence.end; ++i) {
      const Token& token = document.tokens[i];
      tokens.push_back({{"form", token.span.of(document.text)},
                        {"begin", token.span.begin_byte},
                        {"end", token.span.end_byte},
                        {"lemma", token.lemma},
                        {"upos", to_string(token.pos)},
                        {"xpos", token.xpos},
                        {"head", token.head == Token::kRoot ? 0 : token.head - sentence.begin + 1},
                        {"deprel", token.relation}});
    }
    ordered_json entities = ordered_json::array();
    for (const NamedSpan& name : names_of(document, sentence, next_name)) {
      ordered_json entity = {{"type", to_string(name.type)}};
      entity.update(span_json(span_of(document, name), document.text));
      entities.push_back(std::move(entity));
    }
    const ordered_json line = {{"article", id},
                               {"paragraph", paragraph},
                               {"sentence", ++number},
                               {"english", document.english},
                               {"span", span_json(document.span_of(sentence), document.text)},
                               {"tokens", std::move(tokens)},
                               {"entities", std::move(entities)}};
    out += line.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
    out += '\n';
  }
  return out;
}

std::string render_text(const Document& document) {
  std::string out;
  std::size_t next_name = 0;
  if (!document.english) out += "(This does not look like English.)\n\n";
  for (const Sentence& sentence : document.sentences) {
    const auto names = names_of(document, sentence, next_name);
    out +=
        fmt::format("{}\n{}\n", document.span_of(sentence).of(document.text), render_tree(document, sentence, names));
  }
  return out;
}

std::string render(const Document& document, std::string_view id, std::size_t first_paragraph,
                   const std::string& format) {
  if (format == "jsonl") return render_jsonl(document, id, first_paragraph);
  if (format == "text") return render_text(document);
  std::string out;
  ingest::write_conllu(document, id, first_paragraph, out);
  return out;
}

// Given words and sentences: reads and writes some sentences at a time.
Result<void> parse_conllu(const ParseOptions& options, const LanguagePipeline& pipeline, const std::string& path) {
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file) return Error{ErrorCode::io, "the file cannot be opened", path, "check its name and your rights"};
  }
  ingest::ConlluReader reader(path == "-" ? std::cin : file, path == "-" ? "standard input" : path);
  std::vector<ingest::ConlluSentence> sentences;
  for (std::size_t done = 0;; done += sentences.size()) {
    sentences.clear();
    if (auto read = reader.read(kSentencesAtOnce, sentences); !read) return read.error();
    if (sentences.empty()) return {};
    std::string text;
    Document document = make_document(sentences, text);
    pipeline.annotate(document);
    if (options.format == "conllu") {
      std::string out;
      write_conllu(sentences, document, out);
      print(out);
    } else {
      print(render(document, path, done, options.format));
    }
  }
}

}  // namespace

ExitCode run_parse(const ParseOptions& options) {
  auto model = load_shipped_language_model(options.reading.data);
  if (!model) return fail(model.error());
  const LanguagePipeline pipeline(*model);
  ExitCode code = kDone;
  if (options.input == "conllu") {
    for (const std::string& path : options.reading.paths) {
      if (auto parsed = parse_conllu(options, pipeline, path); !parsed) {
        fail(parsed.error());
        code = kSomeArticlesFailed;
      }
    }
  } else {
    auto reader = open_articles(options.reading);
    if (!reader) return fail(reader.error());
    ingest::render_parts(
        **reader, options.reading.jobs,
        [&](const ingest::ArticlePart& part) {
          const Document document = pipeline.parse(part.article->text, part.paragraphs);
          return render(document, part.article->id.value, part.first_paragraph, options.format);
        },
        [&](const Result<std::string>& parsed) {
          if (parsed) {
            print(*parsed);
          } else {
            fail(parsed.error());
            code = kSomeArticlesFailed;
          }
          return true;
        });
  }
  if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
  return code;
}

}  // namespace entente::tools
