#include "xml_writer.hpp"

namespace entente::graph {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : clean_text(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
        out += "&#10;";
        break;  // In an attribute it would become a blank.
      case '\t':
        out += "&#9;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace

void XmlWriter::comment(std::string_view text) {
  close_tag();
  std::string safe = one_line(text);
  for (std::size_t at = safe.find("--"); at != std::string::npos; at = safe.find("--", at)) safe.erase(at, 1);
  out_.print("<!-- {} -->\n", safe);
}

void XmlWriter::start(const char* element) {
  close_tag();
  out_.print("{}<{}", std::string(open_.size(), ' '), element);
  open_.push_back(element);
  in_tag_ = true;
}

void XmlWriter::attribute(const char* name, std::string_view value) { out_.print(" {}=\"{}\"", name, escaped(value)); }

void XmlWriter::end() {
  const char* const element = open_.back();
  open_.pop_back();
  if (in_tag_) {
    out_.write("/>\n");
  } else if (has_text_) {
    out_.print("</{}>\n", element);
  } else {
    out_.print("{}</{}>\n", std::string(open_.size(), ' '), element);
  }
  in_tag_ = false;
  has_text_ = false;
}

void XmlWriter::text(std::string_view text) {
  if (in_tag_) out_.write(">");
  in_tag_ = false;
  has_text_ = true;
  out_.write(escaped(text));
}

void XmlWriter::element(const char* name, std::string_view content) {
  start(name);
  if (!content.empty()) text(content);
  end();
}

void XmlWriter::close_tag() {
  if (in_tag_) out_.write(">\n");
  in_tag_ = false;
}

}  // namespace entente::graph
