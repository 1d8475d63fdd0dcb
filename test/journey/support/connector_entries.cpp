#include "test/journey/support/connector_entries.hpp"

#include <stdexcept>

#include "test/journey/support/refund_entry.hpp"

namespace fettle::journey {
namespace {

const std::string path = "/admin/connectors/mini_program/";
const Json reason{{"reason", "换了小程序"}};

// Connected by its settings, soon after the start.
Shop& connected() {
  auto& shop = beside_wechat().shop();
  const auto is_connected = [&] {
    return shop.manager.post(path + "enable", Json::object()).status == 200;
  };
  if (!becomes_true(is_connected)) throw std::runtime_error("the mini-program is not connected");
  return shop;
}

Request disabled(Shop&) { return {connected().manager, "POST", path + "disable", reason}; }

Request enabled(Shop&) {
  auto& shop = connected();
  accepted(shop.manager.post(path + "disable", reason));
  return {shop.manager, "POST", path + "enable", Json::object()};
}

}  // namespace

std::vector<Entry> of_connectors() {
  return {{"EnableConnector", "POST /admin/connectors/{connector}/enable", enabled},
          {"DisableConnector", "POST /admin/connectors/{connector}/disable", disabled}};
}

}  // namespace fettle::journey
