#include "markup.hpp"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>

namespace entente::ingest {
namespace {

void say_nothing(void*, const char*, ...) {}

// Errors are for the readers to tell, which know the file. libxml2 keeps this for each thread.
void be_ready() {
  static const bool kReady = (xmlInitParser(), true);
  static_cast<void>(kReady);
  xmlSetGenericErrorFunc(nullptr, say_nothing);
}

void collect_text(const xmlNode* node, std::string& text) {
  if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
    if (node->content != nullptr) text += reinterpret_cast<const char*>(node->content);
  }
  if (node->type != XML_ELEMENT_NODE) return;
  for (const xmlNode* child = node->children; child != nullptr; child = child->next) collect_text(child, text);
}

bool defines_entities(const xmlDoc& document) {
  return document.intSubset != nullptr && document.intSubset->entities != nullptr;
}

}  // namespace

MarkupTree parse_html(std::string_view text) {
  constexpr int kOptions =
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT;
  be_ready();
  return {htmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, "UTF-8", kOptions), xmlFreeDoc};
}

MarkupTree parse_xml(std::string_view text) {
  constexpr int kOptions =
      XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET | XML_PARSE_COMPACT;
  be_ready();
  MarkupTree tree(xmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, "UTF-8", kOptions), xmlFreeDoc);
  if (tree && defines_entities(*tree)) tree.reset();
  return tree;
}

std::string_view name_of(const xmlNode* node) {
  if (node->type != XML_ELEMENT_NODE || node->name == nullptr) return "";
  return reinterpret_cast<const char*>(node->name);
}

std::string attribute_of(const xmlNode* node, const char* name) {
  for (const xmlAttr* attribute = node->properties; attribute != nullptr; attribute = attribute->next) {
    if (std::string_view(reinterpret_cast<const char*>(attribute->name)) != name) continue;
    std::string value;
    for (const xmlNode* part = attribute->children; part != nullptr; part = part->next) {
      if (part->type == XML_TEXT_NODE && part->content != nullptr)
        value += reinterpret_cast<const char*>(part->content);
    }
    return value;
  }
  return "";
}

std::string text_below(const xmlNode* node) {
  std::string text;
  collect_text(node, text);
  return text;
}

std::string squeezed(std::string_view text) {
  std::string out;
  bool space = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool no_break = c == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0';
    if (no_break || c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
      space = !out.empty();
      i += no_break ? 1 : 0;
      continue;
    }
    if (space) out += ' ';
    space = false;
    out += c;
  }
  return out;
}

}  // namespace entente::ingest
