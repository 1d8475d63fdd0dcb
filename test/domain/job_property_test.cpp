// Whatever is tried in whatever order, the invariants of a job hold.
#include <rapidcheck.h>

#include "commands/kinds/kinds.hpp"
#include "test/domain/shop.hpp"

namespace fettle::test {
namespace {

std::int64_t draw(std::int64_t end) { return *rc::gen::inRange<std::int64_t>(0, end); }

// One command on the order, by anybody who might send it, with any version and price.
void try_something(Shop& shop, const JobId& id) {
  const QuoteVersion version(1 + draw(4));
  const auto price = 100 * (1 + draw(3));
  const auto technician = draw(4) == 0 ? zhao : wang;
  switch (draw(20)) {
    case 0:
      shop.when(technician, AcceptWorkOrder{id, std::nullopt, bay_1, no_note});
      break;
    case 1:
      shop.when(desk, AssignWorkOrder{id, StaffId(technician.account), bay_1});
      break;
    case 2:
      shop.when(technician, StartDiagnosis{id, no_note});
      break;
    case 3:
    case 4:
      shop.when(desk, quote_of(id, price));
      break;
    case 5:
      shop.when(boss, ApproveQuote{id, version});
      break;
    case 6:
      shop.when(boss, RejectQuote{id, version, Text<1, 500>("x")});
      break;
    case 7:
    case 8:
    case 9:
      shop.when(li, ConfirmQuote{id, version});
      break;
    case 10:
      shop.when(technician, StartRepair{id, no_note});
      break;
    case 11:
      shop.when(technician, StartTimer{id});
      break;
    case 12:
      shop.when(technician, StopTimer{id});
      break;
    case 13:
      shop.when(technician, FinishRepair{id, all_ticked(), no_note});
      break;
    case 14:
      shop.when(li, StartPayment{id, version});
      break;
    case 15:
    case 16:
      shop.when(desk, RecordPayment{id, version, yuan_of(price), no_note});
      break;
    case 17:
      shop.when(desk, CloseWorkOrder{id, no_note});
      break;
    case 18:
      shop.pass(std::chrono::hours(draw(20)));
      break;
    default:
      if (draw(8) == 0) shop.when(li, CancelWorkOrder{id, Text<1, 500>("x")});
  }
}

// Reads the history of the order and knows no rule but those that must hold.
class Observer {
 public:
  void see(const AnyEvent& event) {
    if (const auto* e = as<JobMoved>(event)) moved(*e);
    if (const auto* e = as<QuoteIssued>(event)) issued(*e);
    if (const auto* e = as<QuoteConfirmed>(event)) confirmed(*e);
    if (const auto* e = as<PaymentStarted>(event)) started(*e);
    if (as<PaymentFailed>(event)) open_payments_ -= 1;
    if (const auto* e = as<JobPaid>(event)) paid(*e);
    if (as<TimerStarted>(event)) RC_ASSERT(++timers_ == 1);
    if (as<TimerStopped>(event)) RC_ASSERT(--timers_ == 0);
  }
  void end(const JobState& job) const {
    RC_ASSERT(job.state == state_);
    RC_ASSERT(job.payment.has_value() == (open_payments_ == 1));
    if (flow_named("work_order").is_final(state_)) RC_ASSERT(timers_ == 0);
  }

 private:
  void moved(const JobMoved& e) {
    RC_ASSERT(e.from == state_);
    const auto moves = flow_named("work_order").moves;
    RC_ASSERT(std::any_of(moves.begin(), moves.end(),
                          [&](const Move& m) { return m.from == e.from && m.to == e.to; }));
    state_ = e.to;
  }
  void issued(const QuoteIssued& e) {
    RC_ASSERT(e.quote_version == version_ + 1);
    version_ = e.quote_version;
    total_ = e.total;
    confirmed_ = false;
  }
  void confirmed(const QuoteConfirmed& e) {
    RC_ASSERT(e.quote_version == version_);
    RC_ASSERT(e.total == total_);
    confirmed_ = true;
  }
  void started(const PaymentStarted& e) {
    RC_ASSERT(confirmed_);
    RC_ASSERT(e.amount == total_);
    RC_ASSERT(++open_payments_ == 1);
  }
  void paid(const JobPaid& e) {
    RC_ASSERT(confirmed_);
    RC_ASSERT(e.quote_version == version_);
    RC_ASSERT(e.amount == total_);
    RC_ASSERT(--open_payments_ == 0);
  }

  std::string state_ = "SUBMITTED";
  std::int64_t version_ = 0;
  Money total_ = Money::fen(0);
  bool confirmed_ = false;
  int open_payments_ = 0;
  int timers_ = 0;
};

}  // namespace

TEST_CASE("any sequence of commands keeps the invariants of a job") {
  const auto held = rc::check("a job's invariants", [] {
    Shop shop;
    const JobId id = shop.order_in(*rc::gen::elementOf(
        std::array<std::string, 4>{"SUBMITTED", "DIAGNOSING", "REPAIRING", "READY_TO_PAY"}));
    if (draw(2) == 0) {
      shop.given(boss, PutSetting{SettingName::quote_approval_threshold, std::nullopt, 20'000});
    }
    const auto tries = draw(40);
    for (std::int64_t i = 0; i < tries; ++i) try_something(shop, id);
    Observer observer;
    for (const auto& decided : shop.history()) observer.see(decided.event);
    observer.end(shop.order(id));
  });
  CHECK(held);
}

}  // namespace fettle::test
