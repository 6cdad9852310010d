#include "article_finish.hpp"
#include "charset.hpp"
#include "file_reader.hpp"
#include "html_page.hpp"
#include "html_text.hpp"
#include "markup.hpp"

#include <utility>

#include <fmt/format.h>

namespace entente::ingest {
namespace {

constexpr std::size_t kDeclarationBytes = 200;

// The encoding that the XML declaration names.
std::string declared_encoding(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kDeclarationBytes);
  const std::size_t at = head.find("encoding=");
  if (at == std::string_view::npos || at > head.find("?>")) return "";
  const std::string_view rest = head.substr(at + 9);
  if (rest.empty()) return "";
  return std::string(rest.substr(1, rest.find(rest.front(), 1) - 1));
}

// The first element of the name below the node.
xmlNode* below(xmlNode* node, std::string_view name) {
  xmlNode* found = nullptr;
  each_element(node, [&](xmlNode* at) {
    if (at != node && name_of(at) == name) found = at;
    return found == nullptr;
  });
  return found;
}

// The child of one of the names that comes first among the names.
xmlNode* child(xmlNode* node, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    for (xmlNode* at = node->children; at != nullptr; at = at->next) {
      if (name_of(at) == name) return at;
    }
  }
  return nullptr;
}

std::string text(const xmlNode* node) { return node == nullptr ? "" : squeezed(text_below(node)); }

// Text that may be written with tags: escaped, or as elements.
std::string marked_up_text(xmlNode* node) {
  if (node == nullptr) return "";
  if (xmlFirstElementChild(node) != nullptr) return all_text(node);
  const std::string held = text_below(node);
  return held.find('<') == std::string::npos ? held : text_of_html(held);
}

void set_element_date(Article& article, const xmlNode* node) {
  if (node == nullptr) return;
  const auto date = parse_date(text(node));
  if (!date || !date->known()) return;
  article.date = *date;
  article.date_origin = name_of(node);
}

// Entries of RSS 0.9 to 2.0 and Atom (RFC 4287).
Article article_of_entry(xmlNode* entry, const std::string& outlet, const std::string& language) {
  Article article;
  article.title = marked_up_text(child(entry, {"title"}));
  for (xmlNode* at = entry->children; at != nullptr; at = at->next) {
    if (name_of(at) != "link") continue;
    const std::string rel = attribute_of(at, "rel");
    if (!article.url.empty() || !(rel.empty() || rel == "alternate")) continue;
    article.url = attribute_of(at, "href");
    if (article.url.empty()) article.url = text(at);
  }
  article.id.value = text(child(entry, {"guid", "id"}));
  if (article.id.value.empty()) article.id.value = article.url;
  if (xmlNode* author = child(entry, {"creator", "author"})) {
    xmlNode* name = child(author, {"name"});
    article.author = text(name != nullptr ? name : author);
  }
  article.source = outlet;
  if (!language.empty()) article.language = language.substr(0, language.find_first_of("-_"));
  set_element_date(article, child(entry, {"pubDate", "published", "date", "issued", "updated"}));
  article.text = marked_up_text(child(entry, {"encoded", "content", "description", "summary"}));
  return article;
}

// News items of NewsML-G2 (https://iptc.org/standards/newsml-g2/).
Article article_of_item(xmlNode* item) {
  Article article;
  article.id.value = attribute_of(item, "guid");
  if (xmlNode* about = child(item, {"contentMeta"})) {
    article.title = text(child(about, {"headline"}));
    article.author = text(child(about, {"by"}));
    if (article.author.empty()) article.author = text(child(about, {"creator"}));
    if (const xmlNode* language = child(about, {"language"})) {
      const std::string tag = attribute_of(language, "tag");
      article.language = tag.substr(0, tag.find('-'));
    }
    if (xmlNode* source = child(about, {"infoSource"})) {
      xmlNode* name = child(source, {"name"});
      article.source = name != nullptr ? text(name) : attribute_of(source, "literal");
    }
    set_element_date(article, child(about, {"contentCreated"}));
  }
  if (xmlNode* about = child(item, {"itemMeta"})) {
    if (article.title.empty()) article.title = text(child(about, {"title"}));
    if (article.source.empty()) {
      if (xmlNode* provider = child(about, {"provider"})) {
        xmlNode* name = child(provider, {"name"});
        article.source = name != nullptr ? text(name) : attribute_of(provider, "literal");
      }
    }
    if (!article.date.known()) set_element_date(article, child(about, {"firstCreated", "versionCreated"}));
  }
  if (xmlNode* content = child(item, {"contentSet"})) {
    if (xmlNode* inlined = child(content, {"inlineXML"})) {
      xmlNode* body = below(inlined, "body.content");
      if (body == nullptr) body = below(inlined, "body");
      article.text = all_text(body != nullptr ? body : inlined);
    } else {
      article.text = marked_up_text(child(content, {"inlineData"}));
    }
  }
  return article;
}

