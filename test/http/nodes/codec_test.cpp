// What nodes send each other reads back as it was written, whatever it holds.
#include <doctest/doctest.h>

#include "adapters/http/nodes/outcome_codec.hpp"
#include "adapters/http/nodes/submission_codec.hpp"
#include "core/utf8.hpp"
#include "test/support/any_value.hpp"
#include "test/support/every_command.hpp"
#include "test/support/scenario.hpp"

namespace fettle::http::test {
namespace {

using fettle::test::any_text;
using fettle::test::any_value;
using fettle::test::any_whole;
using fettle::test::EveryCommand;
using fettle::test::name_of;
using fettle::test::Scenario;

std::uint64_t any_number() { return *rc::gen::arbitrary<std::uint64_t>(); }
std::string any_bytes() { return *rc::gen::arbitrary<std::string>(); }

template <class C>
Submission any_submission() {
  const auto text = [] { return any_text(0, 8); };
  return {.tenant = any_value<TenantId>(),
          .caller = {any_value<AccountId>(), text(), text(), text()},
          .type = Scenario::domain().command(name_of<C>()),
          .command = std::make_shared<const C>(any_value<C>()),
          .key = text(),
          .request_hash = any_bytes(),
          .route = text(),
          .if_match = any_value<bool>() ? std::optional(any_number()) : std::nullopt,
          .correlation_id = text(),
          .causation_id = text(),
          .traceparent = text(),
          .done = {}};
}

std::string encoded(const Submission& one) {
  std::string json;
  one.type->encode(one.command.get(), json);
  return json;
}

void there_and_back(const Submission& one) {
  const auto json = to_json(one);
  const auto back = submission_from(Scenario::domain(), json);
  if (!back) RC_FAIL(back.error().detail + " in " + json);
  RC_ASSERT(back->tenant == one.tenant);
  RC_ASSERT(back->caller.account == one.caller.account);
  RC_ASSERT(back->caller.role == one.caller.role);
  RC_ASSERT(back->caller.face == one.caller.face);
  RC_ASSERT(back->caller.store == one.caller.store);
  RC_ASSERT(back->type == one.type);
  RC_ASSERT(encoded(*back) == encoded(one));
  RC_ASSERT(back->key == one.key);
  RC_ASSERT(back->request_hash == one.request_hash);
  RC_ASSERT(back->route == one.route);
  RC_ASSERT(back->if_match == one.if_match);
  RC_ASSERT(back->correlation_id == one.correlation_id);
  RC_ASSERT(back->causation_id == one.causation_id);
  RC_ASSERT(back->traceparent == one.traceparent);
}

Outcome back_from(const Outcome& outcome) {
  auto back = outcome_from(to_json(outcome));
  if (!back) RC_FAIL(back.error().detail + " in " + to_json(outcome));
  return *std::move(back);
}

// A detail may hold bytes of a library's message: those that are no text are replaced.
bool same_detail(const std::string& got, const std::string& sent) {
  return is_utf8(sent) ? got == sent : is_utf8(got);
}

Submission a_submission() {
  return {.tenant = TenantId("shop"),
          .caller = {AccountId("lin"), "customer", "mp", ""},
          .type = Scenario::domain().command("CancelWorkOrder"),
          .command = std::make_shared<const CancelWorkOrder>(any_value<CancelWorkOrder>()),
          .key = "k-1",
          .request_hash = "h",
          .route = "",
          .if_match = {},
          .correlation_id = {},
          .causation_id = {},
          .traceparent = {},
          .done = {}};
}

bool refused(const std::string& text) {
  const auto read = submission_from(Scenario::domain(), text);
  return !read && read.error().code == "submission_unreadable";
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  RC_ASSERT(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a submission of any command comes to its owner as it was") {
  CHECK(rc::check("submissions", [] {
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::add_pointer_t, EveryCommand>>(
        []<class C>(C*) { there_and_back(any_submission<C>()); });
  }));
}

TEST_CASE("an acceptance comes back byte for byte") {
  CHECK(rc::check("acceptances", [] {
    Accepted one{.status = *rc::gen::arbitrary<std::uint16_t>(),
                 .id = any_text(0, 8),
                 .version = any_number(),
                 .position = {},
                 .members = any_text(0, 8),
                 .repeated = any_value<bool>()};
    if (any_value<bool>()) {
      one.position = Position{any_value<LogId>(), Partition{*rc::gen::arbitrary<std::uint32_t>()},
                              Offset{any_number()}};
      // A log's id has no colon.
      if (one.position->log.text().find(':') != std::string::npos) one.position->log = LogId("a");
    }
    const auto outcome = back_from(one);
    const auto& back = std::get<Accepted>(outcome);
    RC_ASSERT(back.status == one.status);
    RC_ASSERT(back.id == one.id);
    RC_ASSERT(back.version == one.version);
    RC_ASSERT(back.position == one.position);
    RC_ASSERT(back.members == one.members);
    RC_ASSERT(back.repeated == one.repeated);
  }));
}

TEST_CASE("a refusal of any kind comes back with the fields it names") {
  CHECK(rc::check("refusals", [] {
    Rejection one{static_cast<Refusal>(any_whole(0, static_cast<int>(Refusal::too_slow))),
                  any_text(0, 8),
                  any_bytes(),
                  {}};
    for (auto left = any_whole(0, 3); left > 0; --left) {
      one.fields.push_back({any_text(0, 8), any_text(0, 8), any_bytes()});
    }
    const auto outcome = back_from(one);
    const auto& back = std::get<Rejection>(outcome);
    RC_ASSERT(back.kind == one.kind);
    RC_ASSERT(back.code == one.code);
    RC_ASSERT(same_detail(back.detail, one.detail));
    RC_ASSERT(back.fields.size() == one.fields.size());
    for (std::size_t i = 0; i < one.fields.size(); ++i) {
      RC_ASSERT(back.fields[i].field == one.fields[i].field);
      RC_ASSERT(back.fields[i].code == one.fields[i].code);
      RC_ASSERT(same_detail(back.fields[i].detail, one.fields[i].detail));
    }
  }));
}

TEST_CASE("a fault of any kind comes back") {
  CHECK(rc::check("faults", [] {
    const Fault one{static_cast<FaultKind>(any_whole(0, static_cast<int>(FaultKind::broken))),
                    any_text(0, 8), any_bytes()};
    const auto outcome = back_from(one);
    const auto& back = std::get<Fault>(outcome);
    RC_ASSERT(back.kind == one.kind);
    RC_ASSERT(back.code == one.code);
    RC_ASSERT(same_detail(back.detail, one.detail));
  }));
}

TEST_CASE("what is no submission of ours is refused, and what a later binary adds is passed over") {
  CHECK(rc::check("changed submissions", [] {
    const auto good = to_json(a_submission());
    RC_ASSERT(!refused(good));
    RC_ASSERT(!refused(with(good, "{", R"({"of_later":[1],)")));
    RC_ASSERT(refused(""));
    RC_ASSERT(refused("{}"));
    RC_ASSERT(refused(with(good, "CancelWorkOrder", "FireTimer")));
    RC_ASSERT(refused(with(good, R"("command":"{)", R"("command":"{\"odd\":1,)")));
    RC_ASSERT(refused(with(good, R"("tenant":"shop")", R"("tenant":"a/b")")));
    RC_ASSERT(refused(with(good, R"("request_hash":")", R"("request_hash":"=)")));
    RC_ASSERT(refused(with(good, "{", R"({"if_match":"-1",)")));
    RC_ASSERT(refused(good.substr(0, *rc::gen::inRange<std::size_t>(0, good.size()))));
  }));
}

TEST_CASE("what is no outcome is refused, never taken for one") {
  for (const auto* text :
       {"", "{}", "[]", "null", R"({"accepted":null})",
        R"({"failed":{"kind":"unheard","code":"a","detail":""}})",
        R"({"failed":{"kind":"full","code":"a"}})",
        R"({"failed":{"kind":"full","code":"a","detail":""},)"
        R"("rejected":{"kind":"rule","code":"a","detail":"","fields":[]}})",
        R"({"accepted":{"status":200,"id":"","version":"-1","members":"","repeated":false}})",
        R"({"accepted":{"status":70000,"id":"","version":"1","members":"","repeated":false}})",
        R"({"accepted":{"status":200,"id":"","version":"1","members":"","repeated":false,)"
        R"("position":"log:x:1"}})"}) {
    CAPTURE(text);
    const auto read = outcome_from(text);
    REQUIRE(!read);
    CHECK(read.error().code == "outcome_unreadable");
  }
  CHECK(outcome_from(R"({"failed":{"kind":"full","code":"a","detail":""},"later":1})").has_value());
}

}  // namespace fettle::http::test
