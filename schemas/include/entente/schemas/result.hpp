// Result<T>: a value or an Error. Expected failures (bad input, missing files, damaged stores) are values of this
// type; assertions are for bugs. Results are [[nodiscard]] so that no failure is lost silently.
#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace entente {

// What kind of failure it was, so that callers can decide without reading the text.
enum class ErrorCode {
  invalid_input,        // The data given is not what the format asks for.
  not_found,            // A file, entity, statement or article that does not exist.
  ambiguous,            // A name that fits several entities.
  io,                   // The operating system refused to read or write.
  no_space,             // The disk is full.
  locked,               // Another process has the store open for writing.
  unsupported_version,  // A store or data file of another format version.
  corruption,           // Stored data fails its checks.
};

// A failure told so that a person can act on it: what is wrong, where, and how to mend it.
struct Error {
  ErrorCode code = ErrorCode::invalid_input;
  std::string message;  // What is wrong, without a full stop.
  std::string place;    // File, line, JSON path or key; empty when the message says it all.
  std::string mend;     // What the user can do; empty when there is nothing to suggest.

  // "place: message (mend)", leaving out what is empty.
  std::string to_string() const;

  // The same failure seen from further out: `outer` is put before the place.
  Error at(const std::string& outer) const;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // Requires: ok().
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  // Requires: !ok().
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }
  const Error& error() const {
    assert(error_);
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

}  // namespace entente
