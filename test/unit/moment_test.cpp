// Moments: one spelling out, RFC 3339 in, and days that exist.
#include "core/moment.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace fettle;

namespace {

std::string reread(std::string_view text) {
  const auto moment = parse_moment(text);
  return moment ? to_text(*moment) : "nothing";
}

Micros micros_of(std::string_view text) { return parse_moment(text)->since_epoch(); }

}  // namespace

TEST_CASE("a moment is spelled in UTC with six digits of a second") {
  CHECK(to_text(Moment(Micros{0})) == "1970-01-01T00:00:00.000000Z");
  CHECK(to_text(Moment(Micros{1})) == "1970-01-01T00:00:00.000001Z");
  CHECK(to_text(Moment(Micros{-1})) == "1969-12-31T23:59:59.999999Z");
  CHECK(to_text(Moment(Micros{1'795'248'000'000'000})) == "2026-11-21T08:00:00.000000Z");
}

TEST_CASE("every offset and every fraction of RFC 3339 is read") {
  CHECK(reread("2026-11-21T08:00:00Z") == "2026-11-21T08:00:00.000000Z");
  CHECK(reread("2026-11-21t08:00:00z") == "2026-11-21T08:00:00.000000Z");
  CHECK(reread("2026-11-21T08:00:00.5Z") == "2026-11-21T08:00:00.500000Z");
  CHECK(reread("2026-11-21T08:00:00.000001Z") == "2026-11-21T08:00:00.000001Z");
  CHECK(reread("2026-11-21T16:00:00+08:00") == "2026-11-21T08:00:00.000000Z");
  CHECK(reread("2026-11-21T03:30:00-04:30") == "2026-11-21T08:00:00.000000Z");
  CHECK(reread("2026-11-21T08:00:00-00:00") == "2026-11-21T08:00:00.000000Z");
}

TEST_CASE("an offset moves over the end of a day, a month and a year") {
  CHECK(reread("2026-01-01T00:30:00+01:00") == "2025-12-31T23:30:00.000000Z");
  CHECK(reread("2024-02-29T23:30:00-01:00") == "2024-03-01T00:30:00.000000Z");
}

TEST_CASE("leap days exist in leap years only") {
  for (const auto* there : {"2024-02-29", "2000-02-29", "2400-02-29", "0004-02-29"}) {
    CHECK(reread(std::string(there) + "T12:00:00Z") == std::string(there) + "T12:00:00.000000Z");
  }
  for (const auto* missing : {"2023-02-29", "1900-02-29", "2100-02-29", "2024-02-30"}) {
    CHECK(reread(std::string(missing) + "T12:00:00Z") == "nothing");
  }
  CHECK(micros_of("2024-03-01T00:00:00Z") - micros_of("2024-02-28T00:00:00Z") ==
        std::chrono::hours(48));
  CHECK(micros_of("2023-03-01T00:00:00Z") - micros_of("2023-02-28T00:00:00Z") ==
        std::chrono::hours(24));
}

TEST_CASE("years go from 1 to 9999") {
  CHECK(reread("0001-01-01T00:00:00Z") == "0001-01-01T00:00:00.000000Z");
  CHECK(reread("9999-12-31T23:59:59.999999Z") == "9999-12-31T23:59:59.999999Z");
  CHECK(reread("0000-12-31T00:00:00Z") == "nothing");
  // What lies outside only by its offset could not be spelled again.
  CHECK(reread("0001-01-01T00:00:00+01:00") == "nothing");
  CHECK(reread("9999-12-31T23:59:59-01:00") == "nothing");
}

TEST_CASE("what is not a moment is nothing") {
  for (const auto* text : {
           "",
           "2026",
           "2026-11-21",
           "2026-11-21T08:00:00",           // no offset
           "2026-11-21 08:00:00Z",          // a blank
           "2026-11-21T08:00Z",             // no seconds
           "2026-11-21T08:00:00.Z",         // no digits
           "2026-11-21T08:00:00.1234567Z",  // finer than we keep
           "2026-11-21T08:00:00,5Z",
           "2026-11-21T24:00:00Z",
           "2026-11-21T08:60:00Z",
           "2026-11-21T08:00:60Z",
           "2026-11-21T08:00:00+24:00",
           "2026-11-21T08:00:00+08:60",
           "2026-11-21T08:00:00+0800",
           "2026-11-21T08:00:00+8:00",
           "2026-00-21T08:00:00Z",
           "2026-13-21T08:00:00Z",
           "2026-11-00T08:00:00Z",
           "2026-11-31T08:00:00Z",
           "2026-1-21T08:00:00Z",
           "26-11-21T08:00:00Z",
           "-2026-11-21T08:00:00Z",
           "+2026-11-21T08:00:00Z",
           " 2026-11-21T08:00:00Z",
           "2026-11-21T08:00:00Z ",
           "2026-11-21T08:00:00ZZ",
           "2026-11-21T0a:00:00Z",
       }) {
    CAPTURE(text);
    CHECK(reread(text) == "nothing");
  }
  CHECK_FALSE(parse_moment(std::string_view("2026-11-21T08:00:00Z\0", 21)));
}

TEST_CASE("every moment that can be spelled is read as itself, and sorts as its text") {
  const auto first = micros_of("0001-01-01T00:00:00Z").count();
  const auto last = micros_of("9999-12-31T23:59:59.999999Z").count();
  CHECK(rc::check([&] {
    const Moment one(Micros{*rc::gen::inRange<std::int64_t>(first, last)});
    const Moment other(Micros{*rc::gen::inRange<std::int64_t>(first, last)});
    RC_ASSERT(parse_moment(to_text(one)) == one);
    RC_ASSERT((to_text(one) < to_text(other)) == (one < other));
  }));
}
