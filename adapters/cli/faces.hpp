// The HTTP side of one process: server, tokens, limits, and the faces on them.
#pragma once

#include <memory>

#include "adapters/cli/engine_settings.hpp"
#include "adapters/cli/tools/signing_keys.hpp"
#include "adapters/cli/write_side.hpp"
#include "adapters/http/faces/command_face.hpp"
#include "adapters/http/gate.hpp"
#include "adapters/http/health.hpp"
#include "adapters/http/metrics.hpp"
#include "adapters/http/request_meter.hpp"
#include "adapters/http/revocations.hpp"
#include "adapters/http/server.hpp"

namespace fettle::cli {

class Faces {
 public:
  // Adds further routes before the server listens.
  using Mount = std::function<void(http::Router&, http::Gate&, http::CommandFace&)>;

  static Result<std::unique_ptr<Faces>> start(const EngineSettings& settings, const Domain& domain,
                                              WriteSide& write_side, Clock& clock, Dice& dice,
                                              http::PrometheusMetrics& metrics,
                                              std::vector<http::Probe> probes, const Mount& mount);

  std::uint16_t port() const { return server_->port(); }
  // What is due now and then: counted denials, exchanged keys, revocations. One thread.
  Result<void> keep_house();
  void stop() {
    server_->stop();
    commands_.denials().finish();
  }

 private:
  Faces(const EngineSettings& settings, const Domain& domain, WriteSide& write_side, Clock& clock,
        Dice& dice, http::PrometheusMetrics& metrics,
        std::unique_ptr<http::RevocationFile> revocations);

  std::unique_ptr<http::RevocationFile> revocations_;
  SigningKeys signing_keys_;
  http::Tokens tokens_;
  http::RateLimit per_address_;
  http::RateLimit per_token_;
  http::Gate gate_;
  http::CommandFace commands_;
  http::RequestMeter meter_;
  http::Router router_;
  std::unique_ptr<http::Server> server_;
};

}  // namespace fettle::cli
