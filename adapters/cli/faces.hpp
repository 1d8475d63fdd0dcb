// The HTTP side of one process: server, tokens, limits, and the faces on them.
#pragma once

#include <memory>

#include "adapters/cli/door.hpp"
#include "adapters/cli/engine_settings.hpp"
#include "adapters/cli/tools/signing_keys.hpp"
#include "adapters/cli/write_side.hpp"
#include "adapters/http/faces/command_face.hpp"
#include "adapters/http/gate.hpp"
#include "adapters/http/health.hpp"
#include "adapters/http/metrics.hpp"
#include "adapters/http/request_meter.hpp"
#include "adapters/http/revocations.hpp"

namespace fettle::cli {

class Faces {
 public:
  struct Ports {
    const EngineSettings& settings;
    const Domain& domain;
    WriteSide& write_side;
    Clock& clock;
    Dice& dice;
    http::PrometheusMetrics& metrics;
    Door& door;
  };
  // Adds further routes before the door lets anybody in.
  using Mount = std::function<void(http::Router&, http::Gate&, http::CommandFace&)>;

  static Result<std::unique_ptr<Faces>> start(const Ports& ports, std::vector<http::Probe> probes,
                                              const Mount& mount);

  // What is due now and then: counted denials, exchanged keys, revocations. One thread.
  Result<void> keep_house();
  void stop() {
    door_.stop();
    commands_.awaited().finish();
    commands_.denials().finish();
  }

 private:
  Faces(const Ports& ports, std::unique_ptr<http::RevocationFile> revocations);

  Door& door_;
  std::unique_ptr<http::RevocationFile> revocations_;
  SigningKeys signing_keys_;
  http::Tokens tokens_;
  http::RateLimit per_address_;
  http::RateLimit per_token_;
  http::Gate gate_;
  http::CommandFace commands_;
  http::RequestMeter meter_;
  http::Router router_;
};

}  // namespace fettle::cli
