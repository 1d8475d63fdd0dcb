// Token buckets, filled by looking at the clock when they are asked.
#include "adapters/http/rate_limit.hpp"

#include <algorithm>
#include <cmath>

namespace fettle::http {
namespace {

double full(const RateSettings& settings) { return std::max(settings.burst, 1u); }

}  // namespace

RateLimit::RateLimit(RateSettings settings, const Clock& clock)
    : clock_(clock), settings_(settings) {}

RateLimit::Bucket& RateLimit::bucket(std::string_view key, Moment now) {
  if (const auto found = buckets_.find(key); found != buckets_.end()) {
    recent_.splice(recent_.begin(), recent_, found->second);
    return recent_.front();
  }
  if (buckets_.size() >= std::max<std::size_t>(settings_.keys_max, 1)) {
    buckets_.erase(recent_.back().key);
    recent_.pop_back();
  }
  recent_.push_front({std::string(key), full(settings_), now});
  buckets_.emplace(recent_.front().key, recent_.begin());
  return recent_.front();
}

std::optional<std::chrono::seconds> RateLimit::take(std::string_view key) {
  if (settings_.per_second == 0) return std::nullopt;
  const std::lock_guard lock(mutex_);
  const auto now = clock_.now();
  auto& mine = bucket(key, now);
  const double rate = settings_.per_second;
  // A clock that jumped back fills nothing.
  const auto since = std::max(now - mine.filled, Micros{0});
  mine.tokens += std::chrono::duration<double>(since).count() * rate;
  mine.tokens = std::min(mine.tokens, full(settings_));
  mine.filled = now;
  if (mine.tokens < 1.0) {
    const auto wait = std::ceil((1.0 - mine.tokens) / rate);
    return std::chrono::seconds(std::max(1L, static_cast<long>(wait)));
  }
  mine.tokens -= 1.0;
  return std::nullopt;
}

}  // namespace fettle::http
