// The commands of `entente`. Each takes what the command line said, writes results to standard output and errors to
// standard error, and returns an exit code. Wiring only: what they do is in the libraries.
#pragma once

#include "exit_code.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace entente::tools {

// Which data a command works with.
struct DataOptions {
  std::string directory;                // Folder of ontology, lexicon and word lists; empty: the shipped one.
  std::vector<std::string> lexicons;    // Files of the user's own, merged with the folder's.
  std::vector<std::string> ontologies;  // Files of further relations.
};

// How articles are read: common to all commands that read some.
struct ReadingOptions {
  std::vector<std::string> paths;
  std::string format = "auto";
  bool follow = false;  // Wait for more at the end of the file.
  std::string source;   // For articles that name none.
  std::string date;     // For articles without one.
  std::size_t jobs = 1;
  DataOptions data;
};

struct ExtractOptions {
  ReadingOptions reading;
  std::string format = "jsonl";
};
ExitCode run_extract(const ExtractOptions& options);

struct ParseOptions {
  ReadingOptions reading;
  std::string input = "text";     // Or "conllu": words and sentences are given.
  std::string format = "conllu";  // Or "jsonl", "text".
};
ExitCode run_parse(const ParseOptions& options);

struct ExplainOptions {
  std::string text;
  std::string title;
  std::string date;  // Who held an office then.
  DataOptions data;
};
ExitCode run_explain(const ExplainOptions& options);

ExitCode run_codebook(const DataOptions& data);

struct IngestOptions {
  ReadingOptions reading;
  std::string db;
  std::size_t sync_every = 1;
  std::string log;  // File for what was done with each article; empty: none.
};
ExitCode run_ingest(const IngestOptions& options);

struct ReextractOptions {
  std::string db;
  std::size_t jobs = 1;
  std::string log;
  bool list = false;  // Every statement that came or went, not only how many.
  DataOptions data;
};
ExitCode run_reextract(const ReextractOptions& options);

struct GraphQuestionOptions {
  std::string db;
  std::string view = "facts";
  std::vector<std::string> relations;
};

struct NeighborsOptions {
  GraphQuestionOptions question;
  std::string entity;
  std::size_t limit = 50;
  std::size_t sentences = 1;  // For each relationship.
  bool show_query = false;    // Print the query that this stands for, and no more.
};
ExitCode run_neighbors(const NeighborsOptions& options);

struct FindOptions {
  std::string db;
  std::string prefix;
  std::size_t limit = 50;
};
ExitCode run_find(const FindOptions& options);

struct PathOptions {
  GraphQuestionOptions question;
  std::string from;
  std::string to;
  std::size_t count = 1;
  std::string best = "short";  // Or "sure".
  bool show_query = false;     // Print the query that this stands for, and no more.
};
ExitCode run_path(const PathOptions& options);

inline constexpr std::uint32_t kQueryMegabytes = 4096;  // That a query may keep, if nothing else is said.

struct QueryCommandOptions {
  std::string db;
  std::string view = "facts";
  std::string text;                     // Or
  std::string file;                     // "-": standard input.
  std::vector<std::string> parameters;  // "name=value"
  std::string format;                   // Empty: a table on a terminal, else tab-separated.
  double timeout = 0;                   // Seconds; 0: none.
  std::uint64_t most_rows = 0;          // 0: all.
  std::uint32_t most_memory = kQueryMegabytes;
};
ExitCode run_query_command(const QueryCommandOptions& options);

struct ShellOptions {
  std::string db;
  std::string view = "facts";
};
ExitCode run_shell(const ShellOptions& options);

struct ShowOptions {
  std::string db;
  std::string what;  // An entity's name or key, a statement id, or an article id.
  std::size_t limit = 10;
};
ExitCode run_show(const ShowOptions& options);

struct AnalyzeOptions {
  GraphQuestionOptions question;
  std::string what;  // "centrality", "components", "communities" or "bridges"
  std::string measure = "pagerank";
  bool strong = false;          // Components along directions.
  double least_confidence = 0;  // Of statements that count.
  std::string from;             // Seen in this time.
  std::string until;
  std::string format = "table";  // Or "csv", "json".
  std::size_t limit = 20;        // Rows, or groups; 0: all.
};
ExitCode run_analyze(const AnalyzeOptions& options);

ExitCode run_articles_list(const std::string& db);
ExitCode run_articles_reports(const std::string& db);
ExitCode run_articles_remove(const std::string& db, const std::vector<std::string>& ids);

ExitCode run_stats(const std::string& db);

struct ExportCommandOptions {
  GraphQuestionOptions question;
  std::string format = "graphml";
  std::string output;  // Empty or "-": standard output.
  std::string aggregate = "statement";
  std::string around;  // An entity; empty: the whole graph.
  std::uint32_t steps = 1;
  std::string query;
  std::vector<std::string> parameters;  // "name=value"
  std::string from;
  std::string until;
  std::uint32_t least_reports = 0;
};
ExitCode run_export(const ExportCommandOptions& options);

struct SampleOptions {
  GraphQuestionOptions question;
  std::size_t statements = 100;
  std::size_t sentences = 0;  // If not 0, sentences are sampled.
  std::uint64_t seed = 1;
};
ExitCode run_sample(const SampleOptions& options);

// One sheet, or two.
ExitCode run_agreement(const std::vector<std::string>& paths);

struct DiffOptions {
  std::string first;
  std::string second;
  bool summary_only = false;
};
ExitCode run_diff(const DiffOptions& options);

struct JudgeOptions {
  std::string db;
  std::string kind;
  std::string subject;
  std::string object;
  std::string reason;
  std::string user;  // Empty: who runs the program.
};
ExitCode run_judge(const JudgeOptions& options);
ExitCode run_judge_list(const std::string& db);
ExitCode run_judge_export(const std::string& db);
ExitCode run_judge_import(const std::string& db, const std::string& path);

ExitCode run_candidates(const std::string& db, std::size_t limit);

ExitCode run_check(const std::string& db, bool deep);

struct BackupOptions {
  std::string db;
  std::string folder;
  std::uint32_t keep = 0;  // 0: all.
};
ExitCode run_backup(const BackupOptions& options);

ExitCode run_restore(const std::string& folder, const std::string& db);

struct MergeOptions {
  std::vector<std::string> stores;
  std::string db;
};
ExitCode run_merge(const MergeOptions& options);

ExitCode run_compact(const std::string& db);

ExitCode run_lexicon_find(const DataOptions& data, const std::vector<std::string>& names);

struct LexiconShowOptions {
  DataOptions data;
  std::string key;
  std::string format = "text";  // Or "json".
};
ExitCode run_lexicon_show(const LexiconShowOptions& options);

struct LexiconCoverageOptions {
  ReadingOptions reading;
  std::size_t words = 1;    // Names of at least so many words.
  std::size_t minimum = 2;  // That occur at least so often.
  std::size_t limit = 100;  // Most names shown; 0: all.
  bool known = false;       // Those that are known, in place of those that are not.
};
ExitCode run_lexicon_coverage(const LexiconCoverageOptions& options);

ExitCode run_lexicon_clashes(const DataOptions& data);

ExitCode run_lexicon_stats(const DataOptions& data);

ExitCode run_lexicon_compile(const DataOptions& data, const std::string& output);

}  // namespace entente::tools
