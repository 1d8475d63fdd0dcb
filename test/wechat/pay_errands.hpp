// The connector of payments at the stand-in of WeChat Pay, fed with events by hand.
#pragma once

#include <doctest/doctest.h>

#include "adapters/wechat_pay/connector.hpp"
#include "schemas/payment/refund_events.hpp"
#include "schemas/registration.hpp"
#include "test/wechat/pay_fixture.hpp"

namespace fettle::wechat_pay::test {

inline const TenantId demo("demo");

class PayErrands {
 public:
  PayErrands() {
    merchants_.emplace(demo.text(), *Merchant::open(pay.settings(), web_, pay.clock, dice_));
    begin_again();
  }

  // A process of its own: it knows nothing but what it is told from now on.
  void begin_again() { connector.emplace(merchants_, clock, PayConnector::Settings{}); }

  template <class E>
  ErrandChange fold(const std::string& id, E event, std::optional<Moment> at = {}) {
    Envelope envelope;
    envelope.tenant = demo.text();
    envelope.id = id;
    envelope.time = at.value_or(clock.now());
    CHECK(connector->wants(event_type<E>().name));
    return connector->fold(envelope,
                           {&event_type<E>(), std::make_shared<const E>(std::move(event))});
  }
  template <class E>
  DueErrand errand(const std::string& id, E event, std::int64_t tries = 0) {
    const auto change = fold(id, std::move(event));
    REQUIRE(change.opened);
    return {.id = "commit.0",
            .tenant = demo,
            .action = change.opened->action,
            .subject = change.opened->subject,
            .details = change.opened->details,
            .tries = tries};
  }
  ErrandOutcome run(const DueErrand& errand) {
    auto outcomes = connector->run({&errand, 1});
    REQUIRE(outcomes.size() == 1);
    return outcomes.front();
  }

  PayFixture pay;
  fettle::test::TestClock clock{pay.clock.now()};  // of the connector
  std::optional<PayConnector> connector;

 private:
  web::CurlWeb web_{{}};
  SystemDice dice_;
  PayConnector::Merchants merchants_;
};

inline std::string code_of(const ErrandOutcome& outcome) {
  const auto* failure = std::get_if<ErrandFailure>(&outcome);
  return failure == nullptr ? "none" : failure->code;
}

}  // namespace fettle::wechat_pay::test
