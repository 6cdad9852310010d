// `entente shell`: questions typed one after the other.
#include "commands.hpp"
#include "console.hpp"
#include "data_directory.hpp"
#include "line_editor.hpp"
#include "open_graph.hpp"
#include "query_output.hpp"
#include "query_parameters.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>

#include <entente/query/completion.hpp>
#include <entente/query/query.hpp>

#include <fmt/format.h>
#include <unistd.h>

namespace entente::tools {
namespace {

constexpr const char* kHelp =
    "A query ends with ; and may take several lines. Tab completes keywords, labels, types, properties and, in "
    "quotes,\n"
    "names of entities. Ctrl-C ends the query that runs; Ctrl-D leaves.\n"
    "  :help              this\n"
    "  :schema            labels, types and properties\n"
    "  :mode FORMAT       table, tsv, csv, json, jsonl, markdown, graphml or dot\n"
    "  :view facts|claims what queries without USE see\n"
    "  :param NAME=VALUE  gives $NAME a value; :param shows all\n"
    "  :reload            sees what was ingested since\n"
    "  :quit              leaves\n";

std::atomic<bool> interrupted = false;

void interrupt(int) { interrupted = true; }

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

class Shell {
 public:
  Shell(const ShellOptions& options, const Ontology& ontology)
      : path_(options.db), ontology_(ontology), terminal_(isatty(STDOUT_FILENO) == 1) {
    options_.belief = ontology.belief();
    options_.claims = options.view == "claims";
    options_.cancelled = &interrupted;
    options_.limits.memory = std::uint64_t{kQueryMegabytes} << 20U;
    format_ = terminal_ ? "table" : "tsv";
  }

  Result<void> open() {
    auto opened = open_graph(path_);
    if (!opened) return opened.error();
    if (open_) open_->graph.reset();  // Before the store that it is of.
    open_.emplace(std::move(*opened));
    return {};
  }

  ExitCode run() {
    LineEditor editor(history_file(), [this](std::string_view text) {
      const auto completion = query::complete(*open_->graph, pending_ + std::string(text));
      if (!completion || completion->begin < pending_.size()) return query::Completion();
      return query::Completion{completion->begin - pending_.size(), completion->words};
    });
    if (editor.on_terminal()) print(fmt::format("{}: ask, and end a query with ;  (:help tells more)\n", path_));
    for (std::string line;;) {
      if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
      const auto outcome = editor.read(pending_.empty() ? "entente> " : "    ...> ", line);
      if (outcome == LineEditor::Outcome::end) break;
      if (outcome == LineEditor::Outcome::interrupted) {
        pending_.clear();
        interrupted = false;
        print("\n");
        continue;
      }
      if (pending_.empty() && trimmed(line).starts_with(':')) {
        editor.remember(line);
        if (!command(trimmed(line))) break;
        continue;
      }
      pending_ += (pending_.empty() ? "" : "\n") + line;
      const std::string text = trimmed(pending_);
      if (text.empty()) pending_.clear();
      if (!text.ends_with(';')) continue;
      editor.remember(text);
      pending_.clear();
      ask(text);
    }
    if (editor.on_terminal()) print("\n");
    // What stands without its ; at the end of a file is meant all the same.
    if (!editor.on_terminal() && !trimmed(pending_).empty()) ask(pending_);
    if (auto flushed = flush_output(); !flushed) return fail(flushed.error());
    // A person has seen the errors; a script is told.
    return editor.on_terminal() ? kDone : worst_;
  }

 private:
  static std::string history_file() {
    if (const char* file = std::getenv("ENTENTE_HISTORY")) return file;
    const char* home = std::getenv("HOME");
    return home == nullptr ? "" : std::string(home) + "/.entente_history";
  }

  void report(const Error& error) {
    const ExitCode code = error.code == ErrorCode::invalid_input ? kWrongUsage : exit_code_for(error);
    fail(error);
    if (worst_ == kDone) worst_ = code;
  }

