// The session with a server is made once, and made anew when it is no longer the same server.
#include <doctest/doctest.h>

#include "test/odoo/shop.hpp"

namespace fettle::odoo {

TEST_CASE("a session is kept until a fault says that the server is another") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto requests = [&] { return *shop.fake.state().find("requests")->whole(); };
    auto* first = &shop.session();
    const auto asked = requests();
    CHECK(&shop.session() == first);
    shop.server.learn_from(code::reply_missing);
    shop.server.learn_from(code::unreachable);
    CHECK(shop.session().profile.major == way.version);
    CHECK(requests() == asked);
    shop.server.learn_from(code::call_invalid);
    CHECK(shop.session().profile.major == way.version);
    CHECK(requests() > asked);
  }
}

TEST_CASE("a server that says no to being known is incomplete, and no errand's fault") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    for (const std::string kind : {"user_error", "access_error", "unknown_field"}) {
      CAPTURE(kind);
      shop.fake.fails(kind, "fields_get");
      const auto failed = shop.server.session();
      REQUIRE(!failed);
      CHECK(failed.error().code == code::setup_incomplete);
      CHECK(failure_of(failed.error()).kind == ErrandFailure::Kind::unreachable);
    }
    CHECK(shop.server.session());
  }
}

}  // namespace fettle::odoo
