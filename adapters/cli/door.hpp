// The server of the process, listening from its first moment: until the engine stands behind it,
// every request is answered 503 `starting` with Retry-After, and /health says that it lives.
#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "adapters/cli/engine_settings.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/server.hpp"
#include "core/ports/clock.hpp"

namespace fettle::cli {

class Door {
 public:
  static Result<std::unique_ptr<Door>> open(const EngineSettings& settings, const Clock& clock);

  std::uint16_t port() const { return server_->port(); }
  // From now on requests are the handler's, and `refused` is told the status of what the server
  // itself refuses. Once; both live until stop() has returned.
  void let_in(http::Handler handler, std::function<void(unsigned status)> refused);
  // Lets requests in flight finish; a second call does nothing.
  void stop() { server_->stop(); }

 private:
  explicit Door(const EngineSettings& settings);
  void receive(http::Request request, http::Responder responder) const;

  http::Router waiting_;
  http::Handler handler_;
  std::function<void(unsigned status)> refused_;
  std::atomic<bool> let_in_ = false;
  std::unique_ptr<http::Server> server_;  // the last: its threads use the others
};

}  // namespace fettle::cli
