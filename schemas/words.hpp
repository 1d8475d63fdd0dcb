// Texts with a form of their own that commands take: numbers of cars, telephones, codes.
#pragma once

#include <algorithm>
#include <string_view>

#include "schemas/values.hpp"

namespace fettle {

constexpr bool only(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

constexpr bool sized(std::string_view text, std::size_t min, std::size_t max) {
  return text.size() >= min && text.size() <= max;
}

// A word of so many signs, each one of `signs`; `form` says the same to the JSON Schema.
#define FETTLE_WORD(Type, title, form, min, max, signs)    \
  struct Type##Rule {                                      \
    static constexpr std::string_view name = title;        \
    static constexpr std::string_view pattern = form;      \
    static constexpr bool matches(std::string_view text) { \
      return sized(text, min, max) && only(text, signs);   \
    }                                                      \
  };                                                       \
  using Type = Word<Type##Rule>;

// A VIN of 17 signs without I, O and Q, or a shorter or longer frame number (车架号) of older cars.
// The check digit is not asked for: imported cars and trailers come without one.
struct FrameNumberRule {
  static constexpr std::string_view name = "VIN or frame number";
  static constexpr std::string_view pattern =
      "^(?:[A-HJ-NPR-Z0-9]{17}|(?!.{17}$)[A-Z0-9][A-Z0-9-]{0,19})$";
  static constexpr bool matches(std::string_view text) {
    if (text.size() == 17) return only(text, "ABCDEFGHJKLMNPRSTUVWXYZ0123456789");
    return sized(text, 1, 20) && text.front() != '-' &&
           only(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
  }
};
using FrameNumber = Word<FrameNumberRule>;

struct PhoneRule {
  static constexpr std::string_view name = "telephone number";
  static constexpr std::string_view pattern = "^[+]?[0-9][0-9-]{4,18}$";
  static constexpr bool matches(std::string_view text) {
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    return sized(text, 5, 19) && text.front() != '-' && only(text, "0123456789-");
  }
};
using Phone = Word<PhoneRule>;

// A fault code as the reader shows it: P0301, C1234-00, 5E3A.
FETTLE_WORD(FaultCode, "fault code", "^[A-Z0-9-]{1,16}$", 1, 16,
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")

// A skill tag: engine, gearbox, body_work.
FETTLE_WORD(Skill, "skill tag", "^[a-z0-9_]{1,32}$", 1, 32, "abcdefghijklmnopqrstuvwxyz0123456789_")

// A taxpayer's number (统一社会信用代码, 15 to 20 signs).
FETTLE_WORD(TaxNumber, "tax number", "^[0-9A-Z]{15,20}$", 15, 20,
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")

struct EmailRule {
  static constexpr std::string_view name = "e-mail address";
  static constexpr std::string_view pattern = "^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}$";
  static constexpr bool matches(std::string_view text) {
    constexpr std::string_view host =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-";
    const auto at = text.find('@');
    if (at == std::string_view::npos) return false;
    const auto domain = text.substr(at + 1);
    return sized(text.substr(0, at), 1, 64) && sized(domain, 1, 190) && only(domain, host) &&
           text.substr(0, at).find_first_not_of(
               "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+-") ==
               std::string_view::npos;
  }
};
using Email = Word<EmailRule>;

// A day of the calendar: 2026-11-20.
struct DayRule {
  static constexpr std::string_view name = "day";
  static constexpr std::string_view pattern = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
  static constexpr bool matches(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    if (!only(text.substr(0, 4), digits) || !only(text.substr(5, 2), digits) ||
        !only(text.substr(8, 2), digits)) {
      return false;
    }
    const auto month = text.substr(5, 2), day = text.substr(8, 2);
    return month >= "01" && month <= "12" && day >= "01" && day <= "31";
  }
  static constexpr std::string_view digits = "0123456789";
};
using Day = Word<DayRule>;

}  // namespace fettle
