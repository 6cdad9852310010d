#include "html_text.hpp"

#include "markup.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace entente::ingest {
namespace {

using Names = std::set<std::string_view>;

// Elements that hold no text of the article.
const Names& skipped_elements() {
  static const Names kNames = {"script", "style",  "noscript",   "template", "nav",    "aside", "footer",
                               "form",   "figure", "figcaption", "iframe",   "button", "svg",   "select",
                               "option", "object", "embed",      "canvas",   "video",  "audio", "textarea",
                               "dialog", "menu",   "head",       "label",    "math",   "map",   "input"};
  return kNames;
}

// Elements that begin and end a paragraph.
const Names& block_elements() {
  static const Names kNames = {"p",       "div",      "section", "article", "main",   "blockquote", "pre",   "li",
                               "ul",      "ol",       "dl",      "dt",      "dd",     "td",         "th",    "tr",
                               "table",   "tbody",    "header",  "h1",      "h2",     "h3",         "h4",    "h5",
                               "h6",      "hr",       "body",    "html",    "center", "address",    "thead", "tfoot",
                               "caption", "fieldset", "details", "summary"};
  return kNames;
}

// Words in classes and ids of what surrounds articles.
const Names& surrounding_words() {
  static const Names kWords = {
      "ad",           "ads",       "advert",      "advertisement",   "banner",     "breadcrumb", "breadcrumbs",
      "byline",       "caption",   "comment",     "comments",        "cookie",     "cookies",    "consent",
      "credit",       "disqus",    "footer",      "gallery",         "hidden",     "masthead",   "menu",
      "metadata",     "modal",     "nav",         "navbar",          "navigation", "newsletter", "outbrain",
      "pagination",   "paywall",   "popular",     "popup",           "print",      "promo",      "promoted",
      "promotion",    "recirc",    "recommended", "recommendations", "related",    "share",      "sharing",
      "sidebar",      "signup",    "skip",        "social",          "sponsor",    "sponsored",  "subscribe",
      "subscription", "taboola",   "tags",        "teaser",          "toolbar",    "tooltip",    "trending",
      "widget",       "copyright", "login",       "author",          "bio",        "readmore",   "more",
      "teasers",      "sr",        "hide",        "ticker",          "infobox",    "toc",        "timestamp"};
  return kWords;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  char before = ' ';
  for (const char c : std::string(text) + " ") {
    const auto u = static_cast<unsigned char>(c);
    const bool begins = std::isupper(u) != 0 && std::islower(static_cast<unsigned char>(before)) != 0;
    if ((std::isalpha(u) == 0 || begins) && !word.empty()) words.push_back(std::exchange(word, {}));
    if (std::isalpha(u) != 0) word += static_cast<char>(std::tolower(u));
    before = c;
  }
  return words;
}

// Whether the page itself says that this is beside the article.
bool is_called_surrounding(const xmlNode* node) {
  static const Names kRoles = {"navigation", "complementary", "banner", "contentinfo", "search",
                               "dialog",     "menu",          "alert",  "form"};
  if (kRoles.contains(attribute_of(node, "role"))) return true;
  for (const std::string& word : words_of(attribute_of(node, "class") + " " + attribute_of(node, "id"))) {
    if (surrounding_words().contains(word)) return true;
  }
  return false;
}

bool is_invisible(const xmlNode* node) {
  if (attribute_of(node, "aria-hidden") == "true") return true;
  for (const xmlAttr* attribute = node->properties; attribute != nullptr; attribute = attribute->next) {
    if (std::string_view(reinterpret_cast<const char*>(attribute->name)) == "hidden") return true;
  }
  std::string style = attribute_of(node, "style");
  style.erase(std::remove(style.begin(), style.end(), ' '), style.end());
  return style.find("display:none") != std::string::npos || style.find("visibility:hidden") != std::string::npos;
}

struct Block {
  std::string text;
  std::size_t link_bytes = 0;
  xmlNode* element = nullptr;  // That holds it.

  bool is_heading() const {
    const std::string_view name = name_of(element);
    return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
  }
  bool is_linked() const { return link_bytes * 2 > text.size(); }
  bool ends_sentence() const {
    std::string_view end = text;
    static constexpr std::array<std::string_view, 5> kClosing = {"\"", "'", ")", "\xE2\x80\x9D", "\xE2\x80\x99"};
    for (bool again = true; again;) {
      again = false;
      for (const std::string_view closing : kClosing) {
        if (!end.ends_with(closing)) continue;
        end.remove_suffix(closing.size());
        again = true;
      }
    }
    return end.ends_with('.') || end.ends_with('!') || end.ends_with('?') || end.ends_with("\xE2\x80\xA6") ||
           end.ends_with(':');
  }
  // Reads like part of an article.
  bool is_prose() const {
    return !is_linked() && !is_heading() && (text.size() >= 80 || (text.size() >= 25 && ends_sentence()));
  }
};

// Gathers the blocks of a tree in the order of the page.
class Blocks {
 public:
  explicit Blocks(const std::set<const xmlNode*>& left_out) : left_out_(left_out) {}

  std::vector<Block> of(xmlNode* root) {
    walk(root, root, false);
    close(root);
    return std::move(blocks_);
  }

