#include "time_reader.hpp"

#include <algorithm>
#include <charconv>

namespace entente::ingest {
namespace {

constexpr int kFirstYear = 1500;
constexpr int kLastYear = 2100;

std::optional<int> number_of(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

DateRange whole(const Date& date) { return {date, date}; }

Date year_date(int year) { return {static_cast<std::int16_t>(year), 0, 0}; }

Date month_date(int year, int month) {
  // Months before January and after December belong to other years.
  const int months = year * 12 + month - 1;
  return {static_cast<std::int16_t>(months / 12), static_cast<std::uint8_t>(months % 12 + 1), 0};
}

}  // namespace

// The times of one sentence. A place is a token; what begins at it is read to its end.
class TimeReader::Sentence {
 public:
  Sentence(const TimeReader& reader, const DependencyTree& tree, const Date& published)
      : reader_(reader), tree_(tree), published_(published) {}

  std::vector<NamedTime> times() const {
    std::vector<NamedTime> found;
    for (std::size_t at = tree_.begin(); at < tree_.end();) {
      auto time = read(at);
      if (!time) {
        ++at;
        continue;
      }
      if (const auto joined = join(*time)) time = joined;
      bound(*time);
      at = time->end;
      found.push_back(*time);
    }
    return found;
  }

 private:
  bool is(const Words& words, std::size_t at) const {
    return at >= tree_.begin() && at < tree_.end() && words.contains(tree_.token(at).folded);
  }

  std::optional<int> in(const std::map<std::string, int>& words, std::size_t at) const {
    if (at >= tree_.end()) return std::nullopt;
    const auto found = words.find(tree_.token(at).folded);
    return found == words.end() ? std::nullopt : std::optional(found->second);
  }

  std::optional<int> year(std::size_t at) const {
    if (at >= tree_.end() || tree_.token(at).folded.size() != 4) return std::nullopt;
    const auto number = number_of(tree_.token(at).folded);
    return number && *number >= kFirstYear && *number <= kLastYear ? number : std::nullopt;
  }

  // "2014" after a preposition, or before a single thing: "the 2014 attack", not "2014 soldiers".
  bool stands_as_year(std::size_t at) const {
    if (at > tree_.begin()) {
      for (const Words* words : {&reader_.at_, &reader_.since_, &reader_.until_, &reader_.from_, &reader_.to_}) {
        if (is(*words, at - 1)) return !counts(at);
      }
    }
    const std::size_t head = tree_.head(at);
    return head != DependencyTree::kNone && tree_.is_noun(head) && at + 1 < tree_.end() && head > at && !counts(at);
  }

  // A number before things that are more than one.
  bool counts(std::size_t at) const {
    const std::size_t head = tree_.head(at);
    return head != DependencyTree::kNone && head > at &&
           (tree_.token(head).xpos == "NNS" || tree_.token(head).xpos == "NNPS");
  }

  // "Dec." is one word with its full stop.
  std::optional<int> month(std::size_t at) const {
    if (at >= tree_.end()) return std::nullopt;
    std::string word = tree_.token(at).folded;
    if (word.ends_with('.')) word.pop_back();
    const auto found = reader_.words_.months.find(word);
    return found == reader_.words_.months.end() ? std::nullopt : std::optional(found->second);
  }

  // Of a month; 0 if it is none.
  int day(std::size_t at) const {
    if (at >= tree_.end()) return 0;
    std::string_view text = tree_.token(at).folded;
    for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
      if (text.size() > ending.size() && text.ends_with(ending)) text.remove_suffix(ending.size());
    }
    const auto number = number_of(text);
    return number && *number >= 1 && *number <= 31 ? *number : 0;
  }

  std::optional<NamedTime> read(std::size_t at) const {
    if (auto date = read_date(at)) return date;
    if (const auto found = year(at); found && stands_as_year(at))
      return NamedTime{at, at + 1, whole(year_date(*found))};
    if (auto decade = read_decade(at)) return decade;
    if (published_.known()) return read_relative(at);
    return std::nullopt;
  }

