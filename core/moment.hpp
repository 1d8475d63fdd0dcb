// A point in time: UTC in whole microseconds, what Postgres keeps.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fettle {

using Micros = std::chrono::microseconds;

class Moment {
 public:
  constexpr explicit Moment(Micros since_epoch) : since_epoch_(since_epoch) {}
  constexpr Micros since_epoch() const { return since_epoch_; }
  constexpr auto operator<=>(const Moment&) const = default;
  constexpr Moment operator+(Micros span) const { return Moment(since_epoch_ + span); }
  constexpr Moment operator-(Micros span) const { return Moment(since_epoch_ - span); }
  constexpr Micros operator-(Moment earlier) const { return since_epoch_ - earlier.since_epoch_; }

 private:
  Micros since_epoch_;
};

// The one spelling on the log, over HTTP and in exports: 2026-11-20T08:00:00.000000Z
std::string to_text(Moment moment);
void append_text(std::string& out, Moment moment);

// Reads RFC 3339 with any offset and 0 to 6 digits of a second; years 1 to 9999. Else nothing.
std::optional<Moment> parse_moment(std::string_view text);

}  // namespace fettle
