#include "adapters/cli/outside/connector_settings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <functional>

#include "adapters/cli/tools/settings.hpp"
#include "core/id.hpp"
#include "core/text_numbers.hpp"

namespace fettle::cli {
namespace {

using Set = std::function<bool(TenantConnections&, const std::string&)>;  // false: malformed

struct Declaration {
  std::string_view name;
  Set set;
};

wechat_pay::Settings& pay(TenantConnections& of) {
  return of.wechat_pay ? *of.wechat_pay : of.wechat_pay.emplace();
}
MiniProgramSettings& mini(TenantConnections& of) {
  return of.mini_program ? *of.mini_program : of.mini_program.emplace();
}
odoo::TenantSettings& odoo_of(TenantConnections& of) {
  return of.odoo ? *of.odoo : of.odoo.emplace();
}

template <class Field>
Set text(Field field) {
  return [field](TenantConnections& of, const std::string& given) {
    field(of) = given;
    return !given.empty();
  };
}

template <class Field>
Set whole(Field field) {
  return [field](TenantConnections& of, const std::string& given) {
    const auto value = whole_number<std::int64_t>(given);
    if (value) field(of) = *value;
    return value && *value > 0;
  };
}

template <class Field>
Set seconds_up_to(std::chrono::seconds max, Field field) {
  return [max, field](TenantConnections& of, const std::string& given) {
    const auto seconds = whole_number<std::int64_t>(given);
    if (!seconds || *seconds < 1 || *seconds > max.count()) return false;
    field(of) = std::chrono::seconds(*seconds);
    return true;
  };
}

bool set_transport(TenantConnections& of, const std::string& given) {
  using Choice = odoo::TransportChoice;
  auto& choice = odoo_of(of).server.transport;
  if (given == "ask_server") choice = Choice::ask_server;
  if (given == "json_rpc") choice = Choice::json_rpc;
  if (given == "json_2") choice = Choice::json_2;
  return given == "ask_server" || given == "json_rpc" || given == "json_2";
}

bool set_when_short(TenantConnections& of, const std::string& given) {
  auto& when_short = odoo_of(of).when_short;
  if (given == "wait") when_short = odoo::WhenShort::wait;
  if (given == "cancel") when_short = odoo::WhenShort::cancel;
  return given == "wait" || given == "cancel";
}

bool set_url(TenantConnections& of, const std::string& given) {
  auto& url = odoo_of(of).server.url;
  url = given.substr(0, given.find_last_not_of('/') + 1);
  return given.starts_with("http://") || given.starts_with("https://");
}

bool set_sale_documents(TenantConnections& of, const std::string& given) {
  odoo_of(of).sale_documents = given == "true";
  return given == "true" || given == "false";
}

#define FIELD(part, member) \
  [](TenantConnections & of) -> auto& { return part(of).member; }

const std::vector<Declaration>& declarations() {
  static const std::vector<Declaration> all{
      {"wechat_pay.mch_id", text(FIELD(pay, mchid))},
      {"wechat_pay.app_id", text(FIELD(pay, appid))},
      {"wechat_pay.serial", text(FIELD(pay, serial))},
      {"wechat_pay.private_key_file", text(FIELD(pay, private_key_file))},
      {"wechat_pay.api_key", text(FIELD(pay, api_key))},
      {"wechat_pay.notify_url", text(FIELD(pay, notify_url))},
      {"wechat_pay.base_url", text(FIELD(pay, base_url))},
      {"wechat_pay.platform_keys_folder", text(FIELD(pay, platform_keys_folder))},
      {"mini_program.app_id", text(FIELD(mini, account.appid))},
      {"mini_program.secret", text(FIELD(mini, account.secret))},
      {"mini_program.base_url", text(FIELD(mini, account.base_url))},
      {"mini_program.page", text(FIELD(mini, page))},
      {"odoo.url", &set_url},
      {"odoo.database", text(FIELD(odoo_of, server.database))},
      {"odoo.login", text(FIELD(odoo_of, server.login))},
      {"odoo.secret", text(FIELD(odoo_of, server.secret))},
      {"odoo.transport", &set_transport},
      {"odoo.customer_location", whole(FIELD(odoo_of, server.customer_location))},
      {"odoo.sale_documents", &set_sale_documents},
      {"odoo.service_product", whole(FIELD(odoo_of, service_product))},
      {"odoo.when_short", &set_when_short},
      {"odoo.look_seconds", seconds_up_to(std::chrono::hours(24), FIELD(odoo_of, look_every))},
      {"odoo.call_seconds_max",
       seconds_up_to(std::chrono::hours(1), FIELD(odoo_of, call_lasts_max))},
  };
  return all;
}

#undef FIELD

// Names of these are the business's own: a store, a moment.
bool set_named(TenantConnections& of, std::string_view name, const std::string& given) {
  constexpr std::string_view templates = "mini_program.templates.";
  constexpr std::string_view warehouses = "odoo.warehouses.";
  if (name.starts_with(templates)) {
    mini(of).templates[std::string(name.substr(templates.size()))] = given;
    return true;
  }
  if (!name.starts_with(warehouses)) return false;
  odoo_of(of).warehouses[std::string(name.substr(warehouses.size()))] = given;
  return true;
}

// A tenant's name may hold dots: what follows it begins with a connector's.
std::size_t end_of_tenant(std::string_view name) {
  std::size_t end = std::string_view::npos;
  for (const std::string_view connector : {".wechat_pay.", ".mini_program.", ".odoo."}) {
    end = std::min(end, name.find(connector));
  }
  return end;
}

Fault unknown(const std::string& name) {
  return {FaultKind::invalid, "connector_setting_unknown",
          fmt::format("{} is no setting of a connector", name)};
}

Result<void> set(Connections& all, const std::string& name, const std::string& given) {
  const auto end = end_of_tenant(name);
  if (end == std::string::npos || !TenantId::well_formed(name.substr(0, end))) {
    return unknown(name);
  }
  auto& of_tenant = all[name.substr(0, end)];
  const auto rest = std::string_view(name).substr(end + 1);
  const auto declared = std::ranges::find(declarations(), rest, &Declaration::name);
  if (declared == declarations().end()) {
    if (set_named(of_tenant, rest, given)) return {};
    return unknown(name);
  }
  if (declared->set(of_tenant, given)) return {};
  return Fault{FaultKind::invalid, "connector_setting_malformed",
               fmt::format("{} cannot have this value", name)};
}

// Without any one of these the connection cannot be made.
Result<void> check_complete(const std::string& tenant, const TenantConnections& of) {
  std::vector<std::string_view> missing;
  const auto need = [&](std::string_view name, bool is_there) {
    if (!is_there) missing.push_back(name);
  };
  if (of.wechat_pay) {
    need("wechat_pay.mch_id", !of.wechat_pay->mchid.empty());
    need("wechat_pay.app_id", !of.wechat_pay->appid.empty());
    need("wechat_pay.serial", !of.wechat_pay->serial.empty());
    need("wechat_pay.private_key_file", !of.wechat_pay->private_key_file.empty());
    need("wechat_pay.api_key", !of.wechat_pay->api_key.empty());
    need("wechat_pay.notify_url", !of.wechat_pay->notify_url.empty());
  }
  if (of.mini_program) {
    need("mini_program.app_id", !of.mini_program->account.appid.empty());
    need("mini_program.secret", !of.mini_program->account.secret.empty());
  }
  if (of.odoo) {
    const auto& server = of.odoo->server;
    need("odoo.url", !server.url.empty());
    need("odoo.database", !server.database.empty());
    need("odoo.login", !server.login.empty() || server.transport == odoo::TransportChoice::json_2);
    need("odoo.secret", !server.secret.empty());
    need("odoo.service_product", !of.odoo->sale_documents || of.odoo->service_product > 0);
  }
  if (missing.empty()) return {};
  return Fault{FaultKind::invalid, "connector_setting_missing",
               fmt::format("[{}] lacks {}", tenant, fmt::join(missing, ", "))};
}

Result<void> check_readers(const std::filesystem::path& path) {
  std::error_code failed;
  const auto status = std::filesystem::status(path, failed);
  const auto others = std::filesystem::perms::others_read;
  if (failed || (status.permissions() & others) == std::filesystem::perms::none) return {};
  return Fault{FaultKind::invalid, "connectors_file_open_to_all",
               fmt::format("it holds secrets: chmod o-r {}", path.string())};
}

// Two that post into one database would each take the other's stock for its own.
Result<void> check_owners(const Connections& all) {
  std::map<std::pair<std::string, std::string>, std::string> owners;
  for (const auto& [tenant, of] : all) {
    if (!of.odoo) continue;
    const auto& server = of.odoo->server;
    const auto [owner, is_first] = owners.try_emplace({server.url, server.database}, tenant);
    if (is_first) continue;
    return Fault{FaultKind::invalid, "connector_shared",
                 fmt::format("{}.odoo and {}.odoo name one database; each needs its own",
                             owner->second, tenant)};
  }
  return {};
}

}  // namespace

Result<Connections> read_connections(const std::filesystem::path& path) {
  Connections all;
  if (path.empty()) return all;
  TRY(check_readers(path));
  for (const auto& [name, given] : TRY(read_settings_file(path))) TRY(set(all, name, given));
  for (const auto& [tenant, of] : all) TRY(check_complete(tenant, of));
  TRY(check_owners(all));
  return all;
}

}  // namespace fettle::cli
