#include "adapters/cli/tools/terminal.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>

namespace fettle::cli {
namespace {

constexpr auto redraw_after = std::chrono::milliseconds(100);
constexpr std::uint64_t bar_width = 30;

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

std::string time_left(std::chrono::duration<double> spent, double share) {
  if (share <= 0) return "";
  const auto seconds = static_cast<long>(spent.count() / share - spent.count());
  return fmt::format("{}:{:02} left", seconds / 60, seconds % 60);
}

}  // namespace

Fault interrupted() { return {FaultKind::closed, "interrupted", "asked to stop"}; }
bool is_interruption(const Fault& fault) { return fault.code == "interrupted"; }

void hold_stop_signals() {
  const auto signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

bool stop_asked() {
  sigset_t waiting;
  sigemptyset(&waiting);
  sigpending(&waiting);
  return sigismember(&waiting, SIGINT) == 1 || sigismember(&waiting, SIGTERM) == 1;
}

int wait_for_stop() {
  const auto signals = stop_signals();
  int received = 0;
  sigwait(&signals, &received);
  return received;
}

bool stop_comes_within(std::chrono::milliseconds time) {
  const auto signals = stop_signals();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const timespec wait{.tv_sec = seconds.count(),
                      .tv_nsec = std::chrono::nanoseconds(time - seconds).count()};
  return sigtimedwait(&signals, nullptr, &wait) > 0;
}

TerminalProgress::TerminalProgress(std::string what)
    : what_(std::move(what)), is_terminal_(isatty(STDERR_FILENO) == 1), begun_(Clock::now()) {}

TerminalProgress::~TerminalProgress() {
  if (drawn_) fmt::print(stderr, "\r\x1b[K");
}

bool TerminalProgress::at(std::uint64_t done, std::uint64_t total) {
  const auto now = Clock::now();
  if (drawn_ && now - *drawn_ < redraw_after) return true;
  if (stop_asked()) return false;
  if (is_terminal_ && now - begun_ > redraw_after) draw(done, total, now);
  return true;
}

void TerminalProgress::draw(std::uint64_t done, std::uint64_t total, Clock::time_point now) {
  drawn_ = now;
  total = std::max(total, std::max<std::uint64_t>(done, 1));
  const auto filled = done * bar_width / total;
  fmt::print(stderr, "\r\x1b[K{} [{}{}] {} of {} {}", what_, std::string(filled, '#'),
             std::string(bar_width - filled, '.'), done, total,
             time_left(now - begun_, static_cast<double>(done) / static_cast<double>(total)));
  std::fflush(stderr);
}

}  // namespace fettle::cli
