// One Odoo database, ready for calls: transport and profile are made at the first use and kept.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "adapters/odoo/profile.hpp"
#include "adapters/odoo/settings.hpp"
#include "adapters/odoo/transport.hpp"
#include "core/ports/web.hpp"

namespace fettle::odoo {

struct Session {
  std::unique_ptr<Transport> transport;
  Profile profile;
};

// One thread at a time.
class Server {
 public:
  Server(Settings settings, OutgoingWeb& web) : settings_(std::move(settings)), web_(web) {}

  bool is_known() const { return session_.has_value(); }
  // Stays until learn_from() drops it. A server that says no to what is asked of it here is
  // setup_incomplete: that is no errand's fault.
  Result<Session*> session();
  // Asks all anew when a failure's code says that this is no longer the server we knew: upgraded,
  // with another key, another database, or a warehouse more. Pointers to the session end with it.
  void learn_from(std::string_view code);

 private:
  Result<Session> open() const;

  Settings settings_;
  OutgoingWeb& web_;
  std::optional<Session> session_;
};

}  // namespace fettle::odoo
