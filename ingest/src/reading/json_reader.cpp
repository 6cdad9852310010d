#include "article_fields.hpp"
#include "article_finish.hpp"
#include "file_reader.hpp"
#include "html_page.hpp"
#include "line_reader.hpp"

#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace entente::ingest {
namespace {

using nlohmann::json;

constexpr std::size_t kMostObjectBytes = std::size_t{64} << 20;  // JSON escapes can make it longer than its article.

// The text of a value: of a string, a number, the name of an object, the elements of a list. Nothing for what cannot be text.
std::optional<std::string> text_of(const json& value) {
  if (value.is_null()) return std::string{};
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer()) return value.dump();
  if (value.is_object()) {
    for (const char* name : {"name", "value", "title"}) {
      if (const auto found = value.find(name); found != value.end() && found->is_string())
        return found->get<std::string>();
    }
    return std::nullopt;
  }
  if (!value.is_array()) return std::nullopt;
  std::string all;
  for (const json& element : value) {
    if (element.is_array()) return std::nullopt;
    const auto text = text_of(element);
    if (!text) return std::nullopt;
    if (!text->empty()) all += (all.empty() ? "" : "; ") + *text;
  }
  return all;
}

struct FieldValue {
  std::string text;
  std::string_view name;
};

// The first of the fields that is there; null counts as absent.
Result<FieldValue> field(const json& object, std::span<const std::string_view> names, const std::string& place) {
  for (const std::string_view name : names) {
    const auto found = object.find(name);
    if (found == object.end()) continue;
    auto text = text_of(*found);
    if (!text) {
      return Error{ErrorCode::invalid_input, fmt::format("the field '{}' is not a string", name), place,
                   "write it as a string"};
    }
    if (!text->empty()) return FieldValue{std::move(*text), name};
  }
  return FieldValue{};
}

// ninjs 2 gives a list of texts with their kinds: [{"role": "main", "contenttype": "text/html", "value": "…"}].
void unfold_ninjs(json& object) {
  if (const auto bodies = object.find("bodies"); bodies != object.end() && bodies->is_array() && !bodies->empty()) {
    const json& body = bodies->front();
    if (body.is_object() && body.contains("value")) {
      const bool plain = body.value("contenttype", json("")) == "text/plain";
      object[plain ? "body_text" : "body_html"] = body["value"];
    }
  }
  if (const auto headlines = object.find("headlines");
      headlines != object.end() && headlines->is_array() && !headlines->empty()) {
    const json& headline = headlines->front();
    if (headline.is_object() && headline.contains("value")) object["headline"] = headline["value"];
  }
}

// In what trafilatura writes, "source" is the address, and the outlet has fields of its own.
void unfold_trafilatura(json& object) {
  const auto source = object.find("source");
  const bool is_address = source != object.end() && source->is_string() &&
                          source->get_ref<const std::string&>().find("://") != std::string::npos;
  if (!is_address || !(object.contains("source-hostname") || object.contains("hostname"))) return;
  if (!object.contains("url")) object["url"] = object["source"];
  object["source"] = nullptr;
  for (const char* name :
       {"hostname", "sitename", "source-hostname"}) {  // The last that is there is the one that people use.
    if (const auto outlet = object.find(name); outlet != object.end() && outlet->is_string())
      object["source"] = *outlet;
  }
}

Result<Article> article_from_json(json object, const std::string& place) {
  if (!object.is_object()) {
    return Error{ErrorCode::invalid_input, "the line is not a JSON object", place, "write one {…} a line"};
  }
  unfold_ninjs(object);
  unfold_trafilatura(object);
  Article article;
  for (const ArticleField& part : article_fields()) {
    auto value = field(object, part.names, place);
    if (!value) return value.error();
    if (!value->text.empty()) article.*part.part = std::move(value->text);
  }
  auto id = field(object, kIdNames, place);
  if (!id) return id.error();
  article.id.value = std::move(id->text);
  if (article.text.empty()) {
    const auto html = field(object, kHtmlNames, place);
    if (!html) return html.error();
    if (!html->text.empty()) article.text = text_of_html(html->text);
  }
  if (article.text.empty()) {
    return Error{ErrorCode::invalid_input, "the article has no text", place,
                 "give it one of the fields text, maintext, articleBody, event_text, body"};
  }
  const auto date = field(object, kDateNames, place);
  if (!date) return date.error();
  if (auto set = set_date(article, date->text, date->name, place); !set) return set.error();
  return article;
}

