// The first command of the README.
#include <doctest/doctest.h>

#include <csignal>

#include "test/journey/support/checkout.hpp"

using namespace fettle::journey;

namespace {

std::string events_of(const Checkout& checkout) {
  return run({checkout.program(), "--data-dir", checkout.var() / "fettle", "replay"}).output;
}

}  // namespace

TEST_CASE("ops/run plays an order, keeps the data, goes on with it, and forgets when asked") {
  const Checkout checkout;
  const auto first = run(checkout.script({"--once"}));
  INFO(first.output);
  REQUIRE(first.exit == 0);
  CHECK(first.output.find("record-payment  PAID") != std::string::npos);
  CHECK(first.output.find("stopped; data is in var/") != std::string::npos);
  const auto events = events_of(checkout);

  Program second(checkout.script({}));
  REQUIRE(second.line_with("Ctrl-C stops it"));
  const Finished third = run(checkout.script({"--once"}));  // beside the one that runs
  CHECK(third.exit == 1);
  CHECK(third.output.find("it runs already") != std::string::npos);
  second.signal(SIGINT);
  CHECK(second.wait() == 130);
  CHECK(second.output().find("stopped; data is in var/") != std::string::npos);
  const auto more = events_of(checkout);
  CHECK(more.starts_with(events.substr(0, events.rfind("\n{"))));
  CHECK(more.size() > events.size());
  CHECK_FALSE(std::filesystem::exists(checkout.var() / "postgres/data/postmaster.pid"));

  const auto anew = run(checkout.script({"--once", "--reset"}));
  INFO(anew.output);
  REQUIRE(anew.exit == 0);
  CHECK(events_of(checkout).size() < more.size());
}

TEST_CASE("ops/run --demo plays an order that is paid by WeChat and posted in Odoo, and ends all") {
  const Checkout checkout;
  const auto done = run(checkout.script({"--demo", "--once"}));
  INFO(done.output);
  REQUIRE(done.exit == 0);
  for (const auto* line :
       {"200  login ", "200  upload ", "callback        PAID", "posting         POSTED"}) {
    CHECK(done.output.find(line) != std::string::npos);
  }
  const auto stand_ins =
      run({checkout.root() / "ops/stand-ins", "status", checkout.var() / "outside"});
  CHECK(stand_ins.exit == 3);
  CHECK(stand_ins.output.find("runs as") == std::string::npos);
}
