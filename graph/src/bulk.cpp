#include "bulk_loader.hpp"
#include "store_log.hpp"
#include "store_snapshot.hpp"

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

#include <entente/graph/bulk.hpp>
#include <entente/graph/store.hpp>

namespace entente::graph {
namespace {

namespace fs = std::filesystem;

struct Source {
  std::unique_ptr<Database> database;
  std::unique_ptr<StoreSnapshot> snapshot;
};

// An article of one of the stores that are merged.
struct Held {
  ArticleId id;
  Hash128 content;
  Hash128 extraction;
  std::string date_origin;
  std::size_t store = 0;
  ArticleNumber number;
  std::vector<std::string> origins;
};

// Every article once, with all its origins.
Result<std::vector<Held>> articles_of(const std::vector<Source>& sources) {
  std::vector<Held> all;
  for (std::size_t store = 0; store < sources.size(); ++store) {
    const StoreSnapshot& snapshot = *sources[store].snapshot;
    const auto articles = snapshot.articles();
    if (!articles) return articles.error();
    for (const ArticleSummary& article : *articles) {
      auto record = snapshot.article_record(article.number);
      if (!record) return record.error();
      all.push_back({article.id, article.content_hash, record->extraction, article.date_origin, store, article.number,
                     std::move(record->origins)});
    }
  }
  std::sort(all.begin(), all.end(), [](const Held& a, const Held& b) {
    return std::tie(a.id, a.content, b.extraction, a.date_origin, a.store) <
           std::tie(b.id, b.content, a.extraction, b.date_origin, b.store);
  });
  std::vector<Held> chosen;
  for (Held& held : all) {
    if (chosen.empty() || chosen.back().id != held.id || chosen.back().content != held.content) {
      chosen.push_back(std::move(held));
    } else {
      auto& origins = chosen.back().origins;
      origins.insert(origins.end(), held.origins.begin(), held.origins.end());
    }
  }
  for (Held& held : chosen) {
    std::sort(held.origins.begin(), held.origins.end());
    held.origins.erase(std::unique(held.origins.begin(), held.origins.end()), held.origins.end());
  }
  return chosen;
}

Result<void> load(Database& database, const ArticleStream& articles) {
  BulkLoader loader(database);
  while (true) {
    const auto article = articles();
    if (!article) return article.error();
    if (!*article) return loader.finish();
    const auto& [contribution, extraction, origins] = **article;
    if (auto added = loader.add(contribution, extraction, origins); !added) return added;
  }
}

// The logs of all stores together.
Result<void> merge_logs(const std::vector<Source>& sources, Database& database) {
  rocksdb::WriteBatch batch;
  for (const Source& source : sources) {
    const auto extractions = read_extractions(*source.database);
    if (!extractions) return extractions.error();
    for (const Extraction& extraction : *extractions) put(database, extraction, batch);
    const auto judgements = read_judgements(*source.database);
    if (!judgements) return judgements.error();
    for (const Judgement& judgement : *judgements) put(database, judgement, batch);
  }
  return database.write(batch);
}

}  // namespace

Result<void> bulk_load(const fs::path& path, const ArticleStream& articles) {
  return Database::make(path, [&](Database& database) { return load(database, articles); });
}

Result<void> merge_stores(const std::vector<fs::path>& stores, const fs::path& into) {
  std::vector<Source> sources;
  for (const fs::path& store : stores) {
    auto database = Database::open(store, OpenMode::read_only);
    if (!database) return database.error();
    auto snapshot = std::make_unique<StoreSnapshot>(**database);
    sources.push_back({std::move(*database), std::move(snapshot)});
  }
  auto articles = articles_of(sources);
  if (!articles) return articles.error();
  std::size_t next = 0;
  const ArticleStream stream = [&]() -> Result<std::optional<LoadedArticle>> {
    if (next == articles->size()) return std::optional<LoadedArticle>{};
    Held& held = (*articles)[next++];
    const StoreSnapshot& snapshot = *sources[held.store].snapshot;
    const auto record = snapshot.article_record(held.number);
    if (!record) return record.error();
    auto contribution = snapshot.contribution(*record);
    if (!contribution) return contribution.error();
    return std::optional<LoadedArticle>({std::move(*contribution), held.extraction, std::move(held.origins)});
  };
  return Database::make(into, [&](Database& database) -> Result<void> {
    if (auto loaded = load(database, stream); !loaded) return loaded;
    return merge_logs(sources, database);
  });
}

}  // namespace entente::graph
