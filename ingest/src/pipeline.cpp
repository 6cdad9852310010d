#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include <entente/ingest/language_pipeline.hpp>
#include <entente/ingest/pipeline.hpp>

namespace entente::ingest {
namespace {

constexpr std::size_t kUnitsPerJob = 8;
constexpr std::size_t kPartBytes = 32768;

// What the threads share. Units are numbered as they are read, and what was made of them leaves in that order.
template <typename Unit, typename Processed>
class Pipeline {
 public:
  using Source = std::function<std::optional<Unit>()>;  // Called by one thread at a time; nothing at the end.
  using Work = std::function<Processed(Unit)>;

  Pipeline(Source source, Work process, std::size_t jobs)
      : source_(std::move(source)),
        process_(std::move(process)),
        most_waiting_(kUnitsPerJob * std::max<std::size_t>(1, jobs)) {}

  void work() {
    while (true) {
      std::uint64_t number = 0;
      std::optional<Unit> read;
      {
        // Reading may wait for a slow input; what is done meanwhile must be able to leave.
        const std::lock_guard reading(reading_);
        if (!wait_for_room()) return;
        read = source_();
        const std::lock_guard lock(mutex_);
        if (!read) {
          finished_ = true;
          changed_.notify_all();
          return;
        }
        number = next_to_read_++;
      }
      Processed processed = process_(std::move(*read));
      const std::lock_guard lock(mutex_);
      done_.emplace(number, std::move(processed));
      changed_.notify_all();
    }
  }

  // The next article in order; nothing when all have left.
  std::optional<Processed> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock,
                  [&] { return done_.contains(next_to_leave_) || (finished_ && next_to_leave_ == next_to_read_); });
    const auto next = done_.find(next_to_leave_);
    if (next == done_.end()) return std::nullopt;
    Processed processed = std::move(next->second);
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

  Source source_;
  Work process_;
  std::size_t most_waiting_;
  std::mutex reading_;  // Guards source_; taken before mutex_.
  std::mutex mutex_;    // Guards all below.
  std::condition_variable changed_;
  std::map<std::uint64_t, Processed> done_;
  std::uint64_t next_to_read_ = 0;
  std::uint64_t next_to_leave_ = 0;
  bool finished_ = false;  // The source is at its end.
  bool stopped_ = false;   // The sink wants no more.
};

// Runs the work on `jobs` threads and calls `sink` in this one, until it returns false.
template <typename Unit, typename Processed>
void run(std::size_t jobs, typename Pipeline<Unit, Processed>::Source source,
         typename Pipeline<Unit, Processed>::Work work, const std::function<bool(Processed)>& sink) {
  Pipeline<Unit, Processed> pipeline(std::move(source), std::move(work), jobs);
  std::vector<std::jthread> workers;
  for (std::size_t i = 0; i < std::max<std::size_t>(1, jobs); ++i) {
    workers.emplace_back([&pipeline] { pipeline.work(); });
  }
  while (auto processed = pipeline.take()) {
    if (sink(std::move(*processed))) continue;
    pipeline.stop();
    break;
  }
}

// Divides articles into parts, one after the other.
class Parts {
 public:
  explicit Parts(ArticleReader& reader) : reader_(reader) {}

  std::optional<Result<ArticlePart>> next() {
    while (!article_ || next_ == paragraphs_.size()) {
      auto read = reader_.next();
      if (!read) return std::nullopt;
      if (!read->article) return Result<ArticlePart>(read->article.error());
      article_ = std::make_shared<const Article>(std::move(*read->article));
      paragraphs_ = LanguagePipeline::find_paragraphs(article_->text);
      next_ = 0;
    }
    ArticlePart part;
    part.article = article_;
    part.first_paragraph = next_;
    std::size_t bytes = 0;
    for (; next_ < paragraphs_.size() && (bytes == 0 || bytes + paragraphs_[next_].size() <= kPartBytes); ++next_) {
      bytes += paragraphs_[next_].size();
      part.paragraphs.push_back(paragraphs_[next_]);
    }
    return Result<ArticlePart>(std::move(part));
  }

 private:
  ArticleReader& reader_;
  std::shared_ptr<const Article> article_;
  std::vector<Span> paragraphs_;
  std::size_t next_ = 0;
};

}  // namespace

void process_articles(ArticleReader& reader, const StatementExtractor& extractor, const PipelineOptions& options,
                      const std::function<bool(ProcessedArticle)>& sink) {
  using Unit = std::pair<ReadArticle, std::uint64_t>;
  const auto source = [&]() -> std::optional<Unit> {
    auto read = reader.next();
    if (!read) return std::nullopt;
    return Unit(std::move(*read), reader.bytes_read());
  };
  const auto process = [&](Unit unit) -> ProcessedArticle {
    auto& [read, bytes_read] = unit;
    if (!read.article) return {std::move(read.place), read.article.error(), false, bytes_read};
    Article article = std::move(*read.article);
    if (options.is_known && options.is_known(article)) {
      Contribution known;
      known.article = std::move(article);
      return {std::move(read.place), std::move(known), false, bytes_read};
    }
    return {std::move(read.place), extractor.extract(std::move(article)), true, bytes_read};
  };
  run<Unit, ProcessedArticle>(options.jobs, source, process, sink);
}

void render_parts(ArticleReader& reader, std::size_t jobs, const std::function<std::string(const ArticlePart&)>& render,
                  const std::function<bool(Result<std::string>)>& sink) {
  Parts parts(reader);
  const auto process = [&](Result<ArticlePart> part) -> Result<std::string> {
    if (!part) return part.error();
    return render(*part);
  };
  run<Result<ArticlePart>, Result<std::string>>(
      jobs, [&] { return parts.next(); }, process, sink);
}

}  // namespace entente::ingest