  // "17 May 2019", "May 17, 2019", "May 2019", "May 17": the last one that was, seen from the day of publication.
  std::optional<NamedTime> read_date(std::size_t at) const {
    std::size_t next = at;
    int on = month(at + 1) ? day(at) : 0;
    if (on != 0) ++next;
    const auto of_year = month(next);
    if (!of_year || !tree_.token(next).capitalized) return std::nullopt;
    ++next;
    if (on == 0) {
      on = day(next);
      if (on != 0) ++next;
    }
    std::size_t after = next;
    if (after < tree_.end() && tree_.is_text(after, ",")) ++after;
    std::optional<int> of = year(after);
    if (of) {
      next = after + 1;
    } else if (published_.known()) {
      // A month alone is one only after a preposition: "May" is also a name.
      if (on == 0 && !is(reader_.at_, at - 1) && !is(reader_.since_, at - 1) && !is(reader_.until_, at - 1) &&
          !is(reader_.from_, at - 1) && !is(reader_.to_, at - 1))
        return std::nullopt;
      of = published_.year;
      const bool later = *of_year > published_.month ||
                         (*of_year == published_.month && on != 0 && published_.day != 0 && on > published_.day);
      if (published_.month != 0 && later) --*of;
    } else {
      return std::nullopt;
    }
    Date date = month_date(*of, *of_year);
    if (on != 0) {
      date.day = static_cast<std::uint8_t>(on);
      if (!parse_date(date.to_string())) return std::nullopt;
    }
    return NamedTime{at, next, whole(date)};
  }

  // "the 1990s"
  std::optional<NamedTime> read_decade(std::size_t at) const {
    const std::string& text = tree_.token(at).folded;
    if (text.size() != 5 || !text.ends_with('s')) return std::nullopt;
    const auto number = number_of(std::string_view(text).substr(0, 4));
    if (!number || *number < kFirstYear || *number > kLastYear || *number % 10 != 0) return std::nullopt;
    return NamedTime{at, at + 1, {year_date(*number), year_date(*number + 9)}};
  }

  std::optional<NamedTime> read_relative(std::size_t at) const {
    if (const auto days = in(reader_.words_.days, at); days && published_.day != 0) {
      return NamedTime{at, at + 1, whole(days_after(published_, *days))};
    }
    if (const auto weekday = in(reader_.words_.weekdays, at);
        weekday && published_.day != 0 && tree_.token(at).capitalized) {
      // News tell of the last one.
      return NamedTime{at, at + 1, whole(days_after(published_, -((weekday_of(published_) - *weekday + 7) % 7)))};
    }
    const int step = is(reader_.previous_, at) ? -1 : is(reader_.following_, at) ? 1 : 0;
    if (step != 0 || is(reader_.current_, at)) {
      if (at + 1 >= tree_.end()) return std::nullopt;
      if (const auto named = month(at + 1); named && published_.month != 0) {
        const int turn = step < 0 && *named >= published_.month ? -1 : step > 0 && *named <= published_.month ? 1 : 0;
        return NamedTime{at, at + 2, whole(month_date(published_.year + turn, *named))};
      }
      if (tree_.token(at + 1).xpos != "NN") return std::nullopt;
      return range(at, at + 2, tree_.token(at + 1).lemma, step);
    }
    // "two years ago"
    auto count = in(reader_.words_.numbers, at);
    if (!count && at < tree_.end()) count = number_of(tree_.token(at).folded);
    if (!count || *count < 1 || *count > 500 || !is(reader_.ago_, at + 2)) return std::nullopt;
    return range(at, at + 3, tree_.token(at + 1).lemma, -*count);
  }

