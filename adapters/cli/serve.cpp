#include "adapters/cli/serve.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <cstring>

#include "adapters/cli/door.hpp"
#include "adapters/cli/engine.hpp"
#include "adapters/cli/stores.hpp"
#include "adapters/cli/subcommands/menu.hpp"
#include "adapters/cli/tools/open_files.hpp"
#include "adapters/cli/tools/terminal.hpp"

namespace fettle::cli {
namespace {

Result<EngineSettings> within_open_files(EngineSettings settings) {
  const auto open_files = TRY(raise_open_files());
  const auto wanted = settings.http.connections_max;
  settings.http.connections_max = connections_within(open_files, wanted);
  if (settings.http.connections_max < wanted) {
    spdlog::warn(
        "http.connections_max is {} instead of {}: the process may open {} files, and the stores "
        "need some; raise the hard limit (ulimit -n, LimitNOFILE)",
        settings.http.connections_max, wanted, open_files);
  }
  return settings;
}

// Of what libraries say: PostgreSQL's client gives its advice on a second line.
std::string on_one_line(std::string words) {
  const auto breaks = [](char c) { return c == '\n' || c == '\r' || c == '\t'; };
  std::replace_if(words.begin(), words.end(), breaks, ' ');
  return words;
}

constexpr auto try_again_after = std::chrono::seconds(1);

// A cluster that cannot be reached yet is waited for: nodes and brokers start in any order.
Result<std::unique_ptr<Engine>> start_engine(const EngineSettings& settings, Door& door) {
  const OnFault on_fault = [](std::string_view who, const Fault& fault) {
    spdlog::warn("{}: {} ({})", who, fault.code, on_one_line(fault.detail));
  };
  for (std::string told;;) {
    auto engine = Engine::start(settings, door, on_fault);
    if (engine || !settings.on_kafka() || engine.error().kind != FaultKind::unavailable) {
      return engine;
    }
    if (engine.error().code != told) on_fault("start, tried again each second", engine.error());
    told = engine.error().code;
    if (stop_comes_within(try_again_after)) return interrupted();
  }
}

}  // namespace

int serve(const EngineSettings& asked) {
  spdlog::set_level(spdlog::level::from_str(asked.log_level));
  const auto within = within_open_files(asked);
  if (!within) return report(within.error());
  auto settings = *within;
  std::signal(SIGPIPE, SIG_IGN);
  const SystemClock clock;
  const auto door = Door::open(settings, clock);
  if (!door) return report(door.error());
  settings.http.port = (*door)->port();  // any free one, when 0 was asked for
  const auto url = listening_url(settings);
  spdlog::info("listening on {}", url);
  const auto engine = start_engine(settings, **door);
  if (!engine && is_interruption(engine.error())) return 0;
  if (!engine) return report(engine.error());
  spdlog::info("serving on {}", url);
  spdlog::info("stopping: {}", strsignal(wait_for_stop()));
  return 0;
}

}  // namespace fettle::cli
