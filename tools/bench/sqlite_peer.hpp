// The same graph and questions in SQLite, to compare with.
#pragma once

#include "synthetic_graph.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace entente::bench {

// Ends the process with a message when SQLite fails: this is a measuring program.
class SqlitePeer {
 public:
  explicit SqlitePeer(const std::filesystem::path& path);
  ~SqlitePeer();
  SqlitePeer(const SqlitePeer&) = delete;
  SqlitePeer& operator=(const SqlitePeer&) = delete;

  void load(const SyntheticGraph& graph);

  struct Row {
    std::uint32_t target = 0;
    std::int64_t edge = 0;
    int polarity = 0;
  };
  std::vector<Row> one_hop(std::uint32_t source, std::size_t relation);
  std::uint64_t two_hop_count(std::uint32_t source);
  int path_length(std::uint32_t from, std::uint32_t to, int most);  // -1: none.
  void insert(const std::vector<SyntheticEdge>& edges, std::int64_t first, const SyntheticGraph& graph);

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  using Query = std::unique_ptr<sqlite3_stmt, Finalize>;

  void run(const char* sql);
  Query prepare(const char* sql);
  bool step(sqlite3_stmt* statement);
  std::vector<std::uint32_t> ends(sqlite3_stmt* statement, std::uint32_t node);

  sqlite3* db_ = nullptr;
  Query one_hop_;
  Query two_hop_;
  Query outgoing_;
  Query incoming_;
  Query insert_;
};

}  // namespace entente::bench
