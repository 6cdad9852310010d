#include "sqlite_peer.hpp"

#include <cstdio>
#include <cstdlib>
#include <unordered_set>

#include <sqlite3.h>

namespace entente::bench {
namespace {

void require(bool good, sqlite3* db) {
  if (good) return;
  std::fprintf(stderr, "sqlite: %s\n", sqlite3_errmsg(db));
  std::exit(1);
}

int day_number(const Date& date) { return date.year * 10000 + date.month * 100 + date.day; }

}  // namespace

void SqlitePeer::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

SqlitePeer::SqlitePeer(const std::filesystem::path& path) {
  require(sqlite3_open(path.c_str(), &db_) == SQLITE_OK, db_);
  run("PRAGMA page_size=8192");
  run("PRAGMA journal_mode=WAL");
  run("PRAGMA synchronous=FULL");
  run("PRAGMA cache_size=-1000000");
  run("PRAGMA mmap_size=8589934592");
  run("CREATE TABLE IF NOT EXISTS entity(id INTEGER PRIMARY KEY, name TEXT)");
  run("CREATE TABLE IF NOT EXISTS edges(id INTEGER PRIMARY KEY, source INT, target INT, relation INT, date INT, "
      "polarity INT, sentence TEXT)");
  one_hop_ = prepare("SELECT target, id, polarity FROM edges WHERE source=? AND relation=?");
  two_hop_ = prepare(
      "SELECT count(*) FROM (SELECT DISTINCT b.target FROM (SELECT DISTINCT target FROM edges WHERE source=?) a "
      "JOIN edges b ON b.source=a.target)");
  outgoing_ = prepare("SELECT target FROM edges WHERE source=?");
  incoming_ = prepare("SELECT source FROM edges WHERE target=?");
  insert_ = prepare("INSERT INTO edges VALUES(?,?,?,?,?,?,?)");
}

SqlitePeer::~SqlitePeer() {
  for (Query* query : {&one_hop_, &two_hop_, &outgoing_, &incoming_, &insert_}) query->reset();
  sqlite3_close(db_);
}

void SqlitePeer::run(const char* sql) { require(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) == SQLITE_OK, db_); }

SqlitePeer::Query SqlitePeer::prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  require(sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr) == SQLITE_OK, db_);
  return Query(statement);
}

bool SqlitePeer::step(sqlite3_stmt* statement) {
  const int result = sqlite3_step(statement);
  require(result == SQLITE_ROW || result == SQLITE_DONE, db_);
  return result == SQLITE_ROW;
}

void SqlitePeer::load(const SyntheticGraph& graph) {
  run("PRAGMA synchronous=OFF");
  run("BEGIN");
  const Query entity = prepare("INSERT INTO entity VALUES(?,?)");
  for (std::uint32_t node = 0; node < graph.node_count(); ++node) {
    const std::string name = SyntheticGraph::key_of(node);
    sqlite3_bind_int64(entity.get(), 1, node);
    sqlite3_bind_text(entity.get(), 2, name.data(), static_cast<int>(name.size()), SQLITE_TRANSIENT);
    step(entity.get());
    sqlite3_reset(entity.get());
  }
  run("COMMIT");
  insert(graph.edges(), 0, graph);
  run("CREATE INDEX by_source ON edges(source, relation, target, date, polarity)");
  run("CREATE INDEX by_target ON edges(target, relation, source, date, polarity)");
  run("ANALYZE");
  run("PRAGMA wal_checkpoint(TRUNCATE)");
}

void SqlitePeer::insert(const std::vector<SyntheticEdge>& edges, std::int64_t first, const SyntheticGraph& graph) {
  run("BEGIN");
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const SyntheticEdge& edge = edges[i];
    const std::int64_t id = first + static_cast<std::int64_t>(i);
    const std::string sentence = graph.sentence(static_cast<std::size_t>(id));
    const std::int64_t values[] = {
        id, edge.source, edge.target, edge.relation, day_number(edge.date), static_cast<std::int64_t>(edge.polarity)};
    int column = 0;
    for (const std::int64_t value : values) sqlite3_bind_int64(insert_.get(), ++column, value);
    sqlite3_bind_text(insert_.get(), ++column, sentence.data(), static_cast<int>(sentence.size()), SQLITE_TRANSIENT);
    step(insert_.get());
    sqlite3_reset(insert_.get());
  }
  run("COMMIT");
}

std::vector<SqlitePeer::Row> SqlitePeer::one_hop(std::uint32_t source, std::size_t relation) {
  sqlite3_bind_int64(one_hop_.get(), 1, source);
  sqlite3_bind_int64(one_hop_.get(), 2, static_cast<std::int64_t>(relation));
  std::vector<Row> rows;
  while (step(one_hop_.get())) {
    rows.push_back({static_cast<std::uint32_t>(sqlite3_column_int64(one_hop_.get(), 0)),
                    sqlite3_column_int64(one_hop_.get(), 1), sqlite3_column_int(one_hop_.get(), 2)});
  }
  sqlite3_reset(one_hop_.get());
  return rows;
}

std::uint64_t SqlitePeer::two_hop_count(std::uint32_t source) {
  sqlite3_bind_int64(two_hop_.get(), 1, source);
  step(two_hop_.get());
  const auto count = static_cast<std::uint64_t>(sqlite3_column_int64(two_hop_.get(), 0));
  sqlite3_reset(two_hop_.get());
  return count;
}

std::vector<std::uint32_t> SqlitePeer::ends(sqlite3_stmt* statement, std::uint32_t node) {
  std::vector<std::uint32_t> result;
  sqlite3_bind_int64(statement, 1, node);
  while (step(statement)) result.push_back(static_cast<std::uint32_t>(sqlite3_column_int64(statement, 0)));
  sqlite3_reset(statement);
  return result;
}

// Breadth first from both ends, a query for each node: faster than a recursive query.
int SqlitePeer::path_length(std::uint32_t from, std::uint32_t to, int most) {
  std::vector<std::uint32_t> levels[2] = {{from}, {to}};
  std::unordered_set<std::uint32_t> seen[2] = {{from}, {to}};
  for (int length = 1; length <= most && !levels[0].empty() && !levels[1].empty(); ++length) {
    const std::size_t side = levels[0].size() <= levels[1].size() ? 0 : 1;
    std::vector<std::uint32_t> next;
    for (const std::uint32_t node : levels[side]) {
      for (sqlite3_stmt* statement : {outgoing_.get(), incoming_.get()}) {
        for (const std::uint32_t other : ends(statement, node)) {
          if (seen[1 - side].contains(other)) return length;
          if (seen[side].insert(other).second) next.push_back(other);
        }
      }
    }
    levels[side] = std::move(next);
  }
  return -1;
}

}  // namespace entente::bench
