// Judges signatures, and fetches the platform certificates when a signature names one that we do
// not have: WeChat Pay changes them now and then. Forged serials must not turn into a flood of
// downloads.
#pragma once

#include <mutex>

#include "adapters/wechat_pay/platform_keys.hpp"
#include "adapters/wechat_pay/sender.hpp"
#include "adapters/wechat_pay/verification.hpp"

namespace fettle::wechat_pay {

inline constexpr std::chrono::minutes refresh_pause{5};
// A callback waits for it, and wants its answer within five seconds.
inline constexpr std::chrono::milliseconds refresh_wait_max{3'000};

// Any thread.
class KeyRefresh {
 public:
  KeyRefresh(Sender& sender, PlatformKeys& keys) : sender_(sender), keys_(keys) {}

  // As `verify` by the keys that are known; one that is not is looked for. Asks at most once in
  // refresh_pause, and never for a public key, which only a person can fetch. Threads that come
  // meanwhile do not wait.
  Verdict judge(const SignedMessage& message);

 private:
  // Whether the serial's key is known now.
  bool look_for(std::string_view serial);
  bool may_ask(Moment now);
  // Every certificate is opened by the APIv3 key, and the whole must be signed by one of them or of
  // ours.
  Answered<void> refresh();

  Sender& sender_;
  PlatformKeys& keys_;
  std::mutex mutex_;
  std::optional<Moment> asked_;
};

// What the list holds. invalid, as open_resource and parse_certificate say, when one does not open.
Result<std::vector<PlatformKey>> read_certificates(std::string_view body, std::string_view api_key);

}  // namespace fettle::wechat_pay
