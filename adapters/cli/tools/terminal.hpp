// A progress bar on the terminal, and the wish of its user to stop.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "adapters/cli/tools/progress.hpp"

namespace fettle::cli {

// Keeps SIGINT and SIGTERM from ending the process: work asks for them where it can stop cleanly.
// Call it in main, before any thread is made.
void hold_stop_signals();
bool stop_asked();
// Until one of the two comes; says which.
int wait_for_stop();
// Whether one of the two came before the time was over.
bool stop_comes_within(std::chrono::milliseconds time);

// Draws on standard error, and only when that is a terminal.
class TerminalProgress final : public Progress {
 public:
  explicit TerminalProgress(std::string what);
  ~TerminalProgress() override;  // leaves the line empty

  bool at(std::uint64_t done, std::uint64_t total) override;

 private:
  using Clock = std::chrono::steady_clock;
  void draw(std::uint64_t done, std::uint64_t total, Clock::time_point now);

  std::string what_;
  bool is_terminal_;
  Clock::time_point begun_;
  std::optional<Clock::time_point> drawn_;
};

}  // namespace fettle::cli