Result<Article> parse(std::string_view text, const std::string& place, const ReaderOptions& options) {
  try {
    auto article = article_from_json(json::parse(text), place);
    if (!article) return article.error();
    return finish(std::move(*article), place, options);
  } catch (const json::parse_error& error) {
    const bool cut_off = error.byte > text.size();
    return Error{ErrorCode::invalid_input,
                 cut_off ? "the JSON breaks off in the middle"
                         : fmt::format("the line is not valid JSON at column {}", error.byte),
                 place,
                 cut_off ? "complete the file; a transfer may have been cut short" : "write one JSON object a line"};
  } catch (const json::exception& error) {
    return Error{ErrorCode::invalid_input, fmt::format("the JSON cannot be read: {}", error.what()), place, ""};
  }
}

// One JSON object a line.
class JsonLinesReader final : public FileReader {
 public:
  JsonLinesReader(InputFile file, const ReaderOptions& options)
      : file_(std::move(file)), options_(options), lines_(*file_.source, kMostObjectBytes) {}

  std::optional<ReadArticle> next() override {
    std::string line;
    bool too_long = false;
    while (lines_.next(line, too_long)) {
      const std::string place = fmt::format("{}:{}", file_.name, lines_.number());
      if (file_.source->failure()) break;  // A line that broke off is told of below.
      if (too_long) {
        return ReadArticle{
            Error{ErrorCode::invalid_input, fmt::format("the line is longer than {} MiB", kMostObjectBytes >> 20),
                  place, "write one article a line, and no article so long"},
            place};
      }
      std::string_view text = line;
      while (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
      if (text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
      return ReadArticle{parse(text, place, options_), place};
    }
    if (!file_.source->failure() || failed_) return std::nullopt;
    failed_ = true;
    return ReadArticle{*file_.source->failure(), file_.name};
  }

 private:
  InputFile file_;
  const ReaderOptions& options_;
  LineReader lines_;
  bool failed_ = false;
};

// A list of objects, or one over several lines, taken one by one.
class JsonReader final : public FileReader {
 public:
  JsonReader(InputFile file, const ReaderOptions& options) : file_(std::move(file)), options_(options) {}

  std::optional<ReadArticle> next() override {
    if (done_) return std::nullopt;
    for (std::string_view more = file_.source->available(); !more.empty(); more = file_.source->available()) {
      for (std::size_t i = 0; i < more.size(); ++i) {
        const char c = more[i];
        if (depth_ == 0 && c == '{') first_line_ = line_;
        line_ += c == '\n' ? 1 : 0;
        if (depth_ > 0 || c == '{') object_ += c;
        if (object_.size() > kMostObjectBytes) {
          done_ = true;
          return failed(fmt::format("an object is longer than {} MiB", kMostObjectBytes >> 20),
                        "split it into articles");
        }
        if (!take(c)) {
          done_ = true;
          return failed(fmt::format("here stands '{}' where an object should begin", c),
                        "write a list of objects, [{…}, {…}]");
        }
        if (object_.empty() || depth_ > 0) continue;
        file_.source->consume(i + 1);
        const std::string place = fmt::format("{}:{}", file_.name, first_line_);
        any_ = true;
        return ReadArticle{parse(std::exchange(object_, {}), place, options_), place};
      }
      file_.source->consume(more.size());
    }
    done_ = true;
    if (file_.source->failure()) return ReadArticle{*file_.source->failure(), file_.name};
    if (depth_ > 0)
      return failed("the JSON breaks off in the middle", "complete the file; a transfer may have been cut short");
    if (!any_) return failed("the list is empty", "give it articles, [{…}, {…}]");
    return std::nullopt;
  }

 private:
  // False for what cannot stand between objects.
  bool take(char c) {
    if (depth_ == 0) {
      depth_ = c == '{' ? 1 : 0;
      return depth_ == 1 || std::string_view("[], \t\r\n\xEF\xBB\xBF").find(c) != std::string_view::npos;
    }
    if (in_text_) {
      if (!escaped_ && c == '"') in_text_ = false;
      escaped_ = !escaped_ && c == '\\';
    } else if (c == '"') {
      in_text_ = true;
    } else if (c == '{' || c == '[') {
      ++depth_;
    } else if (c == '}' || c == ']') {
      --depth_;
    }
    return true;
  }

  ReadArticle failed(std::string message, std::string mend) const {
    const std::string place = fmt::format("{}:{}", file_.name, depth_ > 0 ? first_line_ : line_);
    return {Error{ErrorCode::invalid_input, std::move(message), place, std::move(mend)}, place};
  }

  InputFile file_;
  const ReaderOptions& options_;
  std::string object_;  // That is being read.
  std::size_t depth_ = 0;
  bool in_text_ = false;
  bool escaped_ = false;
  std::size_t line_ = 1;
  std::size_t first_line_ = 1;
  bool any_ = false;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<FileReader> read_json_lines(InputFile file, const ReaderOptions& options) {
  return std::make_unique<JsonLinesReader>(std::move(file), options);
}

std::unique_ptr<FileReader> read_json(InputFile file, const ReaderOptions& options) {
  return std::make_unique<JsonReader>(std::move(file), options);
}

}  // namespace entente::ingest
