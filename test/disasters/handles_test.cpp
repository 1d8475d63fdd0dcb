// A process without file handles: refused by name, nothing acknowledged lost, and service again
// with the handles, without a restart. In child processes over a layer that withholds them.
#include <dlfcn.h>

#include "test/disasters/counter.hpp"
#include "test/disasters/over_layer.hpp"
#include "test/http/client.hpp"
#include "test/http/serving.hpp"

using namespace fettle;
using namespace fettle::test;

namespace {

constexpr long any_number = -1;

// Of the paths that hold `part`; of all and of connections, too, when it is empty.
void leave_handles(long count, const char* part = "") {
  using After = void(long, const char*);
  auto* const after = reinterpret_cast<After*>(dlsym(RTLD_DEFAULT, "no_handles_after"));
  REQUIRE(static_cast<bool>(after));
  after(count, part);
}

// Opens the shop with so many handles, in a process of its own.
void open_with(long handles, Witness& witness, const std::filesystem::path& folder) {
  witness.in_child([&](const Report& report) {
    leave_handles(handles);
    const auto shop = Shop::open(folder, static_cast<std::uint64_t>(handles));
    report.count(shop ? "opened" : "refused as " + shop.error().code);
  });
}

// What was counted in the second of three lives, which finds no handle for paths that hold `part`
// until it takes them back. The third finds all that was acknowledged.
template <class Days>
auto tally_without(const char* part, Days&& days) {
  const auto folder = std::filesystem::path(child_folder()) / "data";
  Witness witness;
  live(witness, folder, 1);
  auto number = witness.ledger().next();
  witness.in_child([&](const Report& report) {
    const auto shop = open_checked(folder, witness.ledger(), 2, report);
    if (!shop) return;
    leave_handles(0, part);
    days(*shop, report, number);
  });
  live(witness, folder, 3);
  check_content(witness);
  return witness.tally();
}

}  // namespace

TEST_CASE("child: a shop is opened with ever more handles" * doctest::skip()) {
  const auto folder = std::filesystem::path(child_folder()) / "data";
  Witness witness;
  live(witness, folder, 1);
  for (long handles = 0; handles < 45; ++handles) open_with(handles, witness, folder);
  const auto& tally = witness.tally();
  CHECK(tally.of("opened") == 0);
  CHECK(tally.of("refused as keys_unavailable") > 0);
  CHECK(tally.of("refused as disk_failed") > 0);
  CHECK(tally.of("refused as snapshots_unavailable") > 0);
  CHECK(tally.of("refused as log_damaged") == 0);
  CHECK(tally.of("refused as keys_damaged") == 0);
  live(witness, folder, 2);
  check_content(witness);
}

TEST_CASE(
    "an opening that runs out of file handles is refused by name, and the next one is whole") {
  run_over_layer(FETTLE_NO_HANDLES, "child: a shop is opened with ever more handles");
}

TEST_CASE("child: a log that finds no handle at a roll" * doctest::skip()) {
  const auto tally =
      tally_without("log/", [](Shop& shop, const Report& report, std::uint64_t& number) {
        report.count("first " + until_refused(shop, report, number));
        report.count("again " + make_box(shop, report, number));
        leave_handles(any_number);
        for (const auto n : {number, number + 1}) {
          if (!in_the_end(shop, report, n, box(n)))
            report.wrong("no service with the handles back");
        }
      });
  CHECK(tally.of("first disk_failed") == 1);
  CHECK(tally.of("again disk_failed") == 1);
}

TEST_CASE("no file handle at a roll refuses commands by name, and service resumes with one") {
  run_over_layer(FETTLE_NO_HANDLES, "child: a log that finds no handle at a roll");
}

TEST_CASE("child: snapshots that find no handle" * doctest::skip()) {
  const auto tally =
      tally_without("snapshots/", [](Shop& shop, const Report& report, std::uint64_t& number) {
        for (const auto end = number + 60; number < end; ++number) {
          report.count(make_box(shop, report, number));
        }
        const auto flushed = shop.snapshots().flush();
        report.count(flushed ? "flushed" : "refused as " + flushed.error().code);
        leave_handles(any_number);
        for (const auto end = number + 5; number < end; ++number) {
          report.count("later " + make_box(shop, report, number));
        }
      });
  CHECK(tally.of("accepted") == 60);
  CHECK(tally.of("refused as snapshots_unavailable") == 1);
  CHECK(tally.of("later accepted") == 5);
}

TEST_CASE("without handles for snapshots commands go on, and a restart finds all of them") {
  run_over_layer(FETTLE_NO_HANDLES, "child: snapshots that find no handle");
}

TEST_CASE("child: a server that cannot accept" * doctest::skip()) {
  const auto server = http::test::serve(http::test::echo);
  leave_handles(0);
  http::test::Client waiting(server->port());
  REQUIRE(waiting.send(http::test::request("POST", "/a", "b")));
  leave_handles(any_number);
  const auto reply = waiting.receive();
  REQUIRE(reply);
  CHECK(reply->body == "POST /a b");
}

TEST_CASE("a connection that finds no file handle waits for one and is served") {
  run_over_layer(FETTLE_NO_HANDLES, "child: a server that cannot accept");
}
