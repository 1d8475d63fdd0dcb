// A mini-program's questions to WeChat: who somebody is, his phone number, and a message to him.
// The session key that comes with a login is read nowhere.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/wechat/access_token.hpp"

namespace fettle::wechat {

struct Login {
  std::string openid;
  std::optional<std::string> unionid;
};

struct Phone {
  std::string number;        // with the country's code, when it is not Chinese
  std::string local_number;  // without
  std::string country_code;
};

struct SubscriptionMessage {
  std::string openid;
  std::string template_id;
  std::vector<std::pair<std::string, std::string>> values;  // {"thing1", "…"}
  std::optional<std::string> page = std::nullopt;
};

// Any thread; each call blocks for at most three times reply_wait_max.
class MiniProgram {
 public:
  // invalid `wechat_settings_wrong`.
  static Result<std::unique_ptr<MiniProgram>> open(Settings settings, OutgoingWeb& web,
                                                   const Clock& clock);

  const Settings& settings() const { return settings_; }

  // refused wechat_code_invalid, _code_used, _user_blocked; retry wechat_busy, _rate_limited.
  Answered<Login> login(const std::string& code);

  // By the code of the button, which is not the code of a login.
  Answered<Phone> phone_number(const std::string& code);

  // Gives WeChat's id of the message. refused wechat_subscription_used_up, _message_wrong,
  // _template_wrong, _openid_wrong; retry wechat_quota_used_up, _busy. refused
  // `outcome_unknown`: it may have arrived; another try costs the customer's next consent, or is
  // refused.
  Answered<std::string> send(const SubscriptionMessage& message);

 private:
  MiniProgram(Settings settings, OutgoingWeb& web, const Clock& clock)
      : settings_(std::move(settings)), web_(web), token_(settings_, web, clock) {}

  Settings settings_;
  OutgoingWeb& web_;
  AccessToken token_;
};

}  // namespace fettle::wechat
