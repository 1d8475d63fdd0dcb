#include "adapters/cli/faces.hpp"

#include <fmt/format.h>

#include "adapters/cli/clock_route.hpp"
#include "adapters/cli/tools/token_keys.hpp"
#include "adapters/http/access_log.hpp"

namespace fettle::cli {
namespace {

std::vector<std::string> faces_of(const EngineSettings& settings) {
  auto faces = http::standard_faces();
  if (settings.test_mode) faces.emplace_back(clock_face);
  return faces;
}

}  // namespace

Faces::Faces(const Ports& ports, std::unique_ptr<http::RevocationFile> revocations)
    : door_(ports.door),
      revocations_(std::move(revocations)),
      signing_keys_(Folders(ports.settings).tokens()),
      tokens_({}, *revocations_, ports.clock, ports.settings.tokens_cached_max),
      per_address_(ports.settings.per_address, ports.clock),
      per_token_(ports.settings.per_token, ports.clock),
      gate_(tokens_, per_address_, per_token_,
            [this](http::Call call, const Rejection& why, http::Responder responder) {
              const auto& routed = call.routed;
              commands_.deny(
                  call, why,
                  fmt::format("{} {}", http::to_text(routed.request.method), routed.pattern),
                  std::move(responder));
            }),
      commands_(ports.domain, {[&side = ports.write_side](Submission submission) {
                                 side.submit(std::move(submission));
                               },
                               ports.write_side.keys(), ports.dice, ports.clock}),
      meter_(ports.metrics, ports.clock),
      router_({faces_of(ports.settings), TenantId(ports.settings.default_tenant)}) {}

Result<std::unique_ptr<Faces>> Faces::start(const Ports& ports, std::vector<http::Probe> probes,
                                            const Mount& mount) {
  const auto& settings = ports.settings;
  const Folders folders(settings);
  auto revocations = TRY(http::RevocationFile::open(folders.revocations().string(), ports.clock));
  std::unique_ptr<Faces> faces(new Faces(ports, std::move(revocations)));
  if (settings.create_master_key) TRY(signing_key(folders.tokens(), ports.dice));
  TRY(faces->keep_house());
  auto& router = faces->router_;
  router.measure(faces->meter_);
  faces->commands_.mount(router, faces->gate_);
  http::add_health_routes(router, std::move(probes));
  router.add(
      http::Method::get, "/metrics",
      faces->gate_.open([&metrics = ports.metrics](const http::Routed&, http::Responder responder) {
        responder(http::metrics_page(metrics));
      }));
  mount(router, faces->gate_, faces->commands_);
  http::Handler handler = [&router](http::Request request, http::Responder responder) {
    router(std::move(request), std::move(responder));
  };
  if (settings.access_log) {
    handler =
        http::with_access_log(std::move(handler), http::lines_to_standard_error(), ports.clock);
  }
  ports.door.let_in(std::move(handler),
                    [&meter = faces->meter_](unsigned status) { meter.refused(status); });
  return faces;
}

Result<void> Faces::keep_house() {
  commands_.denials().sweep();
  const auto revocations = revocations_->read_again();
  if (auto keys = TRY(signing_keys_.changed())) tokens_.replace_keys(*std::move(keys));
  return revocations;
}

}  // namespace fettle::cli
