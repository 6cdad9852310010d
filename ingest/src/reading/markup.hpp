// Trees of HTML and XML, parsed with libxml2. Its own limits hold: 256 levels, 10 MB a text.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <libxml/tree.h>

namespace entente::ingest {

using MarkupTree = std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)>;

// `text` is UTF-8. Never fails, but may give a tree without a root. Nothing is loaded from elsewhere.
MarkupTree parse_html(std::string_view text);

// The same of XML. Without a root if it is not well-formed from its beginning on, or defines entities of its own, which can make a
// small file a huge text.
MarkupTree parse_xml(std::string_view text);

// Local name of an element; empty for other nodes.
std::string_view name_of(const xmlNode* node);

// Value of an attribute, whatever its namespace; empty if there is none.
std::string attribute_of(const xmlNode* node, const char* name);

// All text below the node, entities left out.
std::string text_below(const xmlNode* node);

// White space made single blanks, none at the ends.
std::string squeezed(std::string_view text);

// Calls `visit` for each element below and with `node` in the order of the document, until it returns false.
template <typename Visit>
bool each_element(xmlNode* node, const Visit& visit) {
  if (node->type == XML_ELEMENT_NODE && !visit(node)) return false;
  for (xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_ELEMENT_NODE && !each_element(child, visit)) return false;
  }
  return true;
}

}  // namespace entente::ingest
