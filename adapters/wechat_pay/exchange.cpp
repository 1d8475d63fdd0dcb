#include "adapters/wechat_pay/exchange.hpp"

#include <fmt/format.h>

namespace fettle::wechat_pay {
namespace {

bool is_success(const IncomingReply& reply) { return reply.status >= 200 && reply.status < 300; }

// Their gateway signs no reply to a request that it could not attribute, or not serve. Such a reply
// is believed as far as its status goes: it says nothing of an order.
bool may_be_unsigned(unsigned status) {
  return status == 401 || status == 403 || status == 429 || status >= 500;
}

bool is_page(const IncomingReply& reply) {
  return !reply.body.empty() &&
         !reply.header("content-type").value_or("").starts_with("application/json");
}

ErrandFailure unverified(Verdict verdict, unsigned status) {
  return {ErrandFailure::Kind::retry, "wechat_pay_reply_unverified",
          fmt::format("status {}, signature: {}", status, name_of(verdict))};
}

}  // namespace

Answered<std::string> Exchange::call(std::string method, const std::string& target,
                                     std::string body) {
  auto reply = TRY(sender_.send({.method = std::move(method),
                                 .url = sender_.account().settings().base_url + target,
                                 .body = std::move(body),
                                 .wanted_serial = keys_.public_key_id().value_or("")}));
  if (is_page(reply)) return reply_of_another(fmt::format("status {}, no JSON", reply.status));
  const auto verdict = refresh_.judge(signed_message(reply));
  if (verdict == Verdict::unsigned_message && may_be_unsigned(reply.status)) {
    return failure_by_status(reply.status);
  }
  if (verdict != Verdict::genuine) return unverified(verdict, reply.status);
  if (!is_success(reply)) return failure_of(reply);
  return std::move(reply.body);
}

Answered<std::string> Exchange::download(std::string url) {
  auto reply = TRY(sender_.send({.url = std::move(url), .bytes_max = file_bytes_max}));
  if (!is_success(reply)) return failure_of(reply);
  return std::move(reply.body);
}

}  // namespace fettle::wechat_pay
