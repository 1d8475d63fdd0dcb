#include "adapters/odoo/opening.hpp"

#include <optional>

#include "adapters/odoo/fault.hpp"
#include "adapters/odoo/json_2.hpp"
#include "adapters/odoo/json_rpc.hpp"
#include "adapters/odoo/reply.hpp"
#include "core/text_numbers.hpp"

namespace fettle::odoo {
namespace {

using json::Document;

constexpr std::int64_t first_with_json_2 = 19;

// [19,0,0,"final",0,""]; between two releases odoo.com says ["saas~18",4,…].
std::optional<std::int64_t> major_of(const Document* info) {
  const auto* parts = info == nullptr ? nullptr : info->elements();
  if (parts == nullptr || parts->empty()) return std::nullopt;
  if (parts->front().whole() != nullptr) return *parts->front().whole();
  const auto* text = parts->front().text();
  if (text == nullptr) return std::nullopt;
  return whole_number<std::int64_t>(std::string_view(*text).substr(text->find('~') + 1));
}

// Odoo 19 on answers this, also when JSON-RPC is switched off; older ones have no such page.
Result<std::optional<std::int64_t>> version_of_page(const Settings& settings, OutgoingWeb& web) {
  const auto reply = json_reply(web.send({.method = "GET",
                                          .url = settings.url + "/web/version",
                                          .headers = {},
                                          .body = {},
                                          .wait_max = settings.wait_max,
                                          .reply_bytes_max = settings.reply_bytes_max}));
  if (reply) return major_of(reply->body.find("version_info"));
  if (is(reply.error(), code::html_reply)) return std::optional<std::int64_t>();
  return reply.error();
}

Result<std::int64_t> version_of(const Settings& settings, OutgoingWeb& web) {
  if (const auto major = TRY(version_of_page(settings, web))) return *major;
  const auto said = TRY(JsonRpc(settings, web).version());
  if (const auto major = major_of(said.find("server_version_info"))) return *major;
  return fault(code::version_unknown, "common.version names no server_version_info");
}

Result<std::unique_ptr<Transport>> over_json_rpc(const Settings& settings, OutgoingWeb& web) {
  auto transport = std::make_unique<JsonRpc>(settings, web);
  if (auto known = transport->authenticate(); !known) return known.error();
  return std::unique_ptr<Transport>(std::move(transport));
}

Result<std::unique_ptr<Transport>> over_json_2(const Settings& settings, OutgoingWeb& web) {
  auto transport = std::make_unique<Json2>(settings, web);
  static_cast<void>(TRY(transport->call({.model = "res.users", .method = "context_get"})));
  return std::unique_ptr<Transport>(std::move(transport));
}

// JSON-2 takes no password: whoever has set one is served by JSON-RPC as long as it is there.
Result<std::unique_ptr<Transport>> over_what_it_speaks(const Settings& settings, OutgoingWeb& web,
                                                       std::int64_t major) {
  if (major < first_with_json_2) return over_json_rpc(settings, web);
  auto transport = over_json_2(settings, web);
  if (transport || !is(transport.error(), code::login_refused)) return transport;
  return over_json_rpc(settings, web);
}

Result<std::unique_ptr<Transport>> chosen(const Settings& settings, OutgoingWeb& web,
                                          std::int64_t major) {
  switch (settings.transport) {
    case TransportChoice::json_rpc:
      return over_json_rpc(settings, web);
    case TransportChoice::json_2:
      return over_json_2(settings, web);
    case TransportChoice::ask_server:
      break;
  }
  return over_what_it_speaks(settings, web, major);
}

}  // namespace

Result<Opened> open_transport(const Settings& settings, OutgoingWeb& web) {
  const auto major = TRY(version_of(settings, web));
  auto transport = TRY(chosen(settings, web, major));
  return Opened{std::move(transport), major};
}

}  // namespace fettle::odoo
