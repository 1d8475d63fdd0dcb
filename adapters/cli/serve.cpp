#include "adapters/cli/serve.hpp"

#include <spdlog/spdlog.h>

#include <csignal>

#include "adapters/cli/engine.hpp"
#include "adapters/cli/subcommands/menu.hpp"

namespace fettle::cli {
namespace {

// Blocked in every thread, and waited for in this one: nothing runs in a signal handler.
sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

}  // namespace

int serve(const EngineSettings& settings) {
  spdlog::set_level(spdlog::level::from_str(settings.log_level));
  const auto signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  auto engine = Engine::start(settings, [](std::string_view who, const Fault& fault) {
    spdlog::warn("{}: {} ({})", who, fault.code, fault.detail);
  });
  if (!engine) {
    return report(engine.error());
  }
  spdlog::info("serving on http{}://{}:{}", settings.http.tls ? "s" : "", settings.http.address,
               (*engine)->port());
  int received = 0;
  sigwait(&signals, &received);
  spdlog::info("stopping: {}", strsignal(received));
  return 0;
}

}  // namespace fettle::cli
