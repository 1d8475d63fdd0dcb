#include "adapters/wechat_pay/signing.hpp"

#include <fmt/format.h>

#include "core/crypto/crypto.hpp"

namespace fettle::wechat_pay {

std::string signing_string(const Signing& request) {
  return fmt::format("{}\n{}\n{}\n{}\n{}\n", request.method, request.target, request.timestamp,
                     request.nonce, request.body);
}

std::string authorization_header(std::string_view type, std::string_view mchid,
                                 std::string_view serial, const Signing& request,
                                 std::string_view signature) {
  return fmt::format(R"({} mchid="{}",nonce_str="{}",timestamp="{}",serial_no="{}",signature="{}")",
                     type, mchid, request.nonce, request.timestamp, serial, signature);
}

std::string authorization(const Account& account, const Signing& request) {
  const auto signature = crypto::to_base64(account.key().sign(signing_string(request)));
  const auto& settings = account.settings();
  return authorization_header(signature_type, settings.mchid, settings.serial, request, signature);
}

std::string_view target_of(std::string_view url) {
  const auto scheme = url.find("://");
  const auto path = url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  return path == std::string_view::npos ? "/" : url.substr(path);
}

std::string pay_signing_string(std::string_view appid, std::string_view timestamp,
                               std::string_view nonce, std::string_view package) {
  return fmt::format("{}\n{}\n{}\n{}\n", appid, timestamp, nonce, package);
}

PayParameters pay_parameters(const Account& account, std::string_view prepay_id,
                             std::int64_t timestamp, std::string nonce) {
  PayParameters made{.app_id = account.settings().appid,
                     .time_stamp = std::to_string(timestamp),
                     .nonce = std::move(nonce),
                     .package = fmt::format("prepay_id={}", prepay_id),
                     .pay_sign = {}};
  made.pay_sign = crypto::to_base64(account.key().sign(
      pay_signing_string(made.app_id, made.time_stamp, made.nonce, made.package)));
  return made;
}

std::int64_t seconds_of(Moment moment) {
  return std::chrono::floor<std::chrono::seconds>(moment.since_epoch()).count();
}

}  // namespace fettle::wechat_pay
