#include "adapters/wechat_pay/sender.hpp"

#include "adapters/wechat_pay/signing.hpp"
#include "core/crypto/crypto.hpp"

namespace fettle::wechat_pay {

std::string Sender::nonce() { return crypto::to_hex(dice_.bytes(16)); }

Answered<IncomingReply> Sender::send(Call call) {
  const auto drawn = nonce();
  OutgoingRequest request{.method = std::move(call.method),
                          .url = std::move(call.url),
                          .headers = {{"Accept", "application/json"}, {"User-Agent", "fettle"}},
                          .body = std::move(call.body),
                          .wait_max = call.wait_max,
                          .reply_bytes_max = call.bytes_max};
  request.headers.emplace_back("Authorization",
                               authorization(account_, {.method = request.method,
                                                        .target = target_of(request.url),
                                                        .body = request.body,
                                                        .timestamp = seconds_of(clock_.now()),
                                                        .nonce = drawn}));
  if (!request.body.empty()) request.headers.emplace_back("Content-Type", "application/json");
  if (!call.wanted_serial.empty()) {
    request.headers.emplace_back("Wechatpay-Serial", std::move(call.wanted_serial));
  }
  auto reply = web_.send(request);
  if (!reply) return failure_of(reply.error());
  return *std::move(reply);
}

}  // namespace fettle::wechat_pay
