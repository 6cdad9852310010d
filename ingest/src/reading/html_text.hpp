// The main text of a page.
#pragma once

#include <string>

#include <libxml/tree.h>

namespace entente::ingest {

// Paragraphs, apart by empty lines; empty if there are none. What surrounds an article goes by the names and roles that pages give it
// and by how much of its text is links; the article is the part of the tree in which most of what is left lies. In the spirit of
// Arc90's Readability (2009) and Kohlschütter et al. (2010), "Boilerplate Detection using Shallow Text Features".
std::string main_text(xmlNode* root);

// All text of the tree, a paragraph for each block.
std::string all_text(xmlNode* root);

}  // namespace entente::ingest
