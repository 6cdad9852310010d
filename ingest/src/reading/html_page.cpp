#include "html_page.hpp"

#include "charset.hpp"
#include "html_text.hpp"
#include "markup.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <span>
#include <utility>

#include <nlohmann/json.hpp>

namespace entente::ingest {
namespace {

using nlohmann::json;

constexpr std::size_t kDeclarationBytes = 4096;  // Where a page tells its encoding.
constexpr std::size_t kTelling = 200;            // A text shorter than this is no article if JSON-LD has a longer one.
constexpr int kDeepest = 8;                      // Of objects within JSON-LD that are looked at.

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool is_article_type(const json& object) {
  const auto type = object.find("@type");
  if (type == object.end()) return false;
  const auto names_article = [](const json& name) {
    if (!name.is_string()) return false;
    const auto& text = name.get_ref<const std::string&>();
    return text.ends_with("Article") || text.ends_with("Posting") || text == "Report";
  };
  if (type->is_array()) return std::any_of(type->begin(), type->end(), names_article);
  return names_article(*type);
}

// The first article in a value of JSON-LD, which may hold lists and graphs of things.
const json* find_article(const json& value, int depth = 0) {
  if (depth > kDeepest || !value.is_structured()) return nullptr;
  if (value.is_object() && is_article_type(value)) return &value;
  for (const json& part : value) {
    if (const json* found = find_article(part, depth + 1)) return found;
  }
  return nullptr;
}

// The text of a property, or the name of the things that it gives.
std::string property(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) return "";
  const auto text_of = [](const json& value) -> std::string {
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_object()) return "";
    for (const char* part : {"name", "@id", "url"}) {
      if (const auto at = value.find(part); at != value.end() && at->is_string()) return at->get<std::string>();
    }
    return "";
  };
  if (!found->is_array()) return text_of(*found);
  std::string all;
  for (const json& value : *found) {
    const std::string text = text_of(value);
    if (!text.empty()) all += (all.empty() ? "" : "; ") + text;
  }
  return all;
}

// What the page's elements say, by name.
struct Declared {
  std::map<std::string, std::string> meta;  // The first of each name or property, in lower case.
  std::string canonical;
  std::string language;
  std::string title;    // <title>
  std::string heading;  // The first <h1>.
  std::string time;     // The first <time>.
  json article;         // From JSON-LD; null if there is none.
};

void note_json_ld(const xmlNode* node, Declared& declared) {
  if (!declared.article.is_null()) return;
  const json value = json::parse(text_below(node), nullptr, false);
  if (value.is_discarded()) return;
  if (const json* found = find_article(value)) declared.article = *found;
}

Declared declared_of(xmlNode* root) {
  Declared declared;
  const auto first = [](std::string& into, std::string value) {
    if (into.empty()) into = std::move(value);
  };
  each_element(root, [&](xmlNode* node) {
    const std::string_view name = name_of(node);
    if (name == "meta") {
      for (const char* key : {"property", "name", "itemprop"}) {
        if (const std::string called = lower(attribute_of(node, key)); !called.empty()) {
          first(declared.meta[called], squeezed(attribute_of(node, "content")));
        }
      }
    } else if (name == "link" && lower(attribute_of(node, "rel")) == "canonical") {
      first(declared.canonical, squeezed(attribute_of(node, "href")));
    } else if (name == "html") {
      first(declared.language, attribute_of(node, "lang"));
    } else if (name == "title") {
      first(declared.title, squeezed(text_below(node)));
    } else if (name == "h1") {
      first(declared.heading, squeezed(text_below(node)));
    } else if (name == "time") {
      first(declared.time, attribute_of(node, "datetime"));
    } else if (name == "script" && lower(attribute_of(node, "type")) == "application/ld+json") {
      note_json_ld(node, declared);
    }
    return true;
  });
  return declared;
}

std::string meta(const Declared& declared, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (const auto found = declared.meta.find(name); found != declared.meta.end() && !found->second.empty()) {
      return found->second;
    }
  }
  return "";
}

std::string first_of(std::initializer_list<std::string> values) {
  for (const std::string& value : values) {
    if (!value.empty()) return value;
  }
  return "";
}

