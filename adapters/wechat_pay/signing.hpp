// How our side signs: requests by the header Authorization, and what the mini-program pays with.
#pragma once

#include <string>
#include <string_view>

#include "adapters/wechat_pay/account.hpp"
#include "core/moment.hpp"

namespace fettle::wechat_pay {

inline constexpr std::string_view signature_type = "WECHATPAY2-SHA256-RSA2048";

struct Signing {
  std::string_view method;
  std::string_view target;  // path and query as they are sent
  std::string_view body;
  std::int64_t timestamp;  // seconds
  std::string_view nonce;
};

std::string signing_string(const Signing& request);
std::string authorization_header(std::string_view type, std::string_view mchid,
                                 std::string_view serial, const Signing& request,
                                 std::string_view signature);
std::string authorization(const Account& account, const Signing& request);

// Path and query of an absolute URL; "/" when it has none.
std::string_view target_of(std::string_view url);

// What wx.requestPayment takes, for two hours from the prepay order on.
struct PayParameters {
  std::string app_id;
  std::string time_stamp;  // seconds, as a text
  std::string nonce;
  std::string package;  // "prepay_id=…"
  std::string sign_type = "RSA";
  std::string pay_sign;
};

std::string pay_signing_string(std::string_view appid, std::string_view timestamp,
                               std::string_view nonce, std::string_view package);
PayParameters pay_parameters(const Account& account, std::string_view prepay_id,
                             std::int64_t timestamp, std::string nonce);

std::int64_t seconds_of(Moment moment);

}  // namespace fettle::wechat_pay
