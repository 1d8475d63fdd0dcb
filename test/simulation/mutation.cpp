#include "test/simulation/mutation.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <optional>
#include <string>

namespace fettle::sim {
namespace {

void write_all(int pipe, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(pipe, text.data(), text.size());
    if (written < 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::string read_all(int pipe) {
  std::string text;
  std::array<char, 4096> some{};
  for (ssize_t got = 0; (got = ::read(pipe, some.data(), some.size())) > 0;) {
    text.append(some.data(), static_cast<std::size_t>(got));
  }
  return text;
}

// In a process of its own: a defect may well kill it.
std::optional<Violation> violation_of(const Plan& plan) {
  std::array<int, 2> pipe{};
  invariant(::pipe(pipe.data()) == 0, "a pipe can be made");
  const auto child = ::fork();
  invariant(child >= 0, "a process can be made");
  if (child == 0) {
    // What would catch a signal in the name of the parent.
    for (const auto fatal : {SIGSEGV, SIGABRT, SIGFPE, SIGILL, SIGBUS}) std::signal(fatal, SIG_DFL);
    const auto ending = run(plan);
    if (ending.violation)
      write_all(pipe[1], ending.violation->rule + '\0' + ending.violation->what);
    ::_exit(0);
  }
  ::close(pipe[1]);
  const auto text = read_all(pipe[0]);
  ::close(pipe[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (status != 0) return Violation{"no_process_dies", fmt::format("status {}", status)};
  if (text.empty()) return {};
  const auto end = text.find('\0');
  return Violation{text.substr(0, end), text.substr(end + 1)};
}

}  // namespace

std::span<const PlantedDefect> planted_defects() {
#define FETTLE_PLANTED_DEFECT(name, what) PlantedDefect{Defect::name, #name, what},
  static constexpr PlantedDefect all[]{FETTLE_DEFECTS(FETTLE_PLANTED_DEFECT)};
#undef FETTLE_PLANTED_DEFECT
  return all;
}

const PlantedDefect& about(Defect defect) {
  const auto all = planted_defects();
  return *std::ranges::find(all, defect, &PlantedDefect::defect);
}

Found find(const PlantedDefect& planted, std::uint64_t seeds_max,
           const std::vector<std::string>& unchecked, Promise first) {
  Found found;
  for (const auto promise : {Promise::within, Promise::beyond}) {
    if (promise < first) continue;
    for (std::uint64_t seed = 1; seed <= seeds_max; ++seed) {
      const auto violation = violation_of(
          {.seed = seed, .promise = promise, .planted = planted.defect, .unchecked = unchecked});
      ++found.runs;
      if (!violation) continue;
      found.rule = violation->rule;
      found.what = violation->what;
      found.beyond = promise == Promise::beyond;
      return found;
    }
  }
  return found;
}

}  // namespace fettle::sim
