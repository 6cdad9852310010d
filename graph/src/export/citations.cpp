#include "formats.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace entente::graph {
namespace {

// The articles behind the selection, by id and content.
Result<std::map<std::pair<ArticleId, Hash128>, ArticleSummary>> articles_of(const ExportSource& source) {
  std::map<std::pair<ArticleId, Hash128>, ArticleSummary> articles;
  const auto read = each_evidence(source, [&](const SelectedStatement&, const StoredEvidence& piece) -> Result<void> {
    articles.emplace(std::pair(piece.article.id, piece.article.content_hash), piece.article);
    return {};
  });
  if (!read) return read.error();
  return articles;
}

// What BibTeX takes for commands, as text.
std::string bib_text(std::string_view text) {
  std::string safe;
  for (const char c : one_line(text)) {
    switch (c) {
      case '\\':
        safe += "{\\textbackslash}";
        break;
      case '{':
      case '}':
        break;  // Unbalanced ones break the file, balanced ones are not printed.
      case '#':
      case '$':
      case '%':
      case '&':
      case '_':
        safe += '\\';
        safe += c;
        break;
      case '~':
        safe += "{\\textasciitilde}";
        break;
      case '^':
        safe += "{\\textasciicircum}";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

// "A; B" as BibTeX lists names, each kept as it is written.
std::string bib_names(const std::string& authors) {
  std::string names;
  for (std::size_t begin = 0; begin < authors.size();) {
    const std::size_t end = std::min(authors.find(';', begin), authors.size());
    std::string_view name = std::string_view(authors).substr(begin, end - begin);
    while (name.starts_with(' ')) name.remove_prefix(1);
    if (!name.empty()) names += fmt::format("{}{{{}}}", names.empty() ? "" : " and ", bib_text(name));
    begin = end + 1;
  }
  return names;
}

}  // namespace

Result<void> write_bibtex(const ExportSource& source, TextWriter& out) {
  const auto articles = articles_of(source);
  if (!articles) return articles.error();
  for (const auto& [key, article] : *articles) {
    out.print("@misc{{entente-{},\n", article.content_hash.hex().substr(0, 12));
    const std::pair<const char*, std::string> fields[] = {
        {"title", bib_text(article.title.empty() ? article.id.value : article.title)},
        {"author", bib_names(article.author)},
        {"howpublished", bib_text(article.source)},
        {"year", article.date.known() ? fmt::format("{}", article.date.year) : ""},
        {"date", article.date.to_string()},
        {"url", one_line(article.url)},
        {"note", bib_text(article.id.value)}};
    for (const auto& [name, text] : fields) {
      if (!text.empty()) out.print("  {} = {{{}}},\n", name, text);
    }
    out.write("}\n\n");
  }
  return {};
}

Result<void> write_csl(const ExportSource& source, TextWriter& out) {
  const auto articles = articles_of(source);
  if (!articles) return articles.error();
  out.write("[");
  bool first = true;
  for (const auto& [key, article] : *articles) {
    out.print("{}\n{{\"id\": {}, \"type\": \"article-newspaper\", \"title\": {}",
              std::exchange(first, false) ? "" : ",",
              json_string("entente-" + article.content_hash.hex().substr(0, 12)),
              json_string(article.title.empty() ? article.id.value : article.title));
    if (!article.author.empty()) out.print(", \"author\": [{{\"literal\": {}}}]", json_string(article.author));
    if (!article.source.empty()) out.print(", \"container-title\": {}", json_string(article.source));
    if (article.date.known()) {
      out.print(", \"issued\": {{\"date-parts\": [[{}", article.date.year);
      if (article.date.month != 0) out.print(", {}", article.date.month);
      if (article.date.day != 0) out.print(", {}", article.date.day);
      out.write("]]}");
    }
    if (!article.url.empty()) out.print(", \"URL\": {}", json_string(article.url));
    out.write("}");
  }
  out.write("\n]\n");
  return {};
}

}  // namespace entente::graph
