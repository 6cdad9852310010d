#include "formats.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>
#include <utility>

#include <unistd.h>

namespace entente::graph {
namespace {

namespace fs = std::filesystem;

using Write = Result<void> (*)(const ExportSource&, TextWriter&);

struct Part {
  const char* file = nullptr;  // Its name within the folder; none for a format of one file.
  Write write = nullptr;
};

struct Format {
  const char* name;
  ExportFormat format;
  std::array<Part, 2> parts;
};

constexpr std::array<Format, 14> kFormats = {
    {{"graphml", ExportFormat::graphml, {{{nullptr, write_graphml}}}},
     {"yed", ExportFormat::yed, {{{nullptr, write_graphml}}}},
     {"gexf", ExportFormat::gexf, {{{nullptr, write_gexf}}}},
     {"svg", ExportFormat::svg, {{{nullptr, write_svg}}}},
     {"dot", ExportFormat::dot, {{{nullptr, write_dot}}}},
     {"csv", ExportFormat::csv, {{{"nodes.csv", write_csv_nodes}, {"edges.csv", write_csv_edges}}}},
     {"neo4j",
      ExportFormat::neo4j,
      {{{"nodes.csv", write_neo4j_nodes}, {"relationships.csv", write_neo4j_relationships}}}},
     {"jsonld", ExportFormat::json_ld, {{{nullptr, write_json_ld}}}},
     {"nquads", ExportFormat::n_quads, {{{nullptr, write_n_quads}}}},
     {"plover", ExportFormat::plover, {{{nullptr, write_plover}}}},
     {"dyads", ExportFormat::dyad_years, {{{nullptr, write_dyad_years}}}},
     {"dna", ExportFormat::event_list, {{{nullptr, write_event_list}}}},
     {"bibtex", ExportFormat::bibtex, {{{nullptr, write_bibtex}}}},
     {"csl", ExportFormat::csl, {{{nullptr, write_csl}}}}}};

const Format& format_of(ExportFormat format) {
  return *std::find_if(kFormats.begin(), kFormats.end(), [&](const Format& f) { return f.format == format; });
}

Error write_error(const fs::path& path, int number) {
  const std::string reason = std::system_category().message(number);
  return {number == ENOSPC ? ErrorCode::no_space : ErrorCode::io, "cannot be written: " + reason, path.string(),
          "check path, rights and free space; the file that was there before is unchanged"};
}

// A file that takes its place when it is whole.
class TemporaryFile {
 public:
  explicit TemporaryFile(fs::path path) : path_(std::move(path)), temporary_(path_) {
    temporary_ += fmt::format(".{}.tmp", getpid());
    file_.reset(std::fopen(temporary_.c_str(), "wb"));
    if (!file_) status_ = write_error(path_, errno);
  }
  ~TemporaryFile() {
    file_.reset();
    std::error_code ignored;
    if (!placed_) fs::remove(temporary_, ignored);
  }
  TemporaryFile(TemporaryFile&&) = delete;
  TemporaryFile& operator=(TemporaryFile&&) = delete;

  Result<void> write(std::string_view text) {
    if (status_ && std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size())
      status_ = write_error(path_, errno);
    return status_;
  }

  // On the disk, but not in its place yet.
  Result<void> finish() {
    if (status_ && (std::fflush(file_.get()) != 0 || fsync(fileno(file_.get())) != 0))
      status_ = write_error(path_, errno);
    file_.reset();
    return status_;
  }

  Result<void> put_in_place() {
    std::error_code failure;
    fs::rename(temporary_, path_, failure);
    if (failure) return write_error(path_, failure.value());
    placed_ = true;
    return {};
  }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  fs::path path_;
  fs::path temporary_;
  std::unique_ptr<std::FILE, Close> file_;
  Result<void> status_;
  bool placed_ = false;
};

Result<void> write_part(const ExportSource& source, Write write, const TextSink& sink) {
  TextWriter out(sink);
  if (auto written = write(source, out); !written) return written;
  return out.finish();
}

}  // namespace

std::vector<std::string> export_format_names() {
  std::vector<std::string> names;
  for (const Format& format : kFormats) names.emplace_back(format.name);
  return names;
}

std::optional<ExportFormat> parse_export_format(std::string_view name) {
  for (const Format& format : kFormats) {
    if (format.name == name) return format.format;
  }
  return std::nullopt;
}

bool is_folder_format(ExportFormat format) { return format_of(format).parts[0].file != nullptr; }

Result<void> export_text(const PropertyGraph& graph, const Selection& selection, const Ontology& ontology,
                         const ExportOptions& options, const TextSink& sink) {
  const auto selected = arrange(graph, selection, ontology);
  if (!selected) return selected.error();
  return write_part({graph, *selected, ontology, options}, format_of(options.format).parts[0].write, sink);
}

Result<std::string> export_text(const PropertyGraph& graph, const Selection& selection, const Ontology& ontology,
                                const ExportOptions& options) {
  std::string text;
  const auto written = export_text(graph, selection, ontology, options, [&](std::string_view piece) -> Result<void> {
    text += piece;
    return {};
  });
  if (!written) return written.error();
  return text;
}

Result<void> export_files(const PropertyGraph& graph, const Selection& selection, const Ontology& ontology,
                          const ExportOptions& options, const fs::path& path) {
  const auto selected = arrange(graph, selection, ontology);
  if (!selected) return selected.error();
  const ExportSource source{graph, *selected, ontology, options};
  if (is_folder_format(options.format)) {
    std::error_code failure;
    fs::create_directories(path, failure);
    if (failure) return write_error(path, failure.value());
  }
  std::vector<std::unique_ptr<TemporaryFile>> files;
  for (const Part& part : format_of(options.format).parts) {
    if (part.write == nullptr) continue;
    files.push_back(std::make_unique<TemporaryFile>(part.file == nullptr ? path : path / part.file));
    TemporaryFile& file = *files.back();
    const auto written = write_part(source, part.write, [&](std::string_view text) { return file.write(text); });
    if (!written) return written;
    if (auto finished = file.finish(); !finished) return finished;
  }
  for (const auto& file : files) {
    if (auto placed = file->put_in_place(); !placed) return placed;
  }
  return {};
}

}  // namespace entente::graph
