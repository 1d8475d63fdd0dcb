// A shop's Odoo of one version, met over one transport: what most tests of the adapter begin with.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "adapters/odoo/fault.hpp"
#include "adapters/odoo/picking_poster.hpp"
#include "adapters/odoo/server.hpp"
#include "test/odoo/socket_web.hpp"
#include "test/support/fake_odoo.hpp"

namespace fettle::odoo {

// The same tests hold on each.
struct Way {
  int version;
  TransportChoice transport;
};
inline constexpr std::array ways = {
    Way{16, TransportChoice::json_rpc}, Way{17, TransportChoice::json_rpc},
    Way{18, TransportChoice::json_rpc}, Way{19, TransportChoice::json_rpc},
    Way{19, TransportChoice::json_2}};

inline std::string name_of(const Way& way) {
  return std::to_string(way.version) + (way.transport == TransportChoice::json_2 ? " 2" : "");
}

class Shop {
 public:
  explicit Shop(Way way, std::vector<std::string> more = {})
      : fake(web, way.version, std::move(more)), server(settings(way.transport), web) {}

  Settings settings(TransportChoice transport) const {
    return {.url = fake.url(),
            .database = "shop",
            .login = "fettle",
            .secret = "0123456789abcdef0123456789abcdef01234567",
            .transport = transport,
            .wait_max = std::chrono::milliseconds(20'000),
            .customer_location = std::nullopt};
  }

  Session& session() {
    auto made = server.session();
    REQUIRE_MESSAGE(made, made.error().code << " " << made.error().detail);
    return **made;
  }
  Transport& odoo() { return *session().transport; }
  const Profile& profile() { return session().profile; }
  const Warehouse& warehouse() { return session().profile.warehouses.front(); }
  PickingPoster poster() { return {odoo(), profile()}; }

  // So much of it lies there, each number a quant; its id.
  std::int64_t product(const std::string& code, const Elements& quants,
                       const std::string& tracking = "none") {
    const auto id = fake.ask(
        "/fake/product",
        json::Document::object(
            {{"code", code}, {"quants", quants}, {"tracking", tracking}, {"supplier", "Bosch"}}));
    REQUIRE(id.whole() != nullptr);
    return *id.whole();
  }

  PickingOrder order(const std::string& key, std::int64_t product, std::int64_t pieces,
                     WhenShort when_short = WhenShort::wait) {
    return issue_from(warehouse(), profile(), key, {{product, Quantity::pieces(pieces)}},
                      when_short);
  }

  // A person issues so many pieces of BP under a name of Odoo's own.
  void by_hand(const std::string& origin, std::int64_t quantity) const {
    const json::Document line = json::Document::object({{"code", "BP"}, {"quantity", quantity}});
    fake.ask("/fake/post", json::Document::object({{"origin", origin}, {"lines", Elements{line}}}));
  }

  // How many pickings of that key are in that state in Odoo's books, and what they moved.
  struct Books {
    int pickings = 0;
    Quantity done;
    bool operator==(const Books&) const = default;
  };
  Books books(const std::string& key, const std::string& picking_state = "done") const {
    const auto state = fake.state();
    Books found;
    for (const auto& picking : *state.find("pickings")->elements()) {
      if (*picking.find("name") != json::Document(key)) continue;
      if (*picking.find("state") != json::Document(picking_state)) continue;
      ++found.pickings;
      for (const auto& line : *picking.find("lines")->elements()) {
        found.done += number(line, "done");
      }
    }
    return found;
  }
  Quantity stock(const std::string& code, const std::string& place = "WH/Stock") const {
    const auto state = fake.state();
    for (const auto& one : *state.find("stock")->elements()) {
      if (*one.find("code") == json::Document(code) &&
          *one.find("place") == json::Document(place)) {
        return number(one, "quantity");
      }
    }
    return {};
  }

  test::SocketWeb web;
  test::FakeOdoo fake;
  Server server;

 private:
  static Quantity number(const json::Document& record, std::string_view field) {
    const auto& value = *record.find(field);
    if (value.whole() != nullptr) return Quantity::pieces(*value.whole());
    return Quantity::rounded(*value.fraction());
  }
};

inline Quantity pieces(std::int64_t count) { return Quantity::pieces(count); }

template <class T>
std::string code_of(const Result<T>& result) {
  return result ? std::string("none") : result.error().code;
}

}  // namespace fettle::odoo
