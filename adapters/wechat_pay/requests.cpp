#include "adapters/wechat_pay/requests.hpp"

#include "adapters/wechat_pay/client.hpp"
#include "core/utf8.hpp"
#include "schemas/codec/document.hpp"

namespace fettle::wechat_pay {
namespace {

using json::Document;

constexpr std::size_t reason_bytes_max = 80;  // of theirs; ours counts characters

}  // namespace

std::string prepay_body(const Settings& settings, const PrepayOrder& order) {
  auto body = Document::object({{"appid", settings.appid},
                                {"mchid", settings.mchid},
                                {"description", order.description},
                                {"out_trade_no", order.out_trade_no},
                                {"notify_url", settings.notify_url}});
  body["amount"] = Document::object({{"total", order.total_fen}, {"currency", currency}});
  body["payer"] = Document::object({{"openid", order.openid}});
  return body.compact();
}

std::string close_body(const Settings& settings) {
  return Document::object({{"mchid", settings.mchid}}).compact();
}

std::string refund_body(const Settings& settings, const RefundOrder& order) {
  auto amount = Document::object(
      {{"refund", order.refund_fen}, {"total", order.total_fen}, {"currency", currency}});
  auto body = Document::object(
      {{"out_trade_no", order.out_trade_no}, {"out_refund_no", order.out_refund_no}});
  // One that is empty or too long would refuse the refund; the customer can do without.
  const auto reason = utf8_front(order.reason, reason_bytes_max);
  if (!reason.empty()) body["reason"] = std::string(reason);
  body["notify_url"] = settings.notify_url;
  body["amount"] = std::move(amount);
  return body.compact();
}

}  // namespace fettle::wechat_pay
