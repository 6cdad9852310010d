#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include <entente/ingest/pipeline.hpp>

namespace entente::ingest {
namespace {

constexpr std::size_t kArticlesPerJob = 8;

ProcessedArticle process(ReadArticle read, const StatementExtractor& extractor, const PipelineOptions& options) {
  if (!read.article) return {std::move(read.place), read.article.error(), false, 0};
  Article article = std::move(*read.article);
  if (options.is_known && options.is_known(article)) {
    Contribution known;
    known.article = std::move(article);
    return {std::move(read.place), std::move(known), false, 0};
  }
  return {std::move(read.place), extractor.extract(std::move(article)), true, 0};
}

// What the threads share. Articles are numbered as they are read and leave in that order.
class Pipeline {
 public:
  Pipeline(ArticleReader& reader, const StatementExtractor& extractor, const PipelineOptions& options)
      : reader_(reader),
        extractor_(extractor),
        options_(options),
        most_waiting_(kArticlesPerJob * std::max<std::size_t>(1, options.jobs)) {}

  void work() {
    while (true) {
      std::uint64_t number = 0;
      std::uint64_t bytes_read = 0;
      std::optional<ReadArticle> read;
      {
        // Reading may wait for a slow input; what is done meanwhile must be able to leave.
        const std::lock_guard reading(reading_);
        if (!wait_for_room()) return;
        read = reader_.next();
        bytes_read = reader_.bytes_read();
        const std::lock_guard lock(mutex_);
        if (!read) {
          finished_ = true;
          changed_.notify_all();
          return;
        }
        number = next_to_read_++;
      }
      ProcessedArticle processed = process(std::move(*read), extractor_, options_);
      processed.bytes_read = bytes_read;
      const std::lock_guard lock(mutex_);
      done_.emplace(number, std::move(processed));
      changed_.notify_all();
    }
  }

  // The next article in order; nothing when all have left.
  std::optional<ProcessedArticle> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock,
                  [&] { return done_.contains(next_to_leave_) || (finished_ && next_to_leave_ == next_to_read_); });
    const auto next = done_.find(next_to_leave_);
    if (next == done_.end()) return std::nullopt;
    ProcessedArticle processed = std::move(next->second);
    done_.erase(next);
    ++next_to_leave_;
    changed_.notify_all();
    return processed;
  }

  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
  }

 private:
  // False when there is nothing more to read.
  bool wait_for_room() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopped_ || finished_ || next_to_read_ - next_to_leave_ < most_waiting_; });
    return !stopped_ && !finished_;
  }

  ArticleReader& reader_;
  const StatementExtractor& extractor_;
  const PipelineOptions& options_;
  std::size_t most_waiting_;
  std::mutex reading_;  // Guards reader_; taken before mutex_.
  std::mutex mutex_;    // Guards all below.
  std::condition_variable changed_;
  std::map<std::uint64_t, ProcessedArticle> done_;
  std::uint64_t next_to_read_ = 0;
  std::uint64_t next_to_leave_ = 0;
  bool finished_ = false;  // The reader is at its end.
  bool stopped_ = false;   // The sink wants no more.
};

}  // namespace

void process_articles(ArticleReader& reader, const StatementExtractor& extractor, const PipelineOptions& options,
                      const std::function<bool(ProcessedArticle)>& sink) {
  Pipeline pipeline(reader, extractor, options);
  std::vector<std::jthread> workers;
  for (std::size_t i = 0; i < std::max<std::size_t>(1, options.jobs); ++i) {
    workers.emplace_back([&pipeline] { pipeline.work(); });
  }
  while (auto processed = pipeline.take()) {
    if (sink(std::move(*processed))) continue;
    pipeline.stop();
    break;
  }
}

}  // namespace entente::ingest
