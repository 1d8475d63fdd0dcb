// The JSON-RPC way, `/jsonrpc`: database, user and secret in every call, errors with status 200.
// Odoo 14 to 19; announced to go with 20 or 22.
#pragma once

#include <optional>
#include <string_view>

#include "adapters/odoo/settings.hpp"
#include "adapters/odoo/transport.hpp"
#include "core/ports/web.hpp"

namespace fettle::odoo {

class JsonRpc : public Transport {
 public:
  JsonRpc(const Settings& settings, OutgoingWeb& web) : settings_(settings), web_(web) {}

  // Logs in before the first call, and again after a refused login.
  Result<json::Document> call(const Call& call) override;

  // login_refused when name and secret do not fit.
  Result<void> authenticate();
  // What `common.version` says, without a login.
  Result<json::Document> version();

 private:
  Result<json::Document> send(std::string_view service, std::string_view method,
                              Elements arguments);

  Settings settings_;
  OutgoingWeb& web_;
  std::optional<std::int64_t> user_;
  std::int64_t last_id_ = 0;
};

}  // namespace fettle::odoo
