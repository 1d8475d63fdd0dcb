#include "core/moment.hpp"

#include <cstdio>

namespace fettle {
namespace {

using namespace std::chrono;

constexpr Micros first = sys_days{year{1} / January / 1}.time_since_epoch();
constexpr Micros last =
    sys_days{year{9999} / December / 31}.time_since_epoch() + days{1} - Micros{1};

void put(char* at, unsigned value, int digits) {
  for (int i = digits - 1; i >= 0; --i, value /= 10) at[i] = static_cast<char>('0' + value % 10);
}

// Takes `digits` decimal digits off the front of `text`; -1 when they are not there.
int take(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return -1;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool skip(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Micros> take_fraction(std::string_view& text) {
  if (!skip(text, '.')) return Micros{0};
  std::int64_t value = 0;
  std::size_t digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (++digits > 6) return std::nullopt;
    value = value * 10 + (text.front() - '0');
    text.remove_prefix(1);
  }
  if (digits == 0) return std::nullopt;
  for (; digits < 6; ++digits) value *= 10;
  return Micros{value};
}

std::optional<Micros> take_offset(std::string_view& text) {
  if (skip(text, 'Z') || skip(text, 'z')) return Micros{0};
  const bool east = skip(text, '+');
  if (!east && !skip(text, '-')) return std::nullopt;
  const int hour = take(text, 2);
  if (!skip(text, ':')) return std::nullopt;
  const int minute = take(text, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
  const Micros offset = hours{hour} + minutes{minute};
  return east ? offset : -offset;
}

}  // namespace

void append_text(std::string& out, Moment moment) {
  const sys_time<Micros> time{moment.since_epoch()};
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss<Micros> clock{time - day};
  char text[] = "0000-00-00T00:00:00.000000Z";
  put(text, static_cast<unsigned>(static_cast<int>(date.year())), 4);
  put(text + 5, static_cast<unsigned>(date.month()), 2);
  put(text + 8, static_cast<unsigned>(date.day()), 2);
  put(text + 11, static_cast<unsigned>(clock.hours().count()), 2);
  put(text + 14, static_cast<unsigned>(clock.minutes().count()), 2);
  put(text + 17, static_cast<unsigned>(clock.seconds().count()), 2);
  put(text + 20, static_cast<unsigned>(clock.subseconds().count()), 6);
  out.append(text, sizeof text - 1);
}

std::string to_text(Moment moment) {
  std::string text;
  append_text(text, moment);
  return text;
}

std::optional<Moment> parse_moment(std::string_view text) {
  const int y = take(text, 4);
  if (!skip(text, '-')) return std::nullopt;
  const int m = take(text, 2);
  if (!skip(text, '-')) return std::nullopt;
  const int d = take(text, 2);
  if (y < 1 || m < 1 || d < 1 || !(skip(text, 'T') || skip(text, 't'))) return std::nullopt;
  const year_month_day date{year{y}, month{static_cast<unsigned>(m)},
                            std::chrono::day{static_cast<unsigned>(d)}};
  const int hour = take(text, 2);
  if (!skip(text, ':')) return std::nullopt;
  const int minute = take(text, 2);
  if (!skip(text, ':')) return std::nullopt;
  const int second = take(text, 2);
  const auto fraction = take_fraction(text);
  const auto offset = take_offset(text);
  if (!date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
      second > 59 || !fraction || !offset || !text.empty()) {
    return std::nullopt;
  }
  const Micros since_epoch = sys_days{date}.time_since_epoch() + hours{hour} + minutes{minute} +
                             seconds{second} + *fraction - *offset;
  if (since_epoch < first || since_epoch > last) return std::nullopt;  // only by its offset
  return Moment(since_epoch);
}

}  // namespace fettle
