// A process that writes articles to a store (store_writer.cpp), to be disturbed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <vector>

#include <entente/schemas/contribution.hpp>

#include <sys/types.h>

namespace entente::test {

class WriterProcess {
 public:
  // What it writes, in this order.
  static std::vector<Contribution> articles(int count);

  // Starts it on the store, which it makes if there is none. Its environment is that of this process.
  WriterProcess(const std::filesystem::path& store, int count);
  ~WriterProcess();
  WriterProcess(const WriterProcess&) = delete;
  WriterProcess& operator=(const WriterProcess&) = delete;

  void kill();

  struct End {
    int status = 0;                        // 0 done, 2 an error; below 0: ended by that signal.
    std::set<std::uint32_t> acknowledged;  // Articles that it said to be in the store, and that it did not find there.
  };
  End wait();

 private:
  pid_t child_ = 0;
  int acknowledged_ = -1;
};

}  // namespace entente::test