 private:
  void walk(xmlNode* node, xmlNode* block, bool linked) {
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
      if (node->content == nullptr) return;
      const std::string_view text(reinterpret_cast<const char*>(node->content));
      text_ += text;
      if (linked) link_bytes_ += squeezed(text).size();
      return;
    }
    if (node->type != XML_ELEMENT_NODE || left_out_.contains(node)) return;
    const std::string_view name = name_of(node);
    const bool is_block = block_elements().contains(name);
    if (name == "br") {
      close(block);
      return;
    }
    if (is_block) close(block);
    for (xmlNode* child = node->children; child != nullptr; child = child->next) {
      walk(child, is_block ? node : block, linked || name == "a");
    }
    if (is_block) close(node);
  }

  void close(xmlNode* element) {
    std::string text = squeezed(text_);
    if (!text.empty()) blocks_.push_back({std::move(text), link_bytes_, element});
    text_.clear();
    link_bytes_ = 0;
  }

  const std::set<const xmlNode*>& left_out_;
  std::vector<Block> blocks_;
  std::string text_;
  std::size_t link_bytes_ = 0;
};

// Bytes of prose below each element.
std::map<const xmlNode*, std::size_t> prose_below(const std::vector<Block>& blocks) {
  std::map<const xmlNode*, std::size_t> bytes;
  for (const Block& block : blocks) {
    if (!block.is_prose()) continue;
    for (const xmlNode* at = block.element; at != nullptr; at = at->parent) bytes[at] += block.text.size();
  }
  return bytes;
}

// Elements that are left out whole. A name alone does not take away what holds most of the page's prose.
std::set<const xmlNode*> surroundings(xmlNode* root) {
  std::set<const xmlNode*> left_out;
  each_element(root, [&](xmlNode* node) {
    if (skipped_elements().contains(name_of(node))) left_out.insert(node);
    return true;
  });
  const auto prose = prose_below(Blocks(left_out).of(root));
  const auto bytes = [&](const xmlNode* node) {
    const auto found = prose.find(node);
    return found == prose.end() ? std::size_t{0} : found->second;
  };
  each_element(root, [&](xmlNode* node) {
    if (node != root && bytes(node) * 2 <= bytes(root) && (is_called_surrounding(node) || is_invisible(node)))
      left_out.insert(node);
    return true;
  });
  return left_out;
}

bool is_within(const xmlNode* node, const xmlNode* ancestor) {
  for (; node != nullptr; node = node->parent) {
    if (node == ancestor) return true;
  }
  return false;
}

// The smallest element that holds nearly all prose, or, where pages mark it, the article.
xmlNode* article_element(xmlNode* root, const std::vector<Block>& blocks) {
  const auto prose = prose_below(blocks);
  const auto bytes = [&](const xmlNode* node) {
    const auto found = prose.find(node);
    return found == prose.end() ? std::size_t{0} : found->second;
  };
  xmlNode* marked = nullptr;
  each_element(root, [&](xmlNode* node) {
    const bool marks = name_of(node) == "article" || attribute_of(node, "itemprop") == "articleBody";
    if (marks && bytes(node) > (marked == nullptr ? 0 : bytes(marked))) marked = node;
    return true;
  });
  if (marked != nullptr && bytes(marked) * 5 >= bytes(root) * 2) root = marked;
  while (true) {
    xmlNode* narrower = nullptr;
    for (xmlNode* child = root->children; child != nullptr; child = child->next) {
      if (bytes(child) * 10 >= bytes(root) * 8) narrower = child;
    }
    if (narrower == nullptr || bytes(narrower) == 0 || !block_elements().contains(name_of(narrower)) ||
        name_of(narrower) == "p")
      break;
    root = narrower;
  }
  return root;
}

std::string joined(const std::vector<const Block*>& blocks) {
  std::string text;
  for (const Block* block : blocks) text += (text.empty() ? "" : "\n\n") + block->text;
  return text;
}

}  // namespace

std::string main_text(xmlNode* root) {
  const auto left_out = surroundings(root);
  const std::vector<Block> blocks = Blocks(left_out).of(root);
  const xmlNode* article = article_element(root, blocks);
  std::vector<const Block*> kept;
  std::vector<const Block*> headings;  // That wait for a text of theirs.
  for (const Block& block : blocks) {
    if (!is_within(block.element, article)) continue;
    if (block.is_prose() || (!block.is_linked() && !kept.empty() && block.ends_sentence())) {
      kept.insert(kept.end(), headings.begin(), headings.end());
      headings.clear();
      kept.push_back(&block);
    } else if (block.is_heading() && name_of(block.element) != "h1" && !block.is_linked() && !kept.empty()) {
      headings = {&block};
    }
  }
  return joined(kept);
}

std::string all_text(xmlNode* root) {
  std::set<const xmlNode*> left_out;
  each_element(root, [&](xmlNode* node) {
    if (skipped_elements().contains(name_of(node))) left_out.insert(node);
    return true;
  });
  const std::vector<Block> blocks = Blocks(left_out).of(root);
  std::vector<const Block*> all;
  for (const Block& block : blocks) all.push_back(&block);
  return joined(all);
}

}  // namespace entente::ingest
