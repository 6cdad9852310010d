// CoNLL-U, the format of treebanks (https://universaldependencies.org/format.html): reading given words, writing
// documents.
#pragma once

#include <cstddef>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include <entente/ingest/document.hpp>
#include <entente/schemas/result.hpp>

namespace entente::ingest {

// Sentences as a file has them: its lines are kept, so that they can be written with other labels.
struct ConlluSentence {
  struct Line {
    std::string form;
    std::string misc;
    std::size_t range_end = 0;  // Last word of a token of several words, which this line begins; 0 for a word.
  };
  std::vector<std::string> comments;
  std::vector<Line> lines;
  std::size_t words = 0;
};

class ConlluReader {
 public:
  // `name` stands for the stream in errors.
  ConlluReader(std::istream& stream, std::string name);

  // Appends up to `count` sentences; fewer at the end. Empty nodes are left out. Fails on a malformed line, naming it,
  // and on a sentence that is longer than the language pipeline can be given.
  Result<void> read(std::size_t count, std::vector<ConlluSentence>& sentences);

 private:
  Result<void> read_line(std::string& line, ConlluSentence& sentence);
  Error error(std::string message, std::string mend) const;

  std::istream& stream_;
  std::string name_;
  std::size_t line_number_ = 0;
};

// The words of given sentences as a document, over `text`, which this function fills and which must outlive it.
Document make_document(const std::vector<ConlluSentence>& sentences, std::string& text);

// Appends the sentences with the labels of `document`, which make_document made of them: LEMMA, UPOS, XPOS, HEAD, DEPREL
// and in MISC Entity are the document's, all else is kept.
void write_conllu(const std::vector<ConlluSentence>& sentences, const Document& document, std::string& out);

// Appends a document, which is the part of an article that begins with paragraph `first_paragraph` (counted from 0):
// "# newdoc id" before the first, "# newpar", "# sent_id = ID-p1-s1" and "# text", then a line a word. MISC says
// SpaceAfter=No, Entity=B-PER (I-PER for a name's further words) and TokenRange=begin:end, in bytes of the text.
void write_conllu(const Document& document, std::string_view id, std::size_t first_paragraph, std::string& out);

}  // namespace entente::ingest
