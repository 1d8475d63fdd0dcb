#include "adapters/cli/door.hpp"

#include "adapters/http/health.hpp"
#include "adapters/http/problem.hpp"

namespace fettle::cli {
namespace {

constexpr unsigned not_found = 404;

Fault starting() { return {FaultKind::unavailable, "starting", "the stores are being opened"}; }

http::Responder instead_of_not_found(http::Responder responder) {
  auto held = std::make_shared<http::Responder>(std::move(responder));
  return http::Responder([held](http::Response response) {
    (*held)(response.status == not_found ? http::to_response(starting()) : std::move(response));
  });
}

}  // namespace

Door::Door(const EngineSettings& settings)
    : waiting_({http::standard_faces(), TenantId(settings.default_tenant)}) {
  http::add_health_routes(waiting_, {{"start", [] { return "starting"; }}});
}

Result<std::unique_ptr<Door>> Door::open(const EngineSettings& settings, const Clock& clock) {
  std::unique_ptr<Door> door(new Door(settings));
  auto server = settings.http;
  server.refused = [self = door.get()](unsigned status) {
    if (self->let_in_) self->refused_(status);
  };
  door->server_ = TRY(http::Server::open(
      server,
      [self = door.get()](http::Request request, http::Responder responder) {
        self->receive(std::move(request), std::move(responder));
      },
      clock));
  return door;
}

void Door::let_in(http::Handler handler, std::function<void(unsigned status)> refused) {
  handler_ = std::move(handler);
  refused_ = std::move(refused);
  let_in_ = true;
}

void Door::receive(http::Request request, http::Responder responder) const {
  if (let_in_) return handler_(std::move(request), std::move(responder));
  waiting_(std::move(request), instead_of_not_found(std::move(responder)));
}

}  // namespace fettle::cli
