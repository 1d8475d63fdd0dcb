// Callbacks that nobody signed are kept for a person to see, but not so many that the log grows.
#include <doctest/doctest.h>

#include "test/journey/support/outside.hpp"

using namespace fettle::journey;

namespace {

const std::string path = "/webhooks/wechatpay/paid";
constexpr int kept_a_minute_max = 20;

Answer call(OutsideShop& outside, const std::string& body) {
  return ask(outside.served(), "POST", path, body, {{"Content-Type", "application/json"}});
}

}  // namespace

TEST_CASE("callbacks that are not verified are kept up to a limit a minute, and to a size") {
  OutsideShop outside;
  const auto large = call(outside, std::string(16 * 1024 + 1, 'x'));
  CHECK(large.status == 413);
  CHECK(large.body.at("code") == "callback_too_large");
  // The minute may end in between.
  int kept = 0, turned_away = 0;
  for (int n = 0; n < 2 * kept_a_minute_max + 1; ++n) {
    const auto status = call(outside, std::string(16 * 1024, 'x')).status;
    kept += status == 401 ? 1 : 0;
    turned_away += status == 429 ? 1 : 0;
  }
  CHECK(kept + turned_away == 2 * kept_a_minute_max + 1);
  CHECK(kept >= kept_a_minute_max);
  CHECK(turned_away > 0);
}
