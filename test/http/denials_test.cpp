// What known callers were refused is kept: each denial, or one count for many.
#include "adapters/http/faces/denials.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "schemas/audit/commands.hpp"
#include "test/support/test_clock.hpp"

using namespace fettle;
using namespace fettle::http;

namespace {

constexpr auto limit = Denials::recorded_per_minute_max;

struct Kept {
  std::string tenant, account, subject, code;
  std::int64_t count;
};

struct Bench {
  // True: only counted.
  bool deny(const std::string& account, const std::string& tenant = "demo",
            const std::string& subject = "w-1") {
    std::optional<bool> counted;
    denials.add({TenantId(tenant),
                 {AccountId(account), "customer", "admin", ""},
                 "IssueQuote",
                 subject,
                 "role_not_allowed",
                 ""},
                [&](bool counted_only) { counted = counted_only; });
    REQUIRE(counted.has_value());
    return *counted;
  }
  void fill() {
    for (std::size_t i = 0; i < Denials::callers_max; ++i) deny("caller-" + std::to_string(i));
    kept.clear();
  }
  void after_a_minute() {
    clock.move_by(std::chrono::minutes(1));
    denials.sweep();
  }

  std::vector<Kept> kept;
  test::TestClock clock{Moment(Micros{1'763'700'000'000'000})};
  CommandType record{
      .name = "RecordDenial", .sentence = "", .aggregate = "audit", .routes = {}, .roles = {}};
  Denials denials{record,
                  [this](Submission submission) {
                    const auto& one = *static_cast<const RecordDenial*>(submission.command.get());
                    CHECK(submission.type == &record);
                    CHECK(submission.caller.account.text() == one.account.text());
                    kept.push_back({submission.tenant.text(), one.account.text(),
                                    one.subject.text(), one.code.text(), one.count});
                    submission.done(Fault{FaultKind::unavailable, "starting", ""});
                  },
                  clock};
};

}  // namespace

TEST_CASE("each denial is one record, and above the limit one record counts the rest") {
  Bench bench;
  for (std::uint32_t i = 0; i < limit; ++i) CHECK(!bench.deny("tom"));
  CHECK(bench.kept.size() == limit);
  for (int i = 0; i < 7; ++i) CHECK(bench.deny("tom"));
  CHECK(!bench.deny("ann"));
  CHECK(bench.kept.size() == limit + 1);
  bench.denials.sweep();
  CHECK(bench.kept.size() == limit + 1);  // the minute is not over
  bench.after_a_minute();
  REQUIRE(bench.kept.size() == limit + 2);
  CHECK(bench.kept.back().account == "tom");
  CHECK(bench.kept.back().subject == "w-1");
  CHECK(bench.kept.back().code == "role_not_allowed");
  CHECK(bench.kept.back().count == 7);
  bench.after_a_minute();
  CHECK(bench.kept.size() == limit + 2);  // once
  CHECK(!bench.deny("tom"));
}

TEST_CASE("a caller in another tenant is counted apart") {
  Bench bench;
  for (std::uint32_t i = 0; i < limit; ++i) bench.deny("tom");
  CHECK(bench.deny("tom"));
  CHECK(!bench.deny("tom", "north"));
}

TEST_CASE("callers beyond those that can be told apart are counted a tenant") {
  Bench bench;
  bench.fill();
  CHECK(!bench.deny("caller-7"));
  for (int i = 0; i < 5; ++i) CHECK(bench.deny("late-" + std::to_string(i)));
  CHECK(bench.deny("late-0", "north"));
  CHECK(bench.kept.size() == 1);
  bench.after_a_minute();
  REQUIRE(bench.kept.size() == 3);
  std::ranges::sort(bench.kept, {}, &Kept::tenant);
  for (const auto at : {1, 2}) {
    const auto& one = bench.kept[static_cast<std::size_t>(at)];
    if (one.account != other_callers) continue;
    CHECK(one.code == "too_many_denials");
    CHECK(one.count == (one.tenant == "demo" ? 5 : 1));
  }
  CHECK(std::ranges::count(bench.kept, std::string(other_callers), &Kept::account) == 2);
  CHECK(!bench.deny("late-0"));  // there is room again
}

TEST_CASE("no tenant is forgotten when there are too many of them") {
  Bench bench;
  bench.fill();
  for (std::size_t i = 0; i <= Denials::tenants_max; ++i) {
    CHECK(bench.deny("late", "t-" + std::to_string(i)));
  }
  CHECK(bench.kept.size() == Denials::tenants_max);
  bench.after_a_minute();
  CHECK(bench.kept.size() == Denials::tenants_max + 1);
}

TEST_CASE("what was only counted is written when the process ends") {
  Bench bench;
  for (std::uint32_t i = 0; i < limit + 3; ++i) bench.deny("tom");
  bench.denials.finish();
  CHECK(bench.kept.back().count == 3);
  CHECK(bench.kept.size() == limit + 1);
}

TEST_CASE("a name that is too long is cut between two characters") {
  Bench bench;
  std::string name;
  for (int i = 0; i < 22; ++i) name += "车";  // 66 bytes
  bench.deny("tom", "demo", name);
  CHECK(bench.kept.back().subject == name.substr(0, 63));
}
