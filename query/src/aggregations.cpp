#include "functions.hpp"
#include "query_failure.hpp"
#include "temporal_arithmetic.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

namespace entente::query {
namespace {

double number_of(const Value& value, Position at, const char* function) {
  if (!value.is_number())
    fail(QueryFault::invalid_argument_type, at, fmt::format("{}() of a {}", function, value.type_name()));
  return value.as_real();
}

class Count final : public Aggregate {
 public:
  void add(std::span<const Value> arguments, Position) override { count_ += arguments[0].is_null() ? 0 : 1; }
  Value result() const override { return count_; }

 private:
  std::int64_t count_ = 0;
};

class Collect final : public Aggregate {
 public:
  void add(std::span<const Value> arguments, Position) override {
    if (!arguments[0].is_null()) values_.push_back(arguments[0]);
  }
  Value result() const override { return values_; }

 private:
  List values_;
};

class Sum final : public Aggregate {
 public:
  void add(std::span<const Value> arguments, Position at) override {
    const Value& value = arguments[0];
    if (value.is_null()) return;
    if (value.duration() != nullptr) {
      durations_ = durations_ ? query::add(*durations_, *value.duration(), at) : *value.duration();
      return;
    }
    real_sum_ += number_of(value, at, "sum");
    if (value.integer() == nullptr) {
      real_ = true;
    } else if (__builtin_add_overflow(sum_, *value.integer(), &sum_) && !real_) {
      fail(QueryFault::number_out_of_range, at, "the sum does not fit into an integer");
    }
  }
  Value result() const override {
    if (durations_) return *durations_;
    return real_ ? Value(real_sum_) : Value(sum_);
  }

 private:
  std::int64_t sum_ = 0;
  double real_sum_ = 0;
  bool real_ = false;
  std::optional<Duration> durations_;
};

class Average final : public Aggregate {
 public:
  void add(std::span<const Value> arguments, Position at) override {
    if (arguments[0].is_null()) return;
    ++count_;
    at_ = at;
    if (const Duration* const duration = arguments[0].duration()) {
      durations_ = durations_ ? query::add(*durations_, *duration, at) : *duration;
    } else {
      sum_ += number_of(arguments[0], at, "avg");
    }
  }
  Value result() const override {
    if (count_ == 0) return {};
    const auto count = static_cast<double>(count_);
    return durations_ ? Value(scaled(*durations_, 1 / count, at_)) : Value(sum_ / count);
  }

 private:
  double sum_ = 0;
  std::int64_t count_ = 0;
  std::optional<Duration> durations_;
  Position at_;
};

template <bool kGreatest>
class Extreme final : public Aggregate {
 public:
  void add(std::span<const Value> arguments, Position) override {
    const Value& value = arguments[0];
    if (value.is_null()) return;
    if (best_.is_null() || (kGreatest ? order(value, best_) > 0 : order(value, best_) < 0)) best_ = value;
  }
  Value result() const override { return best_; }

 private:
  Value best_;
};

// Welford 1962 (https://doi.org/10.1080/00401706.1962.10490022).
template <bool kPopulation>
class Deviation final : public Aggregate {
 public:
  void add(std::span<const Value> arguments, Position at) override {
    if (arguments[0].is_null()) return;
    const double value = number_of(arguments[0], at, "stDev");
    ++count_;
    const double before = value - mean_;
    mean_ += before / static_cast<double>(count_);
    squares_ += before * (value - mean_);
  }
  Value result() const override {
    const std::int64_t divisor = kPopulation ? count_ : count_ - 1;
    return divisor <= 0 ? 0.0 : std::sqrt(squares_ / static_cast<double>(divisor));
  }

 private:
  std::int64_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

template <bool kContinuous>
class Percentile final : public Aggregate {
 public:
  void add(std::span<const Value> arguments, Position at) override {
    part_ = number_of(arguments[1], at, "percentile");
    if (!(part_ >= 0 && part_ <= 1)) fail(QueryFault::number_out_of_range, at, "a percentile lies between 0.0 and 1.0");
    if (arguments[0].is_null()) return;
    number_of(arguments[0], at, "percentile");
    values_.push_back(arguments[0]);
  }
  Value result() const override {
    if (values_.empty()) return {};
    std::vector<Value> sorted = values_;
    std::sort(sorted.begin(), sorted.end(), ValueLess());
    const auto count = static_cast<double>(sorted.size());
    if constexpr (!kContinuous) {
      const auto rank = static_cast<std::size_t>(std::ceil(part_ * count));
      return sorted[rank == 0 ? 0 : rank - 1];
    }
    const double place = part_ * (count - 1);
    const auto below = static_cast<std::size_t>(std::floor(place));
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    const double share = place - std::floor(place);
    return sorted[below].as_real() * (1 - share) + sorted[above].as_real() * share;
  }

 private:
  std::vector<Value> values_;
  double part_ = 0;
};

template <typename T>
std::unique_ptr<Aggregate> make() {
  return std::make_unique<T>();
}

using namespace type;  // NOLINT(google-build-using-namespace)

constexpr Aggregation kAggregations[] = {
    {"avg", 1, kFloat | kDuration | kNull, make<Average>},
    {"collect", 1, kList, make<Collect>},
    {"count", 1, kInteger, make<Count>},
    {"max", 1, kAny, make<Extreme<true>>},
    {"min", 1, kAny, make<Extreme<false>>},
    {"percentilecont", 2, kFloat | kNull, make<Percentile<true>>},
    {"percentiledisc", 2, kNumber | kNull, make<Percentile<false>>},
    {"stdev", 1, kFloat, make<Deviation<false>>},
    {"stdevp", 1, kFloat, make<Deviation<true>>},
    {"sum", 1, kNumber | kDuration, make<Sum>},
};

}  // namespace

const Aggregation* find_aggregation(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kAggregations), std::end(kAggregations),
                                         [&](const Aggregation& a) { return a.name == name; });
  return found == std::end(kAggregations) ? nullptr : found;
}

const Aggregation* aggregation_of(const Expression& expression) {
  if (expression.kind == ExpressionKind::count_all) return find_aggregation("count");
  return expression.kind == ExpressionKind::call ? find_aggregation(expression.name) : nullptr;
}

}  // namespace entente::query