  void ask(const std::string& text) {
    interrupted = false;
    const auto begin = std::chrono::steady_clock::now();
    QueryOutput output(format_, terminal_ ? terminal_width() : 0, *open_->graph, ontology_);
    if (auto done = query::run_query(*open_->graph, text, options_, output); !done) return report(done.error());
    if (auto finished = output.finish(); !finished) return report(finished.error());
    const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - begin;
    if (terminal_) print(fmt::format("{:.1f} ms\n", time.count()));
  }

  // False: leave.
  bool command(const std::string& line) {
    const std::size_t space = std::min(line.find(' '), line.size());
    const std::string name = line.substr(0, space);
    const std::string argument = trimmed(line.substr(space));
    if (name == ":quit" || name == ":exit" || name == ":q") return false;
    if (name == ":help") {
      print(kHelp);
    } else if (name == ":schema") {
      show_schema();
    } else if (name == ":mode") {
      const auto& formats = query_formats();
      if (std::find(formats.begin(), formats.end(), argument) == formats.end()) {
        report({ErrorCode::invalid_input, "there is no such format", argument, "see :help"});
      } else {
        format_ = argument;
      }
    } else if (name == ":view") {
      if (argument != "facts" && argument != "claims") {
        report({ErrorCode::invalid_input, "a view is facts or claims", argument, ""});
      } else {
        options_.claims = argument == "claims";
      }
    } else if (name == ":param") {
      if (argument.empty()) {
        show_parameters();
      } else if (auto added = add_parameter(argument, options_.parameters); !added) {
        report(added.error());
      }
    } else if (name == ":reload") {
      if (auto opened = open(); !opened) report(opened.error());
    } else {
      report({ErrorCode::invalid_input, "there is no such command", name, "see :help"});
    }
    return true;
  }

  void show_schema() {
    for (const auto& [title, procedure] : {std::pair("labels", "db.labels"), std::pair("types", "db.relationshipTypes"),
                                           std::pair("properties", "db.propertyKeys")}) {
      struct Names final : query::ResultReader {
        std::string text;
        void columns(const std::vector<std::string>&) override {}
        bool row(const std::vector<query::Value>& values, const query::QueryGraph&) override {
          text += " " + *values[0].text();
          return true;
        }
      } names;
      if (auto done = query::run_query(*open_->graph, fmt::format("CALL {}()", procedure), options_, names); !done)
        return report(done.error());
      print(fmt::format("{}:{}\n", title, names.text));
    }
  }

  void show_parameters() {
    for (const auto& [name, value] : options_.parameters) {
      struct Text final : query::ResultReader {
        std::string text;
        void columns(const std::vector<std::string>&) override {}
        bool row(const std::vector<query::Value>& values, const query::QueryGraph& graph) override {
          const auto shown = query::value_text(values[0], graph, false);
          if (shown) text = *shown;
          return true;
        }
      } text;
      if (auto done = query::run_query(*open_->graph, fmt::format("RETURN $`{}`", name), options_, text); !done)
        return report(done.error());
      print(fmt::format("{} = {}\n", name, text.text));
    }
  }

  std::string path_;
  const Ontology& ontology_;
  bool terminal_;
  std::string format_;
  query::QueryOptions options_;
  std::optional<OpenGraph> open_;
  std::string pending_;  // Lines of a query that has not ended.
  ExitCode worst_ = kDone;
};

}  // namespace

ExitCode run_shell(const ShellOptions& options) {
  const auto ontology = load_shipped_ontology();
  if (!ontology) return fail(ontology.error());
  Shell shell(options, *ontology);
  if (auto opened = shell.open(); !opened) return fail(opened.error());
  struct sigaction action {};
  action.sa_handler = interrupt;  // Without SA_RESTART: typing ends as well.
  sigaction(SIGINT, &action, nullptr);
  return shell.run();
}

}  // namespace entente::tools
