// XML on its way into a sink.
#pragma once

#include "text_writer.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace entente::graph {

// Writes elements as they are opened and closed, with indents. Texts are escaped, and lose what XML cannot hold.
class XmlWriter {
 public:
  explicit XmlWriter(TextWriter& out) : out_(out) { out_.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"); }

  void comment(std::string_view text);
  void start(const char* element);
  void attribute(const char* name, std::string_view value);
  void end();

  // An element with text alone.
  void element(const char* name, std::string_view text);

  void text(std::string_view text);

 private:
  void close_tag();

  TextWriter& out_;
  std::vector<const char*> open_;
  bool in_tag_ = false;
  bool has_text_ = false;
};

}  // namespace entente::graph
