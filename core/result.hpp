// The three kinds of "no" and the type that carries them: a business refusal (Rejection), a world
// that failed (Fault), and a mistake of ours (InvariantBroken). See CONTRIBUTING.md.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace fettle {

template <class E>
struct Unexpected {
  E error;
};

// A value or an error; std::expected of C++23 with the same member names.
template <class T, class E>
class [[nodiscard]] Expected {
 public:
  using value_type = T;
  using error_type = E;
  Expected(T value) : content_(std::in_place_index<0>, std::move(value)) {}
  Expected(Unexpected<E> no) : content_(std::in_place_index<1>, std::move(no.error)) {}
  Expected(E error) : content_(std::in_place_index<1>, std::move(error)) {}
  // From what a value or an error can be made of, so that TRY may widen an error.
  template <class U>
  requires(std::is_convertible_v<U, T> && !std::is_convertible_v<U, E> &&
           !std::is_same_v<std::remove_cvref_t<U>, T>) Expected(U&& value)
      : content_(std::in_place_index<0>, std::forward<U>(value)) {}
  template <class U>
  requires(std::is_convertible_v<U, E> && !std::is_convertible_v<U, T> &&
           !std::is_same_v<std::remove_cvref_t<U>, E>) Expected(U&& error)
      : content_(std::in_place_index<1>, std::forward<U>(error)) {}

  bool has_value() const { return content_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  T& value() & { return std::get<0>(content_); }
  const T& value() const& { return std::get<0>(content_); }
  T&& value() && { return std::get<0>(std::move(content_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  E& error() & { return std::get<1>(content_); }
  const E& error() const& { return std::get<1>(content_); }
  E&& error() && { return std::get<1>(std::move(content_)); }

 private:
  std::variant<T, E> content_;
};

template <class E>
class [[nodiscard]] Expected<void, E> {
 public:
  using value_type = void;
  using error_type = E;
  Expected() = default;
  Expected(Unexpected<E> no) : error_(std::in_place_index<1>, std::move(no.error)) {}
  Expected(E error) : error_(std::in_place_index<1>, std::move(error)) {}
  template <class U>
  requires(std::is_convertible_v<U, E> && !std::is_same_v<std::remove_cvref_t<U>, E>)
      Expected(U&& error)
      : error_(std::in_place_index<1>, std::forward<U>(error)) {}

  bool has_value() const { return error_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  void value() const {}
  E& error() & { return std::get<1>(error_); }
  const E& error() const& { return std::get<1>(error_); }
  E&& error() && { return std::get<1>(std::move(error_)); }

 private:
  std::variant<std::monostate, E> error_;
};

// The world fails: a disk, a server, another writer. The same call may work later.
enum class FaultKind {
  unavailable,  // try again later; the outcome of a write is unknown
  full,         // no space; nothing was written
  damaged,      // stored bytes are not what was written; needs a person
  mismatch,     // the thing found is not the one expected (another log, another version)
  closed,       // this object was shut down, or lost its right to write
  invalid,      // the caller's input cannot be read
  broken,       // an invariant of ours did not hold; only this command ended
};

struct Fault {
  FaultKind kind = FaultKind::unavailable;
  std::string code;    // stable, snake_case: what an operator searches for
  std::string detail;  // the values that clashed and the remedy, if any
};

template <class T>
using Result = Expected<T, Fault>;

// What kind of refusal a code is; only the http adapter knows which status that means.
enum class Refusal {
  malformed,     // the text is not a command at all
  unauthorized,  // no credential, or a bad one
  forbidden,     // this caller may not
  not_found,     // no such thing, for this caller
  wrong_state,   // not now: the thing's state forbids it, or a race was lost
  stale,         // If-Match named another version
  rule,          // a field, or a business rule
  key_reused,    // the idempotency key stood for another request
  too_many,      // above a limit
  wrong_method,  // the path exists, not with this verb
  wrong_type,    // not the media type we take
  too_large,     // body over its limit
  too_slow,      // the request did not arrive in time
};

struct FieldError {
  std::string field;  // dotted path as sent: "lines.2.amount"
  std::string code;   // stable, snake_case
  std::string detail;
};

// The business, or the shape of the input, says no. Nothing was written.
struct Rejection {
  Refusal kind = Refusal::rule;
  std::string code;
  std::string detail;
  std::vector<FieldError> fields = {};
};

template <class T>
using Checked = Expected<T, Rejection>;

// We were wrong. Thrown only inside decide and evolve, caught only by the shard.
struct InvariantBroken : std::logic_error {
  using std::logic_error::logic_error;
};

inline void invariant(bool holds, const char* what) {
  if (!holds) throw InvariantBroken(what);
}

}  // namespace fettle

// Unwraps an Expected or returns its error from the calling function. Never inside a coroutine.
#define TRY(expression)                                                  \
  __extension__({                                                        \
    auto fettle_try_result = (expression);                               \
    if (!fettle_try_result) return std::move(fettle_try_result).error(); \
    std::move(fettle_try_result).value();                                \
  })
