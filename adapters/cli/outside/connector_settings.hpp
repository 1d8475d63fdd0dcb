// What a tenant's connections to systems outside are known by: one TOML file for all tenants.
//
//   [demo.wechat_pay]
//   mch_id = "1900000001"
//   …
//   [demo.odoo]
//   url = "https://odoo.example"
//
// It holds secrets, so nobody but its owner and his group may read it.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapters/odoo/tenant_settings.hpp"
#include "adapters/wechat/settings.hpp"
#include "adapters/wechat_pay/settings.hpp"
#include "core/result.hpp"

namespace fettle::cli {

struct MiniProgramSettings {
  wechat::Settings account;
  std::string page;                              // that a message opens; empty: the first
  std::map<std::string, std::string> templates;  // by the moment that a notice is about
};

struct TenantConnections {
  std::optional<wechat_pay::Settings> wechat_pay;
  std::optional<MiniProgramSettings> mini_program;
  std::optional<odoo::TenantSettings> odoo;
};

using Connections = std::map<std::string, TenantConnections, std::less<>>;  // by tenant

// invalid `connector_setting_unknown`, `connector_setting_malformed`, `connector_setting_missing`
// name the setting, never its value; `connectors_file_open_to_all`: others may read it;
// `connector_shared`: two tenants post into one Odoo database.
Result<Connections> read_connections(const std::filesystem::path& path);

}  // namespace fettle::cli
