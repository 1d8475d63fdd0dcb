#include "adapters/odoo/server.hpp"

#include <fmt/format.h>

#include "adapters/odoo/opening.hpp"
#include "adapters/odoo/visit.hpp"

namespace fettle::odoo {

Result<Session*> Server::session() {
  if (session_) return &*session_;
  auto opened = open();
  if (opened) return &session_.emplace(*std::move(opened));
  const auto failure = failure_of(opened.error());
  if (failure.kind != ErrandFailure::Kind::refused) return opened.error();
  return fault(code::setup_incomplete, fmt::format("{}: {}", failure.code, failure.detail));
}

Result<Session> Server::open() const {
  auto opened = TRY(open_transport(settings_, web_));
  auto profile = TRY(load_profile(*opened.transport, settings_, opened.major));
  return Session{std::move(opened.transport), std::move(profile)};
}

void Server::learn_from(std::string_view code) {
  const bool other = code == code::call_invalid || code == code::login_refused ||
                     code == code::database_missing || code == code::warehouse_missing;
  if (other) session_.reset();
}

}  // namespace fettle::odoo
