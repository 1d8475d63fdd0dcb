// The token that calls in the mini-program's name need: fetched once, kept until shortly before its
// end, and fetched anew when WeChat says it is good no longer.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "adapters/wechat/failures.hpp"
#include "adapters/wechat/settings.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/web.hpp"

namespace fettle::wechat {

// The old and the new one are both good for five minutes; ours is renewed within them.
inline constexpr std::chrono::minutes token_margin{4};
// WeChat allows a forced one each 30 seconds, and 20 a day.
inline constexpr std::chrono::seconds force_pause{30};
inline constexpr int forced_a_day_max = 20;

// Any thread. While one fetches, others wait for what it gets.
class AccessToken {
 public:
  AccessToken(const Settings& settings, OutgoingWeb& web, const Clock& clock)
      : settings_(settings), web_(web), clock_(clock) {}

  Answered<std::string> get();
  // Instead of one that WeChat refused. When several threads were refused with the same one, only
  // the first of them fetches.
  Answered<std::string> instead_of(const std::string& refused);

 private:
  enum class Force { no, yes };
  struct Held {
    std::string token;
    Moment until;
  };

  Answered<std::string> fetch(Force force);
  bool may_force();

  const Settings& settings_;
  OutgoingWeb& web_;
  const Clock& clock_;
  std::mutex mutex_;
  std::optional<Held> held_;
  std::optional<Moment> forced_, day_began_;
  int forced_today_ = 0;
};

}  // namespace fettle::wechat
