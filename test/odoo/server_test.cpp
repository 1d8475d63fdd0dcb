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
    shop.server.learn_from(fault(code::reply_missing, ""));
    shop.server.learn_from(fault(code::unreachable, ""));
    CHECK(shop.session().profile.major == way.version);
    CHECK(requests() == asked);
    shop.server.learn_from(fault(code::call_invalid, ""));
    CHECK(shop.session().profile.major == way.version);
    CHECK(requests() > asked);
  }
}

}  // namespace fettle::odoo
