#include "adapters/odoo/server.hpp"

#include "adapters/odoo/opening.hpp"

namespace fettle::odoo {

Result<Session*> Server::session() {
  if (session_) return &*session_;
  auto opened = TRY(open_transport(settings_, web_));
  auto profile = TRY(load_profile(*opened.transport, settings_, opened.major));
  session_ = Session{std::move(opened.transport), std::move(profile)};
  return &*session_;
}

}  // namespace fettle::odoo