// A document of NITF by itself (https://iptc.org/standards/nitf/).
Article article_of_nitf(xmlNode* root) {
  Article article;
  if (xmlNode* head = child(root, {"head"})) {
    article.title = text(child(head, {"title"}));
    if (const xmlNode* id = below(head, "doc-id")) article.id.value = attribute_of(id, "id-string");
  }
  if (const xmlNode* headline = below(root, "hl1")) article.title = text(headline);
  article.author = text(below(root, "byline"));
  if (const xmlNode* date = below(root, "story.date")) {
    const auto parsed = parse_date(attribute_of(date, "norm").substr(0, 8));
    if (parsed && parsed->known()) {
      article.date = *parsed;
      article.date_origin = "story.date";
    }
  }
  if (xmlNode* body = below(root, "body.content")) article.text = all_text(body);
  return article;
}

std::vector<Article> articles_of(xmlNode* root) {
  std::vector<Article> articles;
  const std::string_view kind = name_of(root);
  if (kind == "nitf") return {article_of_nitf(root)};
  xmlNode* channel = kind == "feed" ? root : below(root, "channel");
  const std::string outlet = channel == nullptr ? "" : text(child(channel, {"title"}));
  std::string language = attribute_of(root, "lang");
  if (channel != nullptr && language.empty()) language = text(child(channel, {"language"}));
  each_element(root, [&](xmlNode* node) {
    const std::string_view name = name_of(node);
    if (name == "newsItem") articles.push_back(article_of_item(node));
    if (name == "item" || name == "entry") articles.push_back(article_of_entry(node, outlet, language));
    return true;
  });
  return articles;
}

std::vector<ReadArticle> read(InputFile& file, const ReaderOptions& options) {
  const auto failed = [&](Error error) {
    std::vector<ReadArticle> one;
    one.push_back({std::move(error), file.name});
    return one;
  };
  const auto bytes = read_all(*file.source, options.max_article_bytes, file.name);
  if (!bytes) return failed(bytes.error());
  const MarkupTree tree = parse_xml(to_utf8(*bytes, declared_encoding(*bytes)));
  xmlNode* root = tree ? xmlDocGetRootElement(tree.get()) : nullptr;
  if (root == nullptr) {
    return failed({ErrorCode::invalid_input, "this is no well-formed XML, or it defines entities of its own", file.name,
                   "check it with: xmllint --noout FILE"});
  }
  std::vector<ReadArticle> articles;
  for (Article& article : articles_of(root)) {
    const std::string place = fmt::format("{}, entry {}", file.name, articles.size() + 1);
    if (article.id.value.empty())
      article.origin = file.origin.empty() ? "" : fmt::format("{}#{}", file.origin, articles.size() + 1);
    articles.push_back({finish(std::move(article), place, options), place});
  }
  if (articles.empty()) {
    return failed({ErrorCode::invalid_input,
                   fmt::format("the XML is no feed and no news: its root is <{}>", name_of(root)), file.name,
                   "give it as RSS, Atom, NewsML-G2 or NITF"});
  }
  return articles;
}

}  // namespace

std::unique_ptr<FileReader> read_xml(InputFile file, const ReaderOptions& options) {
  return read_known(read(file, options));
}

}  // namespace entente::ingest
