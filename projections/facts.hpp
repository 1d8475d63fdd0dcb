// Short names for what every fold takes from around an event.
#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>

#include "core/personal.hpp"
#include "core/projection.hpp"
#include "core/row_text.hpp"
#include "schemas/read_model.hpp"
#include "schemas/registration.hpp"

namespace fettle::facts {

inline std::string tenant(const EventFacts& facts) { return std::string(facts.envelope.tenant); }
inline std::string id(const EventFacts& facts) { return std::string(facts.envelope.id); }
inline std::string account(const EventFacts& facts) { return std::string(facts.envelope.account); }
inline Moment time(const EventFacts& facts) { return facts.envelope.time; }
inline std::int64_t version(const EventFacts& facts) {
  return static_cast<std::int64_t>(facts.envelope.sequence);
}
// Of the event itself: its commit and its place there.
inline std::string event_id(const EventFacts& facts) {
  return fmt::format("{}.{}", facts.envelope.commit, facts.envelope.index);
}

// The key of the row that stands for the event's own aggregate.
struct OwnKey {
  template <class Event>
  std::string operator()(const Event&, const EventFacts& facts) const {
    return row_text::key(facts.envelope.tenant, facts.envelope.id);
  }
};
inline constexpr OwnKey own_key{};

// An erased person leaves the column empty.
inline std::optional<std::string> value(const std::optional<Personal>& field) {
  return field ? field->value : std::nullopt;
}

template <class T>
std::optional<std::string> text(const std::optional<T>& id) {
  return id ? std::optional(id->text()) : std::nullopt;
}

template <class T>
JsonText json(const T& value) {
  return {json_of(value)};
}

}  // namespace fettle::facts