// "…/2024/05/31/…" or "…/2024-05-31-…".
std::string date_in_url(std::string_view url) {
  const auto digits = [&](std::size_t at, std::size_t count) {
    return at + count <= url.size() && std::all_of(url.begin() + static_cast<std::ptrdiff_t>(at),
                                                   url.begin() + static_cast<std::ptrdiff_t>(at + count),
                                                   [](unsigned char c) { return std::isdigit(c) != 0; });
  };
  for (std::size_t at = url.find('/'); at != std::string_view::npos; at = url.find('/', at + 1)) {
    if (!digits(at + 1, 4) || at + 11 > url.size()) continue;
    const char separator = url[at + 5];
    if ((separator != '/' && separator != '-') || !digits(at + 6, 2) || url[at + 8] != separator || !digits(at + 9, 2))
      continue;
    std::string date(url.substr(at + 1, 10));
    std::replace(date.begin(), date.end(), '/', '-');
    return date;
  }
  return "";
}

void set_page_date(Article& article, const Declared& declared) {
  const std::pair<const char*, std::string> candidates[] = {
      {"JSON-LD datePublished", declared.article.is_null() ? "" : property(declared.article, "datePublished")},
      {"meta article:published_time", meta(declared, {"article:published_time", "og:article:published_time"})},
      {"meta date",
       meta(declared, {"datepublished", "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date",
                       "date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date", "article.published"})},
      {"time element", declared.time},
      {"URL", date_in_url(article.url)}};
  for (const auto& [origin, text] : candidates) {
    const auto date = parse_date(text);
    if (!date || !date->known()) continue;
    article.date = *date;
    article.date_origin = origin;
    return;
  }
}

// "en" of "en-GB" and "en_GB".
std::string language_code(const std::string& name) { return lower(name.substr(0, name.find_first_of("-_"))); }

// <title> without the outlet's name behind it.
std::string without_outlet(const std::string& title) {
  for (const char* separator : {" | ", " \xE2\x80\x94 ", " \xE2\x80\x93 ", " - "}) {
    if (const std::size_t at = title.rfind(separator); at != std::string::npos && at > 15) return title.substr(0, at);
  }
  return title;
}

std::string host_of(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == std::string_view::npos) return "";
  std::string_view host = url.substr(begin + 3);
  host = host.substr(0, host.find_first_of("/:?#"));
  if (host.starts_with("www.")) host.remove_prefix(4);
  return std::string(host);
}

}  // namespace

Article read_html_page(std::string_view bytes, std::string_view encoding, const std::string& url) {
  std::string page =
      to_utf8(bytes, encoding.empty() ? charset_in(bytes.substr(0, kDeclarationBytes)) : std::string(encoding));
  std::erase(page, '\0');  // The parser takes it for the end.
  const MarkupTree tree = parse_html(page);
  Article article;
  article.url = url;
  xmlNode* root = tree ? xmlDocGetRootElement(tree.get()) : nullptr;
  if (root == nullptr) return article;
  const Declared declared = declared_of(root);
  const json empty = json::object();
  const json& data = declared.article.is_null() ? empty : declared.article;
  const auto absolute = [](std::string address) { return address.find("://") == std::string::npos ? "" : address; };
  article.url = first_of({absolute(declared.canonical), absolute(meta(declared, {"og:url"})),
                          absolute(property(data, "url")), absolute(property(data, "mainEntityOfPage")), url});
  article.id.value = article.url;
  article.title = first_of({squeezed(property(data, "headline")), meta(declared, {"og:title", "twitter:title"}),
                            declared.heading, without_outlet(declared.title)});
  article.author = first_of(
      {squeezed(property(data, "author")),
       meta(declared, {"author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator"})});
  if (article.author.find("://") != std::string::npos) article.author.clear();  // A profile page, not a name.
  article.source =
      first_of({squeezed(property(data, "publisher")),
                meta(declared, {"og:site_name", "application-name", "dc.publisher"}), host_of(article.url)});
  article.language = first_of({language_code(property(data, "inLanguage")), language_code(declared.language),
                               language_code(meta(declared, {"og:locale", "language", "content-language"})), "en"});
  set_page_date(article, declared);
  article.text = main_text(root);
  std::string held = property(data, "articleBody");
  if (article.text.size() < kTelling && held.size() > article.text.size()) {
    article.text = held.find('<') == std::string::npos ? std::move(held) : text_of_html(held);
  }
  return article;
}

std::string text_of_html(std::string_view html) {
  const MarkupTree tree = parse_html(html);
  xmlNode* root = tree ? xmlDocGetRootElement(tree.get()) : nullptr;
  return root == nullptr ? "" : all_text(root);
}

}  // namespace entente::ingest
