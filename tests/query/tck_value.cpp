#include "tck_value.hpp"

#include "value_text.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <vector>

namespace entente::test {

using namespace query;  // NOLINT(google-build-using-namespace)

namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::string list_text(std::vector<std::string> elements, bool any_order) {
  if (any_order) std::sort(elements.begin(), elements.end());
  return "[" + joined(elements) + "]";
}

std::string map_text(const std::map<std::string, std::string>& values) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : values) parts.push_back(name + ": " + value);
  return "{" + joined(parts) + "}";
}

// The inside of a node or relationship.
std::string element_text(std::vector<std::string> names, const std::map<std::string, std::string>& properties) {
  std::sort(names.begin(), names.end());
  std::string text;
  for (const std::string& name : names) text += ":" + name;
  if (!properties.empty()) text += (text.empty() ? "" : " ") + map_text(properties);
  return text;
}

class Text {
 public:
  Text(const QueryGraph& graph, bool any_list_order) : graph_(graph), any_list_order_(any_list_order) {}

  std::string of(const Value& value) const {
    if (value.is_null()) return "null";
    if (value.boolean() != nullptr) return *value.boolean() ? "true" : "false";
    if (value.integer() != nullptr) return std::to_string(*value.integer());
    if (value.real() != nullptr) return real_text(*value.real());
    if (value.text() != nullptr) return "'" + *value.text() + "'";
    if (value.node() != nullptr)
      return "(" + element_text(*graph_.labels(*value.node()), all(*graph_.properties(*value.node()))) + ")";
    if (value.relationship() != nullptr) return "[" + inside(*value.relationship()) + "]";
    if (value.path() != nullptr) return path(*value.path());
    if (value.map() != nullptr) return map_text(all(*value.map()));
    if (value.temporal() != nullptr) return "'" + to_string(*value.temporal()) + "'";
    if (value.duration() != nullptr) return "'" + to_string(*value.duration()) + "'";
    std::vector<std::string> elements;
    for (const Value& element : *value.list()) elements.push_back(of(element));
    return list_text(std::move(elements), any_list_order_);
  }

 private:
  std::map<std::string, std::string> all(const Map& values) const {
    std::map<std::string, std::string> texts;
    for (const auto& [name, value] : values) texts[name] = of(value);
    return texts;
  }
  std::string inside(RelationshipRef relationship) const {
    return element_text({*graph_.type(relationship)}, all(*graph_.properties(relationship)));
  }
  std::string path(const Path& path) const {
    std::string text = "<" + of(path.nodes[0]);
    for (std::size_t i = 0; i < path.relationships.size(); ++i) {
      const bool forward = graph_.ends(path.relationships[i])->start == path.nodes[i];
      text +=
          (forward ? "-[" : "<-[") + inside(path.relationships[i]) + (forward ? "]->" : "]-") + of(path.nodes[i + 1]);
    }
    return text + ">";
  }

  const QueryGraph& graph_;
  bool any_list_order_;
};

// Reads what the TCK writes, and writes it in the form above.
class Reader {
 public:
  Reader(const std::string& text, bool any_list_order) : text_(text), any_list_order_(any_list_order) {}

  std::string value() {
    skip_space();
    switch (peek()) {
      case '\'':
        return string();
      case '{':
        return map_text(map());
      case '(':
        return node();
      case '<':
        return path();
      case '[':
        skip();
        skip_space();
        if (peek() == ':') return "[" + element(']') + "]";
        return list();
      default:
        return word();
    }
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  char skip() {
    if (at_ >= text_.size()) throw std::runtime_error("cannot read " + text_);
    return text_[at_++];
  }
  void skip_space() {
    while (peek() == ' ') ++at_;
  }

  std::string string() {
    std::string result;
    skip();
    while (peek() != '\'') {
      if (peek() == '\\') {
        skip();
        const char c = skip();
        result += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == 'b' ? '\b' : c == 'f' ? '\f' : c;
      } else {
        result += skip();
      }
    }
    skip();
    return "'" + result + "'";
  }

  std::string list() {
    std::vector<std::string> elements;
    while (peek() != ']') {
      elements.push_back(value());
      skip_space();
      if (peek() == ',') skip();
      skip_space();
    }
    skip();
    return list_text(std::move(elements), any_list_order_);
  }

  std::map<std::string, std::string> map() {
    std::map<std::string, std::string> values;
    skip();
    skip_space();
    while (peek() != '}') {
      std::string name;
      while (peek() != ':') name += skip();
      skip();
      values[name] = value();
      skip_space();
      if (peek() == ',') skip();
      skip_space();
    }
    skip();
    return values;
  }

  std::string element(char end) {
    std::vector<std::string> names;
    std::map<std::string, std::string> properties;
    for (skip_space(); peek() != end; skip_space()) {
      if (peek() == '{') {
        properties = map();
        continue;
      }
      skip();  // The colon.
      std::string name;
      while (std::string(": {)]").find(peek()) == std::string::npos) name += skip();
      names.push_back(name);
    }
    skip();
    return element_text(std::move(names), properties);
  }

  std::string node() {
    skip();
    return "(" + element(')') + ")";
  }

  std::string path() {
    skip();
    std::string result = "<";
    while (peek() != '>') {
      if (peek() == '(') {
        result += node();
      } else if (peek() == '[') {
        skip();
        result += "[" + element(']') + "]";
        // The arrow's head is not the end of the path.
        if (peek() == '-') result += skip();
        if (peek() == '>') result += skip();
      } else {
        result += skip();
      }
    }
    skip();
    return result + ">";
  }

  std::string word() {
    std::string result;
    while (at_ < text_.size() && std::string(",]}").find(peek()) == std::string::npos) result += skip();
    while (!result.empty() && result.back() == ' ') result.pop_back();
    if (result.find_first_of(".eEN") != std::string::npos && result != "true" && result != "false") {
      if (result == "NaN") return result;
      return real_text(std::stod(result));
    }
    return result;
  }

  const std::string& text_;
  std::size_t at_ = 0;
  bool any_list_order_;
};

}  // namespace

std::string tck_text(const Value& value, const QueryGraph& graph, bool any_list_order) {
  return Text(graph, any_list_order).of(value);
}

std::string tck_text(const std::string& cell, bool any_list_order) { return Reader(cell, any_list_order).value(); }

}  // namespace entente::test
