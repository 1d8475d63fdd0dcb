// Customers whom WeChat names.
#include "commands/customer/state.hpp"
#include "test/domain/till.hpp"

namespace fettle::test {
namespace {

RecognizeCustomer named(const std::string& openid) { return {Text<1, 128>(openid), std::nullopt}; }

}  // namespace

TEST_CASE("[AR-08:part] one WeChat account is one customer, however often he comes") {
  Shop shop;
  const auto first = shop.when(connector, named("o-1"));
  first.then({"CustomerRegistered"});
  CHECK(first.event<CustomerRegistered>().openid->value == "o-1");
  CHECK(first.event<CustomerRegistered>().openid->person.text() == first.id());
  const auto again = shop.when(connector, named("o-1"));
  again.then({});
  CHECK(again.id() == first.id());
  CHECK(shop.when(connector, named("o-2")).id() != first.id());
  auto wide = named("o-1");
  wide.unionid = Text<1, 128>("u-1");
  const auto known = shop.when(connector, wide);
  known.then({"CustomerEdited"});
  CHECK(known.id() == first.id());
  shop.when(connector, wide).then({});
}

TEST_CASE("a phone number that WeChat gave is kept, and no edit loses the account") {
  Shop shop;
  const auto id = CustomerId(shop.when(connector, named("o-1")).id());
  const RecordPhone phone{id, Phone("13900000009")};
  shop.when(connector, phone).then({"CustomerEdited"});
  shop.when(connector, phone).then({});
  shop.when(connector, RecordPhone{id, Phone("13800000001")})
      .rejected_field("phone", "phone_taken");
  shop.given(Actor{id.text(), "customer", "mp"}, EditMyself{Text<1, 40>("韩梅"), {}, {}});
  const auto& customer = *shop.view().get<Customer>(id);
  CHECK(customer.openid->value == "o-1");
  CHECK(customer.phone->value == "13900000009");
}

}  // namespace fettle::test
