#include "adapters/cli/serve.hpp"

#include <spdlog/spdlog.h>

#include <csignal>
#include <cstring>

#include "adapters/cli/engine.hpp"
#include "adapters/cli/subcommands/menu.hpp"
#include "adapters/cli/tools/terminal.hpp"

namespace fettle::cli {

int serve(const EngineSettings& settings) {
  spdlog::set_level(spdlog::level::from_str(settings.log_level));
  std::signal(SIGPIPE, SIG_IGN);
  auto engine = Engine::start(settings, [](std::string_view who, const Fault& fault) {
    spdlog::warn("{}: {} ({})", who, fault.code, fault.detail);
  });
  if (!engine) return report(engine.error());
  spdlog::info("serving on http{}://{}:{}", settings.http.tls ? "s" : "", settings.http.address,
               (*engine)->port());
  spdlog::info("stopping: {}", strsignal(wait_for_stop()));
  return 0;
}

}  // namespace fettle::cli
