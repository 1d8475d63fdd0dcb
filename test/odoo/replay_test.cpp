// Every exchange recorded with Odoo 16 to 19, sent again by our transports.
#include <doctest/doctest.h>

#include <map>

#include "adapters/odoo/fault.hpp"
#include "adapters/odoo/json_2.hpp"
#include "adapters/odoo/json_rpc.hpp"
#include "adapters/odoo/picking_poster.hpp"
#include "test/odoo/recorded.hpp"
#include "test/odoo/socket_web.hpp"
#include "test/support/fake_odoo.hpp"

namespace fettle::odoo {
namespace {

using json::Document;

const std::map<std::string, std::string, std::less<>> code_by_exception = {
    {"odoo.exceptions.AccessDenied", "odoo_login_refused"},
    {"odoo.exceptions.AccessError", "odoo_access_denied"},
    {"odoo.exceptions.ValidationError", "odoo_validation"},
    {"odoo.exceptions.UserError", "odoo_user_error"},
    {"odoo.exceptions.MissingError", "odoo_missing"},
    {"builtins.ValueError", "odoo_call_invalid"},
    {"werkzeug.exceptions.NotFound", "odoo_call_invalid"},
    {"werkzeug.exceptions.UnprocessableEntity", "odoo_call_invalid"},
    {"werkzeug.exceptions.BadRequest", "odoo_call_invalid"},
    {"werkzeug.exceptions.Unauthorized", "odoo_login_refused"}};

struct Replaying {
  explicit Replaying(int of) : version(of), fake(web, of, {"--replay", recorded_file}) {}

  Settings settings(const std::string& secret = "admin") const {
    return {.url = fake.url(),
            .database = "o" + std::to_string(version),
            .login = "admin",
            .secret = secret,
            .customer_location = std::nullopt};
  }
  void nothing_was_new() const {
    const auto state = fake.state();
    CHECK_MESSAGE(state.find("unmatched")->elements()->empty(), state.compact());
  }

  int version;
  test::SocketWeb web;
  test::FakeOdoo fake;
};

// A recorded version, met with its profile.
struct Met : Replaying {
  explicit Met(int of) : Replaying(of), transport(settings(), web) {
    auto learnt = load_profile(transport, settings(), of);
    REQUIRE(learnt);
    profile = *std::move(learnt);
  }

  JsonRpc transport;
  Profile profile;
};

// The picking of a recorded create, with the only move that it has.
struct RecordedPicking {
  RecordedPicking(int version, std::string_view label)
      : values(arguments(exchange(version, label))[5].elements()->front()),
        move((*values.find("move_ids")->elements())[0].elements()->at(2)) {}

