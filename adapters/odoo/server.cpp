#include "adapters/odoo/server.hpp"

#include "adapters/odoo/fault.hpp"
#include "adapters/odoo/opening.hpp"

namespace fettle::odoo {

Result<Session*> Server::session() {
  if (session_) return &*session_;
  auto opened = TRY(open_transport(settings_, web_));
  auto profile = TRY(load_profile(*opened.transport, settings_, opened.major));
  session_ = Session{std::move(opened.transport), std::move(profile)};
  return &*session_;
}

void Server::learn_from(const Fault& fault) {
  if (is(fault, code::call_invalid) || is(fault, code::login_refused) ||
      is(fault, code::database_missing)) {
    session_.reset();
  }
}

}  // namespace fettle::odoo
