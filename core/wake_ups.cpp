#include "core/wake_ups.hpp"

#include <algorithm>

#include "core/result.hpp"

namespace fettle {
namespace {

thread_local WakeUps* of_this_thread = nullptr;

}  // namespace

WakeUps::WakeUps(std::function<void()> begun, std::shared_ptr<Host> host)
    : begun_(std::move(begun)), host_(std::move(host)) {
  invariant(of_this_thread == nullptr, "a thread's rounds do not nest");
  of_this_thread = this;
}

WakeUps::~WakeUps() {
  of_this_thread = nullptr;
  flush();
}

void WakeUps::flush() {
  waking_.swap(put_off_);
  for (const auto& sleeper : waking_) sleeper->wake();
  waking_.clear();
}

void WakeUps::wake(const std::shared_ptr<Sleeper>& sleeper) {
  if (of_this_thread == nullptr) return sleeper->wake();
  auto& put_off = of_this_thread->put_off_;
  if (std::ranges::find(put_off, sleeper) != put_off.end()) return;
  put_off.push_back(sleeper);
  if (put_off.size() == 1 && of_this_thread->begun_) of_this_thread->begun_();
}

std::shared_ptr<Host> WakeUps::host() {
  return of_this_thread == nullptr ? nullptr : of_this_thread->host_;
}

}  // namespace fettle
