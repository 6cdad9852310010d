// Makes one call that writes to a file fail, in the program that this is linked to: the definitions here come before those of the
// C library, for RocksDB as well.
//   ENTENTE_FAILING_WRITE=N   the N-th call fails: of a write, half is written, and the rest is an error of the device
//   ENTENTE_FAILING_WRITE=N+  so do all after it
//   ENTENTE_COUNTED_WRITES=F  at its end the program writes to file F how many calls there were
// Standard output and error are left alone. Nothing waits for the disk, since a killed process loses nothing that the system has,
// nor for better times, as RocksDB does for a second after a failed flush.
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include <dlfcn.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

std::atomic<long> calls{0};

struct Plan {
  long failing = 0;  // Number of the call; 0: none.
  bool and_later_ones = false;

  Plan() {
    const char* const text = std::getenv("ENTENTE_FAILING_WRITE");
    if (text == nullptr) return;
    char* end = nullptr;
    failing = std::strtol(text, &end, 10);
    and_later_ones = *end == '+';
  }
};

// Whether the call that is being made is to fail.
bool fails(int file) {
  static const Plan plan;
  if (file == STDOUT_FILENO || file == STDERR_FILENO) return false;
  const long call = ++calls;
  return call == plan.failing || (plan.and_later_ones && call > plan.failing);
}

int input_output_error() {
  errno = EIO;
  return -1;
}

template <typename Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

struct Report {
  ~Report() {
    const char* const path = std::getenv("ENTENTE_COUNTED_WRITES");
    if (path == nullptr) return;
    const long count = calls;
    if (std::FILE* const file = std::fopen(path, "w")) {
      std::fprintf(file, "%ld\n", count);
      std::fclose(file);
    }
  }
} report;

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, std::size_t count) {
  static auto* const real = next<ssize_t(int, const void*, std::size_t)>("write");
  if (!fails(file)) return real(file, bytes, count);
  if (count > 1) real(file, bytes, count / 2);
  return input_output_error();
}

ssize_t pwrite(int file, const void* bytes, std::size_t count, off_t offset) {
  static auto* const real = next<ssize_t(int, const void*, std::size_t, off_t)>("pwrite");
  if (!fails(file)) return real(file, bytes, count, offset);
  if (count > 1) real(file, bytes, count / 2, offset);
  return input_output_error();
}

ssize_t pwrite64(int file, const void* bytes, std::size_t count, off64_t offset) {
  static auto* const real = next<ssize_t(int, const void*, std::size_t, off64_t)>("pwrite64");
  if (!fails(file)) return real(file, bytes, count, offset);
  if (count > 1) real(file, bytes, count / 2, offset);
  return input_output_error();
}

int fsync(int file) { return fails(file) ? input_output_error() : 0; }

int fdatasync(int file) { return fails(file) ? input_output_error() : 0; }

int usleep(useconds_t) { return 0; }

int ftruncate(int file, off_t length) noexcept {
  static auto* const real = next<int(int, off_t)>("ftruncate");
  return fails(file) ? input_output_error() : real(file, length);
}

int rename(const char* from, const char* to) noexcept {
  static auto* const real = next<int(const char*, const char*)>("rename");
  return fails(-1) ? input_output_error() : real(from, to);
}

}  // extern "C"
