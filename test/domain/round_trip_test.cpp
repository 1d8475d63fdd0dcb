// Every declared event, command and state reads back as it was written; so no declaration names
// its fields in another order than its struct has them.
#include "commands/asset/state.hpp"
#include "commands/audit/state.hpp"
#include "commands/case/state.hpp"
#include "commands/connector/state.hpp"
#include "commands/counter/state.hpp"
#include "commands/customer/state.hpp"
#include "commands/errand/state.hpp"
#include "commands/inbound/state.hpp"
#include "commands/invoice/state.hpp"
#include "commands/job/state.hpp"
#include "commands/media/state.hpp"
#include "commands/notice/state.hpp"
#include "commands/payment/state.hpp"
#include "commands/product/state.hpp"
#include "commands/requisition/state.hpp"
#include "commands/review/state.hpp"
#include "commands/settings/state.hpp"
#include "commands/staff/state.hpp"
#include "commands/statement/state.hpp"
#include "commands/stock/state.hpp"
#include "commands/stock_count/state.hpp"
#include "commands/stock_sync/state.hpp"
#include "commands/store/state.hpp"
#include "commands/template/state.hpp"
#include "commands/tenant/state.hpp"
#include "test/support/any_value.hpp"
#include "test/support/every_command.hpp"
#include "test/support/memory_keys.hpp"
#include "test/support/scenario.hpp"
#include "test/support/test_dice.hpp"

namespace fettle::test {
namespace {

using boost::mp11::mp_list;

using Aggregates = mp_list<Tenant, Store, Staff, Customer, Asset, Settings, Template, Job, Payment,
                           Counter, Notice, Audit,
                           // Connectors and what a person settles.
                           Errand, Connection, Case,
                           // Money.
                           Inbound, Invoice, Review, Statement,
                           // Parts and stock.
                           Product, Stock, StockSync, Requisition, StockCount,
                           // Media.
                           Media>;

// Through the erased tables, so that no codec is compiled again. Stored sealed, compared plain:
// nonces differ from one writing to the next.
template <class Encode, class Decode>
void stored_and_back(const void* value, Encode&& encode, Decode&& decode) {
  TestDice dice(1);
  MemoryKeys keys(dice);
  Sealing sealing(TenantId("shop"), keys, dice);
  std::string sealed, plain, again;
  encode(value, sealed, &sealing);
  encode(value, plain, nullptr);
  const auto back = decode(sealed, &sealing);
  if (!back) RC_FAIL(back.error().detail + " in " + sealed);
  encode(back->get(), again, nullptr);
  RC_ASSERT(again == plain);
}

template <class E>
void event_and_back() {
  const auto value = any_value<E>();
  const auto* type = Scenario::domain().event(name_of<E>());
  stored_and_back(&value, type->encode, [&](std::string_view text, Sealing* sealing) {
    return type->decode(text, type->version, sealing);
  });
}

template <class A>
void state_and_back() {
  const auto value = any_value<typename A::State>();
  const auto* type = Scenario::domain().aggregate(A::type);
  stored_and_back(&value, type->encode, type->decode);
}

template <class C>
void command_and_back() {
  const auto value = any_value<C>();
  const auto* type = Scenario::domain().command(name_of<C>());
  std::string text, again;
  type->encode(&value, text);
  const auto back = type->decode(text, {});
  if (!back) RC_FAIL("refused: " + text);
  type->encode(back->get(), again);
  RC_ASSERT(again == text);
}

}  // namespace

TEST_CASE("every event and state reads back as it was stored") {
  const auto held = rc::check("events and states", [] {
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::add_pointer_t, Aggregates>>([]<class A>(
                                                                                            A*) {
      state_and_back<A>();
      boost::mp11::mp_for_each<boost::mp11::mp_transform<std::add_pointer_t, typename A::Events>>(
          []<class E>(E*) { event_and_back<E>(); });
    });
  });
  CHECK(held);
}

TEST_CASE("every command reads back as it was sent") {
  const auto held = rc::check("commands", [] {
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::add_pointer_t, EveryCommand>>(
        []<class C>(C*) { command_and_back<C>(); });
  });
  CHECK(held);
}

TEST_CASE("the lists above name every aggregate and command of the domain") {
  const auto& domain = Scenario::domain();
  CHECK(domain.aggregates().size() == boost::mp11::mp_size<Aggregates>::value);
  CHECK(domain.commands().size() == boost::mp11::mp_size<EveryCommand>::value);
}

}  // namespace fettle::test
