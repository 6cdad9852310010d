// The store: articles, entities, statements and evidence in one folder, on RocksDB.
//
// Its content is a set: the union of what its articles contribute. Ingesting an article again changes nothing, a
// changed article replaces its contribution, a removed one takes it away. Each article is written whole or not at
// all, and unless its run says otherwise is on the disk when put() returns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <entente/graph/judgement.hpp>
#include <entente/graph/property_graph.hpp>
#include <entente/schemas/contribution.hpp>
#include <entente/schemas/result.hpp>

namespace entente::graph {

// Version of the layout on disk. Stores of another version are refused with what to do.
inline constexpr std::uint32_t kStoreFormat = 3;

enum class OpenMode : std::uint8_t {
  read_only,          // Takes no lock; the store must exist.
  read_write,         // One process at a time; the store must exist.
  create_if_missing,  // read_write, and makes an empty store where there is none.
};

enum class PutOutcome : std::uint8_t {
  added,      // A new article.
  unchanged,  // Known with the same content and the same extraction.
  replaced,   // Known with other content, or extracted by another version.
};

enum class CheckDepth : std::uint8_t {
  // Verifies the checksums of all files, and compares how many records the indexes have with how many there are.
  quick,
  // Also reads every record through every index. Takes memory for each record.
  deep,
};

struct CheckReport {
  GraphCounts counts;
  std::vector<std::string> problems;  // Empty when all is well.
};

// What made statements out of articles.
struct Extraction {
  Hash128 version;          // Of extractor and knowledge: the same content from another extraction is written anew.
  std::string description;  // The same for people: which versions of program, models, lexicon and ontology.
};

class IngestRun;

// Thread contract: any number of threads may read; writes are made one after the other. Snapshots and runs may not
// outlive the store.
class Store {
 public:
  // Fails with not_found (nothing there), locked (open for writing elsewhere), unsupported_version, corruption, io.
  static Result<Store> open(const std::filesystem::path& path, OpenMode mode);

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  // The state as it is now.
  std::unique_ptr<PropertyGraph> snapshot() const;

  // Begins to take in articles, whose statements this extraction made. Each `sync_every`-th article that is written waits for the disk, with
  // those before it: when power fails, the ones after may be lost, the last first. A killed process loses none. Requires: opened
  // for writing; sync_every > 0.
  IngestRun begin_ingest(const Extraction& extraction, std::size_t sync_every = 1);

  // Takes an article away with all it contributed. False if there is none of that id. Requires: opened for writing.
  Result<bool> remove(const ArticleId& id);

  // Finds which articles are one report, if articles came or went since that was done. Those who read find it for themselves until then,
  // each time. Requires: opened for writing.
  Result<void> find_reports();

  // The same for articles of this very store, read anew: several texts under one id all stay. Fails as the graph's functions do.
  Result<IngestRun> begin_reextraction(const Extraction& extraction, std::size_t sync_every = 1);

  // The extractions that articles of this store are from, by version, as far as they are described. Reads every article's record.
  Result<std::vector<Extraction>> extractions() const;

  // The log of judgements, in the order of their times. See curate().
  Result<std::vector<Judgement>> judgements() const;

  // Adds to the log, all or nothing; what it holds already stays once. Requires: opened for writing.
  Result<void> judge(const std::vector<Judgement>& judgements);

  // Reports at most 100 problems; fails only if checking itself is impossible.
  Result<CheckReport> check(CheckDepth depth = CheckDepth::deep) const;

 private:
  friend class IngestRun;
  struct State;
  explicit Store(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// One run of ingestion. Articles that share an id within one run are all kept, since each is somebody's text; an
// article of an id that earlier runs brought replaces what this run has not brought as well.
class IngestRun {
 public:
  IngestRun(IngestRun&&) noexcept;
  IngestRun& operator=(IngestRun&&) noexcept;
  ~IngestRun();

  // Whether putting the article would change nothing. Thread-safe; a failed read counts as unknown.
  bool is_known(const Article& article) const;

  // Writes what an article contributes, in one batch. Where is_known() holds at the time of the call, only the
  // article is read, so that its extraction can be spared. Errors leave the store as it was.
  Result<PutOutcome> put(const Contribution& contribution);

  // Finds which articles are one report, and returns when all that was put is on the disk. A run that ends without it leaves the
  // first to those who read, and the second to the system.
  Result<void> finish();

  // Ids under which this run brought more than one text, in byte order.
  std::vector<ArticleId> shared_ids() const;

 private:
  friend class Store;
  struct State;
  explicit IngestRun(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace entente::graph
