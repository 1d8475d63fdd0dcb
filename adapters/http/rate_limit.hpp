// Token buckets by key (an address, a token): so many requests at once, so many a second after.
#pragma once

#include <chrono>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/ports/clock.hpp"

namespace fettle::http {

struct RateSettings {
  std::uint32_t per_second = 0;   // 0: no limit
  std::uint32_t burst = 0;        // what a silent caller may send at once; at least 1
  std::size_t keys_max = 65'536;  // remembered callers; the one longest silent is forgotten first
};

class RateLimit {
 public:
  RateLimit(RateSettings settings, const Clock& clock);

  // Takes one token. Nothing: go on. Else how long to wait until there is one; a refused call
  // takes nothing. Any thread.
  std::optional<std::chrono::seconds> take(std::string_view key);

 private:
  struct Bucket {
    std::string key;
    double tokens;
    Moment filled;
  };
  using Recent = std::list<Bucket>;

  Bucket& bucket(std::string_view key, Moment now);

  const Clock& clock_;
  const RateSettings settings_;
  std::mutex mutex_;
  Recent recent_;                                                   // the latest caller first
  std::unordered_map<std::string_view, Recent::iterator> buckets_;  // views of Bucket::key
};

}  // namespace fettle::http
