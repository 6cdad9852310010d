#include "database.hpp"
#include "keys.hpp"
#include "records.hpp"
#include "report_index.hpp"
#include "store_check.hpp"
#include "store_log.hpp"
#include "store_snapshot.hpp"
#include "store_writer.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include <entente/graph/store.hpp>

namespace entente::graph {

struct Store::State {
  std::unique_ptr<Database> database;
  std::mutex writing;
};

struct IngestRun::State {
  Store::State* store = nullptr;
  Extraction extraction;
  bool described = false;  // That extraction, in the store.
  std::size_t sync_every = 1;
  std::size_t unsynced = 0;                         // Articles.
  std::set<std::pair<ArticleId, Hash128>> brought;  // By this run.
  std::set<ArticleId> shared_ids;
};

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::filesystem::path& path, OpenMode mode) {
  auto database = Database::open(path, mode);
  if (!database) return database.error();
  auto state = std::make_unique<State>();
  state->database = std::move(*database);
  return Store(std::move(state));
}

std::unique_ptr<PropertyGraph> Store::snapshot() const { return std::make_unique<StoreSnapshot>(*state_->database); }

IngestRun Store::begin_ingest(const Extraction& extraction, std::size_t sync_every) {
  auto state = std::make_unique<IngestRun::State>();
  state->store = state_.get();
  state->extraction = extraction;
  state->sync_every = sync_every;
  return IngestRun(std::move(state));
}

Result<IngestRun> Store::begin_reextraction(const Extraction& extraction, std::size_t sync_every) {
  const auto articles = snapshot()->articles();
  if (!articles) return articles.error();
  IngestRun run = begin_ingest(extraction, sync_every);
  for (const ArticleSummary& article : *articles) run.state_->brought.emplace(article.id, article.content_hash);
  return run;
}

Result<bool> Store::remove(const ArticleId& id) {
  const std::lock_guard lock(state_->writing);
  StoreWriter writer(*state_->database);
  const auto versions = writer.versions(id);
  if (!versions) return versions.error();
  for (const StoreWriter::Version& version : *versions) {
    if (auto retracted = writer.retract(version.number); !retracted) return retracted.error();
  }
  if (versions->empty()) return false;
  if (auto committed = writer.commit(); !committed) return committed.error();
  return true;
}

Result<void> Store::find_reports() {
  const std::lock_guard lock(state_->writing);
  return refresh_reports(*state_->database);
}

Result<std::vector<Extraction>> Store::extractions() const {
  auto all = read_extractions(*state_->database);
  if (!all) return all;
  std::set<Hash128> used;
  const auto scanned = state_->database->scan(Family::article, "", nullptr,
                                              [&](std::string_view key, std::string_view value) -> Result<bool> {
                                                const auto record = decode_article(value);
                                                if (!record)
                                                  return corrupt_record(state_->database->path(), Family::article, key);
                                                used.insert(record->extraction);
                                                return true;
                                              });
  if (!scanned) return scanned.error();
  std::erase_if(*all, [&](const Extraction& extraction) { return !used.contains(extraction.version); });
  return all;
}

Result<std::vector<Judgement>> Store::judgements() const { return read_judgements(*state_->database); }

Result<void> Store::judge(const std::vector<Judgement>& judgements) {
  const std::lock_guard lock(state_->writing);
  rocksdb::WriteBatch batch;
  for (const Judgement& judgement : judgements) {
    graph::put(*state_->database, judgement, batch);
  }
  return state_->database->write(batch);
}

Result<CheckReport> Store::check(CheckDepth depth) const { return check_store(*state_->database, depth); }

IngestRun::IngestRun(std::unique_ptr<State> state) : state_(std::move(state)) {}
IngestRun::IngestRun(IngestRun&&) noexcept = default;
IngestRun& IngestRun::operator=(IngestRun&&) noexcept = default;
IngestRun::~IngestRun() = default;

bool IngestRun::is_known(const Article& article) const {
  const Database& database = *state_->store->database;
  const auto number =
      database.get(Family::article_id, article_id_key(article.id.value, article.content_hash()), nullptr);
  if (!number || !*number) return false;
  const auto value = database.get(Family::article, **number, nullptr);
  if (!value || !*value) return false;
  const auto record = decode_article(**value);
  if (!record || record->extraction != state_->extraction.version) return false;
  const bool origin_known = article.origin.empty() || std::find(record->origins.begin(), record->origins.end(),
                                                                article.origin) != record->origins.end();
  return origin_known;
}

Result<PutOutcome> IngestRun::put(const Contribution& contribution) {
  const Article& article = contribution.article;
  if (auto checked = check_id(article.id); !checked) return checked.error();
  const std::lock_guard lock(state_->store->writing);
  const Hash128 content = article.content_hash();
  const auto brought = state_->brought.lower_bound({article.id, Hash128{}});
  const bool id_seen = brought != state_->brought.end() && brought->first == article.id;
  const bool same_seen = state_->brought.contains({article.id, content});
  if (id_seen && !same_seen) state_->shared_ids.insert(article.id);
  if (is_known(article)) {
    state_->brought.emplace(article.id, content);
    return PutOutcome::unchanged;
  }
  StoreWriter writer(*state_->store->database);
  const auto versions = writer.versions(article.id);
  if (!versions) return versions.error();
  bool replaced = false;
  std::optional<ArticleNumber> kept;  // Same content and extraction: only its origin is new.
  std::set<std::string> origins;
  if (!article.origin.empty()) origins.insert(article.origin);
  for (const StoreWriter::Version& version : *versions) {
    const bool same = version.content == content;
    if (!same && state_->brought.contains({article.id, version.content})) continue;
    Article without_origin = article;
    without_origin.origin.clear();
    if (same && is_known(without_origin)) {
      kept = version.number;
      continue;
    }
    if (same) {  // Extracted anew: it still comes from every file that it came from.
      auto former = writer.origins(version.number);
      if (!former) return former.error();
      origins.insert(former->begin(), former->end());
    }
    if (auto retracted = writer.retract(version.number); !retracted) return retracted.error();
    replaced = true;
  }
  if (!kept) {
    if (auto added = writer.add(contribution, state_->extraction.version); !added) return added.error();
    if (!state_->described) writer.describe(state_->extraction);
  }
  for (const std::string& origin : origins) {
    const auto moved = writer.move_origin(origin, kept.value_or(writer.added()));
    if (!moved) return moved.error();
    replaced = replaced || *moved;
  }
  const bool sync = state_->unsynced + 1 >= state_->sync_every;
  if (auto committed = writer.commit(sync); !committed) return committed.error();
  state_->described = state_->described || !kept;
  state_->unsynced = sync ? 0 : state_->unsynced + 1;
  state_->brought.emplace(article.id, content);
  if (replaced) return PutOutcome::replaced;
  return kept ? PutOutcome::unchanged : PutOutcome::added;
}

Result<void> IngestRun::finish() {
  const std::lock_guard lock(state_->store->writing);
  if (auto refreshed = refresh_reports(*state_->store->database); !refreshed) return refreshed;
  if (state_->unsynced == 0) return {};
  state_->unsynced = 0;
  return state_->store->database->sync();
}

std::vector<ArticleId> IngestRun::shared_ids() const { return {state_->shared_ids.begin(), state_->shared_ids.end()}; }

}  // namespace entente::graph