  // The unit of time that many units after the one of publication.
  std::optional<NamedTime> range(std::size_t begin, std::size_t end, const std::string& unit, int step) const {
    if (!reader_.units_.contains(unit)) return std::nullopt;
    const int year = published_.year;
    DateRange range;
    if (unit == "century") {
      const int first = (year - 1) / 100 * 100 + 1 + step * 100;
      range = {year_date(first), year_date(first + 99)};
    } else if (unit == "decade") {
      const int first = year / 10 * 10 + step * 10;
      range = {year_date(first), year_date(first + 9)};
    } else if (unit == "year") {
      range = whole(year_date(year + step));
    } else if (unit == "month" && published_.month != 0) {
      range = whole(month_date(year, published_.month + step));
    } else if (unit == "week" && published_.day != 0) {
      const Date monday = days_after(published_, 1 - weekday_of(published_) + 7 * step);
      range = {monday, days_after(monday, 6)};
    } else if (unit == "day" && published_.day != 0) {
      range = whole(days_after(published_, step));
    } else {
      return std::nullopt;
    }
    if (range.from.year < 1 || range.until.year > 9999) return std::nullopt;
    return NamedTime{begin, end, range};
  }

  // "from 2014 to 2016", "between May and July", "2014-2016"
  std::optional<NamedTime> join(const NamedTime& first) const {
    if (!is(reader_.to_, first.end)) return std::nullopt;
    const bool opened = first.begin > tree_.begin() && is(reader_.from_, first.begin - 1);
    if (!opened && tree_.token(first.end).word) return std::nullopt;
    const auto second = read(first.end + 1);
    if (!second || second->range.until < first.range.from) return std::nullopt;
    return NamedTime{first.begin, second->end, {first.range.from, second->range.until}};
  }

  // "since 2014", "until 2014"
  void bound(NamedTime& time) const {
    std::size_t before = time.begin;
    if (before > tree_.begin() && !is(reader_.since_, before - 1) && !is(reader_.until_, before - 1))
      --before;  // "since late 2015"
    if (before == tree_.begin()) return;
    if (is(reader_.since_, before - 1)) time.range.until = {};
    if (is(reader_.until_, before - 1)) time.range.from = {};
  }

  const TimeReader& reader_;
  const DependencyTree& tree_;
  const Date& published_;
};

TimeReader::TimeReader(const TimeWords& words)
    : words_(words),
      previous_(words.previous.begin(), words.previous.end()),
      current_(words.current.begin(), words.current.end()),
      following_(words.following.begin(), words.following.end()),
      ago_(words.ago.begin(), words.ago.end()),
      since_(words.since.begin(), words.since.end()),
      until_(words.until.begin(), words.until.end()),
      from_(words.from.begin(), words.from.end()),
      to_(words.to.begin(), words.to.end()),
      at_(words.at.begin(), words.at.end()),
      units_(words.units.begin(), words.units.end()) {}

std::vector<NamedTime> TimeReader::find(const DependencyTree& tree, const Date& published) const {
  return Sentence(*this, tree, published).times();
}

DateRange TimeReader::time_of(const DependencyTree& tree, const std::vector<NamedTime>& times, std::size_t word,
                              bool begins) {
  if (times.empty()) return {};
  const auto hangs_on = [&](const NamedTime& time) {
    std::size_t head = tree.head_within(time.begin, time.end);
    head = tree.head(head);
    // "in the spring of 2014", "in late 2015": the words around it.
    while (head != DependencyTree::kNone && tree.is_noun(head) &&
           tree.is_any(head, {Dependency::obl, Dependency::obl_unmarked}) && head < time.begin &&
           head + 3 >= time.begin) {
      head = tree.head(head);
    }
    return head;
  };
  for (std::size_t at = word; at != DependencyTree::kNone;) {
    for (const NamedTime& time : times) {
      if (hangs_on(time) != at) continue;
      return begins && !time.range.from.known() ? DateRange{time.range.until, {}} : time.range;
    }
    // Another clause has a time of its own.
    if (tree.is_any(at, {Dependency::ccomp, Dependency::parataxis, Dependency::acl_relcl, Dependency::advcl,
                         Dependency::csubj}))
      break;
    at = tree.head(at);
  }
  return {};
}

}  // namespace entente::ingest
