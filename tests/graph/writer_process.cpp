#include "writer_process.hpp"

#include "catch.hpp"
#include "graph_fixtures.hpp"

#include <array>
#include <csignal>
#include <random>
#include <string>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace entente::test {

std::vector<Contribution> WriterProcess::articles(int count) {
  std::mt19937 random(41);  // As in store_writer.cpp.
  std::vector<Contribution> articles;
  for (int i = 0; i < count; ++i) articles.push_back(random_contribution(random, "article-" + std::to_string(i)));
  return articles;
}

// Not a mere fork: the threads of RocksDB would be missing in it.
WriterProcess::WriterProcess(const std::filesystem::path& store, int count) {
  std::array<int, 2> ends{};
  REQUIRE(pipe2(ends.data(), O_CLOEXEC) == 0);
  acknowledged_ = ends[0];
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  const std::string path = store.string();
  const std::string number = std::to_string(count);
  const std::array<const char*, 4> arguments = {ENTENTE_STORE_WRITER, path.c_str(), number.c_str(), nullptr};
  REQUIRE(posix_spawn(&child_, ENTENTE_STORE_WRITER, &actions, nullptr, const_cast<char* const*>(arguments.data()),
                      environ) == 0);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
}

WriterProcess::~WriterProcess() {
  if (child_ == 0) return;
  kill();
  wait();
}

void WriterProcess::kill() { ::kill(child_, SIGKILL); }

WriterProcess::End WriterProcess::wait() {
  End end;
  for (std::uint32_t number = 0; read(acknowledged_, &number, sizeof number) == sizeof number;)
    end.acknowledged.insert(number);
  close(acknowledged_);
  int status = 0;
  waitpid(child_, &status, 0);
  child_ = 0;
  end.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return end;
}

}  // namespace entente::test
