#include "article_fields.hpp"
#include "article_finish.hpp"
#include "file_reader.hpp"

#include <algorithm>
#include <utility>

#include <entente/schemas/csv.hpp>

#include <fmt/format.h>

namespace entente::ingest {
namespace {

constexpr std::size_t kMostRowBytes = std::size_t{64} << 20;

// One article a row; the first row names the columns.
class CsvReader final : public FileReader {
 public:
  CsvReader(InputFile file, const ReaderOptions& options) : file_(std::move(file)), options_(options), parser_(',') {
    std::string_view head = file_.source->head();
    if (head.starts_with("\xEF\xBB\xBF")) {
      file_.source->consume(3);
      head = file_.source->head();
    }
    parser_ = CsvParser(csv_separator(head.substr(0, head.find('\n'))));
  }

  std::optional<ReadArticle> next() override {
    if (columns_.empty() && !done_) {
      if (auto failure = read_columns()) return failure;
    }
    while (!done_) {
      const std::size_t first_line = line_;
      const auto row = next_row();
      const std::string place = fmt::format("{}:{}", file_.name, first_line);
      if (!row) return ReadArticle{row.error().at(place), place};
      if (row->empty() || (row->size() == 1 && row->front().empty())) continue;
      return ReadArticle{article_of(*row, place), place};
    }
    return std::nullopt;
  }

 private:
  std::optional<ReadArticle> read_columns() {
    auto row = next_row();
    if (!row) return ReadArticle{row.error().at(file_.name), file_.name};
    if (std::none_of(row->begin(), row->end(), is_text_field)) {
      done_ = true;
      return ReadArticle{Error{ErrorCode::invalid_input, "no column of the table is called 'text'", file_.name + ":1",
                               "name the columns in the first row, for example id,date,source,title,text"},
                         file_.name};
    }
    columns_ = std::move(*row);
    return std::nullopt;
  }

  // Empty at the end.
  Result<std::vector<std::string>> next_row() {
    std::size_t bytes = 0;
    for (std::string_view more = file_.source->available(); !more.empty(); more = file_.source->available()) {
      for (std::size_t i = 0; i < more.size(); ++i) {
        line_ += more[i] == '\n' ? 1 : 0;
        if (++bytes > kMostRowBytes) {
          done_ = true;
          return Error{ErrorCode::invalid_input, fmt::format("the row is longer than {} MiB", kMostRowBytes >> 20), "",
                       "look for a quote that is not closed"};
        }
        if (!parser_.take(more[i])) continue;
        file_.source->consume(i + 1);
        return parser_.take_row();
      }
      file_.source->consume(more.size());
    }
    done_ = true;
    if (file_.source->failure()) return *file_.source->failure();
    if (parser_.in_quotes()) {
      return Error{ErrorCode::invalid_input, "the table ends within quotes", "",
                   "close the quote, and write a quote within quotes twice"};
    }
    if (parser_.empty()) return std::vector<std::string>{};
    parser_.take('\n');
    return parser_.take_row();
  }

  Result<Article> article_of(const std::vector<std::string>& row, const std::string& place) const {
    if (row.size() != columns_.size()) {
      return Error{ErrorCode::invalid_input,
                   fmt::format("the row has {} fields, but the first row names {}", row.size(), columns_.size()), place,
                   "put fields with separators in them in quotes"};
    }
    const auto value = [&](std::span<const std::string_view> names) {
      for (const std::string_view name : names) {
        const auto found = std::find(columns_.begin(), columns_.end(), name);
        if (found == columns_.end()) continue;
        const std::string& field = row[static_cast<std::size_t>(found - columns_.begin())];
        if (!field.empty()) return std::pair<std::string, std::string_view>(field, name);
      }
      return std::pair<std::string, std::string_view>();
    };
    Article article;
    for (const ArticleField& field : article_fields()) {
      if (auto [text, name] = value(field.names); !text.empty()) article.*field.part = std::move(text);
    }
    article.id.value = value(kIdNames).first;
    const auto [date, name] = value(kDateNames);
    if (auto set = set_date(article, date, name, place); !set) return set.error();
    return finish(std::move(article), place, options_);
  }

  InputFile file_;
  const ReaderOptions& options_;
  CsvParser parser_;
  std::vector<std::string> columns_;
  std::size_t line_ = 1;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<FileReader> read_csv(InputFile file, const ReaderOptions& options) {
  return std::make_unique<CsvReader>(std::move(file), options);
}

}  // namespace entente::ingest