  const Document& values;
  const Document& move;
};

std::string text_of(const Document& document, std::string_view name) {
  return *document.find(name)->text();
}

// What our transport makes of it is what the recorded reply says.
void check_outcome(const Result<Document>& outcome, const Document& response) {
  if (const auto* error = response.find("error")) {
    REQUIRE(!outcome);
    const auto& data = *error->find("data");
    CHECK(outcome.error().code == code_by_exception.at(text_of(data, "name")));
    CHECK(outcome.error().detail.find("Traceback") == std::string::npos);
    CHECK(outcome.error().detail.size() <= detail_bytes_max);
    return;
  }
  REQUIRE_MESSAGE(outcome, outcome.error().code << " " << outcome.error().detail);
  const auto* result = response.find("result");
  CHECK(*outcome == (result == nullptr ? Document() : *result));
}

Result<Document> login(Replaying& replaying, const std::string& secret) {
  JsonRpc transport(replaying.settings(secret), replaying.web);
  if (auto known = transport.authenticate(); !known) return known.error();
  return Document(2);
}

void check_wrong_password_in_a_call(Replaying& replaying, const Document& one) {
  replaying.fake.ask("/fake/replay", Document::object({{"trust", true}}));
  JsonRpc transport(replaying.settings("wrong"), replaying.web);
  check_outcome(transport.call(call_of(one)), *one.find("response"));
  replaying.fake.ask("/fake/replay", Document::object({{"trust", false}}));
}

}  // namespace

TEST_CASE("all exchanges recorded over JSON-RPC come out as Odoo 16 to 19 meant them") {
  std::size_t count = 0;
  for (const int version : {16, 17, 18, 19}) {
    Replaying replaying(version);
    JsonRpc transport(replaying.settings(), replaying.web);
    for (const auto& one : *recorded(version).find("jsonrpc")->elements()) {
      const auto label = text_of(one, "label");
      CAPTURE(version);
      CAPTURE(label);
      const auto& response = *one.find("response");
      ++count;
      if (label == "version") {
        check_outcome(transport.version(), response);
      } else if (label == "authenticate ok") {
        CHECK(login(replaying, "admin"));
      } else if (label == "authenticate wrong password") {
        const auto refused = login(replaying, "wrong");
        REQUIRE(!refused);
        CHECK(refused.error().code == code::login_refused);
      } else if (label == "execute_kw wrong password") {
        check_wrong_password_in_a_call(replaying, one);
      } else {
        check_outcome(transport.call(call_of(one)), response);
      }
    }
    replaying.nothing_was_new();
  }
  CHECK(count == 176);
}

TEST_CASE("all exchanges recorded over JSON-2 come out as Odoo 19 meant them") {
  Replaying replaying(19);
  const std::map<std::string, std::string, std::less<>> pages = {
      {"bad db 404 html", "odoo_database_missing"}, {"text/plain 415", "odoo_html_reply"}};
  const std::string key(40, 'a');
  std::size_t count = 0;
  for (const auto& one : *recorded(19).find("json2")->elements()) {
    const auto label = text_of(one, "label");
    CAPTURE(label);
    // These three we cannot send.
    if (label == "no key 401" || label == "bad json 400" || label == "text/plain 415") {
      replaying.fake.ask("/fake/replay", Document::object({{"next", label}}));
    }
    auto settings = replaying.settings(label == "bad key 401" ? "nope" : key);
    settings.database = text_of(*one.find("headers"), "X-Odoo-Database");
    const auto path = text_of(one, "path");
    const auto slash = path.rfind('/'), begin = std::string_view("/json/2/").size();
    Call call{.model = path.substr(begin, slash - begin), .method = path.substr(slash + 1)};
    if (const auto* body = one.find("request")->members()) call.named = *body;
    const auto outcome = Json2(settings, replaying.web).call(call);
    const auto& response = *one.find("response");
    ++count;
    if (pages.contains(label)) {
      REQUIRE(!outcome);
      CHECK(outcome.error().code == pages.at(label));
    } else if (*one.find("http_status") == Document(200)) {
      REQUIRE(outcome);
      CHECK(*outcome == response);
    } else {
      REQUIRE(!outcome);
      CHECK(outcome.error().code == code_by_exception.at(text_of(response, "name")));
    }
  }
  CHECK(count == 14);
  replaying.nothing_was_new();
}

TEST_CASE("the profile of each recorded version has the fields of that version") {
  struct Expected {
    int version;
    std::string done, reserved;
    bool picked, name;
    std::int64_t stock, customers, return_type;
  };
  const std::array expected = {
      Expected{16, "quantity_done", "reserved_availability", false, true, 8, 5, 6},
      Expected{17, "quantity", "quantity", true, true, 8, 5, 1},
      Expected{18, "quantity", "quantity", true, true, 8, 5, 1},
      Expected{19, "quantity", "quantity", true, false, 5, 2, 1}};
  for (const auto& one : expected) {
    CAPTURE(one.version);
    Met met(one.version);
    const auto& profile = met.profile;
    CHECK(profile.done_field == one.done);
    CHECK(profile.reserved_field == one.reserved);
    CHECK(profile.has_picked == one.picked);
    CHECK(profile.has_move_name == one.name);
    CHECK_FALSE(profile.has_to_refund);
    CHECK(profile.customer_location == one.customers);
    REQUIRE(profile.warehouse("WH") != nullptr);
    CHECK(profile.warehouse("WH")->stock_location == one.stock);
    CHECK(profile.warehouse("WH")->return_type == one.return_type);
    CHECK(profile.warehouse("none") == nullptr);
    met.nothing_was_new();
  }
}

TEST_CASE("a picking is posted by the calls that were recorded with real servers") {
  for (const int version : {16, 17, 18, 19}) {
    CAPTURE(version);
    Met met(version);
    const RecordedPicking picking(version, "create picking");
    const auto key = text_of(picking.values, "name");
    const auto order = issue_from(
        met.profile.warehouses.front(), met.profile, key,
        {{*picking.move.find("product_id")->whole(), Quantity::pieces(3)}}, WhenShort::wait);
    const auto outcome = PickingPoster(met.transport, met.profile).post(order);
    REQUIRE_MESSAGE(outcome, outcome.error().code << " " << outcome.error().detail);
    CHECK(outcome->end == PickingEnd::done);
    CHECK(outcome->name == key);
    CHECK(outcome->as_asked());
    CHECK(outcome->done_at.has_value());
    met.nothing_was_new();
  }
}

TEST_CASE("a return is made, confirmed and posted by the calls that were recorded") {
  for (const int version : {16, 17, 18, 19}) {
    CAPTURE(version);
    Met met(version);
    const RecordedPicking picking(version, "create return picking");
    const auto product = *picking.move.find("product_id")->whole();
    const PickingOrder order{.key = text_of(picking.values, "name"),
                             .origin = text_of(picking.values, "origin"),
                             .kind = PickingKind::give_back,
                             .picking_type = *picking.values.find("picking_type_id")->whole(),
                             .from = met.profile.customer_location,
                             .to = met.profile.warehouses.front().stock_location,
                             .lines = {{product, Quantity::pieces(1),
                                        *picking.move.find("origin_returned_move_id")->whole()}}};
    PickingCalls calls(met.transport, met.profile);
    const auto made = calls.create({&order, 1}, std::array{ProductUnit{product, 1}});
    REQUIRE(made);
    CHECK(calls.confirm(*made));
    const auto found = calls.read(*made);
    REQUIRE(found);
    CHECK(found->front().state == PickingState::assigned);
    CHECK(calls.write_done(found->front().moves, Quantity::pieces(1)));
    CHECK(calls.validate(*made));
    met.nothing_was_new();
  }
}

}  // namespace fettle::odoo
