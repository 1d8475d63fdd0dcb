#include "adapters/wechat_pay/client.hpp"

#include <fmt/format.h>

#include "adapters/wechat_pay/requests.hpp"
#include "core/crypto/sha1.hpp"
#include "core/percent_encoding.hpp"
#include "schemas/codec/foreign.hpp"

namespace fettle::wechat_pay {

struct Prepaid {
  std::string prepay_id;
};
FETTLE_STRUCT(Prepaid, (prepay_id))

struct BillPlace {
  std::string hash_type;
  std::string hash_value;
  std::string download_url;
};
FETTLE_STRUCT(BillPlace, (hash_type, hash_value, download_url))

namespace {

constexpr std::string_view refunds_target = "/v3/refund/domestic/refunds";

template <class T>
Answered<T> read_reply(const std::string& body) {
  auto value = json::read_foreign<T>(body);
  if (!value) return unreadable_reply(value.error().detail);
  return *std::move(value);
}

std::string order_target(std::string_view out_trade_no, std::string_view rest) {
  return fmt::format("/v3/pay/transactions/out-trade-no/{}{}", percent_encoded(out_trade_no), rest);
}

ErrandFailure damaged(std::string why) {
  return {ErrandFailure::Kind::retry, "wechat_pay_statement_damaged", std::move(why)};
}

}  // namespace

Answered<std::string> Client::prepay(const PrepayOrder& order) {
  const auto& settings = exchange_.sender().account().settings();
  const auto body =
      TRY(exchange_.call("POST", "/v3/pay/transactions/jsapi", prepay_body(settings, order)));
  auto prepaid = TRY(read_reply<Prepaid>(body));
  return std::move(prepaid.prepay_id);
}

PayParameters Client::parameters(std::string_view prepay_id) {
  auto& sender = exchange_.sender();
  return pay_parameters(sender.account(), prepay_id, seconds_of(sender.now()), sender.nonce());
}

Answered<Transaction> Client::query(const std::string& out_trade_no) {
  const auto& mchid = exchange_.sender().account().settings().mchid;
  const auto body = TRY(exchange_.call("GET", order_target(out_trade_no, "?mchid=" + mchid)));
  return read_reply<Transaction>(body);
}

Answered<void> Client::close(const std::string& out_trade_no) {
  const auto& settings = exchange_.sender().account().settings();
  const auto reply =
      exchange_.call("POST", order_target(out_trade_no, "/close"), close_body(settings));
  if (!reply) return reply.error();
  return {};
}

Answered<Refund> Client::refund(const RefundOrder& order) {
  const auto& settings = exchange_.sender().account().settings();
  const auto body =
      TRY(exchange_.call("POST", std::string(refunds_target), refund_body(settings, order)));
  return read_reply<Refund>(body);
}

Answered<Refund> Client::query_refund(const std::string& out_refund_no) {
  const auto target = fmt::format("{}/{}", refunds_target, percent_encoded(out_refund_no));
  const auto body = TRY(exchange_.call("GET", target));
  return read_reply<Refund>(body);
}

Answered<TradeBill> Client::trade_bill(const std::string& date) {
  const auto asked =
      fmt::format("/v3/bill/tradebill?bill_date={}&bill_type=ALL", percent_encoded(date));
  const auto reply = TRY(exchange_.call("GET", asked));
  const auto place = TRY(read_reply<BillPlace>(reply));
  if (place.hash_type != "SHA1") return damaged("hash_type " + place.hash_type);
  const auto file = TRY(exchange_.download(place.download_url));
  if (crypto::sha1_hex(file) != place.hash_value) return damaged("the checksum is another one");
  auto bill = parse_trade_bill(file);
  if (!bill) return damaged(bill.error().detail);
  return *std::move(bill);
}

}  // namespace fettle::wechat_pay
