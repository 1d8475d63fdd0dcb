// Amounts and the truth about stock are out of a technician's reach.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "test/journey/support/catalogue.hpp"

using namespace fettle::journey;

namespace {

// A discount is a line of a quote. How a stuck refund is settled stands in the matrix of the roles.
const std::set<std::string> out_of_reach{
    "IssueQuote",         "ApproveQuote",       "RejectQuote",       "AskSupplement",
    "WithdrawSupplement", "ConfirmQuote",       "StartPayment",      "RecordPayment",
    "RefundPayment",      "ReversePayment",     "ImportStatement",   "SettleCase",
    "IssueInvoice",       "ApproveRequisition", "RejectRequisition", "ChangeRequisition",
    "ResolveRequisition", "ReturnParts",        "ResolveReturn",     "OpenCount",
    "EnterCount",         "ApproveCount",       "WithdrawCount",     "ResolveCountLine",
    "RetryErrand",        "GiveUpErrand",       "PutSetting"};

// What the log has of someone, but for the record of what was denied to him.
std::size_t events_by(const Caller& caller) {
  const auto done = shop().served().command({"replay", "--tenant", default_tenant});
  CHECK_MESSAGE(done.exit == 0, done.output);
  std::size_t count = 0;
  std::istringstream lines(done.output);
  for (std::string line; std::getline(lines, line);) {
    if (line.find(caller.account()) == std::string::npos) continue;
    const auto event = Json::parse(line);
    count += event.at("actor") == caller.account() && event.at("type") != "CommandDenied";
  }
  return count;
}

}  // namespace

TEST_CASE("[AR-33] price, payment and stock commands of a technician append nothing but the try") {
  const auto technician = shop().technician();
  std::set<std::string> commands;
  std::size_t tries = 0;
  for (const auto& entry : catalogue()) {
    if (!out_of_reach.contains(entry.command)) continue;
    CAPTURE(entry.route);
    const auto request = entry.make(shop());
    const Request tried{technician, request.method, request.path, request.body};
    const auto refused = tried.send(shop().served().fresh_key());
    CHECK(refused.status == 403);
    CHECK(refused.code() == "role_not_allowed");
    const auto taken = request.send(shop().served().fresh_key());  // nothing has moved
    CHECK_MESSAGE(taken.accepted(), taken.text);
    commands.insert(entry.command);
    ++tries;
  }
  CHECK(commands == out_of_reach);
  const auto trail = shop().manager.list("/admin/audit?actor=" + technician.account());
  CHECK(trail.size() == tries);
  CHECK(std::ranges::all_of(trail, [](const Json& row) { return row.at("outcome") == "DENIED"; }));
  CHECK(events_by(technician) == 0);
}
