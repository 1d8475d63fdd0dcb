#include "adapters/wechat_pay/received.hpp"

#include <algorithm>

#include "adapters/wechat_pay/connector.hpp"
#include "adapters/wechat_pay/trade_facts.hpp"
#include "core/crypto/crypto.hpp"
#include "core/utf8.hpp"

namespace fettle::wechat_pay {
namespace {

constexpr std::size_t header_bytes_max = 2'000;
constexpr std::size_t notification_bytes_max = 128;

CallbackVerdict verdict_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::genuine:
      return CallbackVerdict::OK;
    case Verdict::unsigned_message:
      return CallbackVerdict::MALFORMED;
    case Verdict::probe:
      return CallbackVerdict::PROBE;
    case Verdict::stale:
      return CallbackVerdict::STALE;
    case Verdict::key_unknown:
      return CallbackVerdict::UNKNOWN_KEY;
    case Verdict::forged:
      return CallbackVerdict::BAD_SIGNATURE;
  }
  throw InvariantBroken("a verdict without a name");
}

bool is_plain(std::string_view text) { return is_utf8(text) && !has_control_characters(text); }

void keep_body(RecordCallback& record, std::string_view body) {
  const bool plain = is_plain(body);
  record.encoding = plain ? RawEncoding::TEXT : RawEncoding::BASE64;
  record.raw = Text<0, 100'000>(plain ? std::string(body) : crypto::to_base64(body));
}

void keep_headers(RecordCallback& record, const ReceivedHeaders& headers) {
  for (const auto& [name, value] : headers) {
    const bool theirs = name.starts_with("wechatpay-") || name == "content-type";
    if (!theirs || !is_plain(value)) continue;
    if (record.headers.size() == decltype(record.headers)::max) return;
    record.headers.push_back(
        {Text<1, 100>(name), Text<0, 2000>(std::string(utf8_front(value, header_bytes_max)))});
  }
}

bool is_ours(const Settings& ours, const Transaction& transaction) {
  return transaction.mchid == ours.mchid && transaction.appid == ours.appid;
}

// A notice of a payment that is not paid, or of another service, has nothing to tell us.
void keep_content(RecordCallback& record, const Settings& ours, const Notice& notice) {
  if (!notice.id.empty())
    record.notification = Text<1, 128>(std::string(utf8_front(notice.id, notification_bytes_max)));
  if (const auto* paid = std::get_if<Transaction>(&notice.content)) {
    if (!is_ours(ours, *paid)) {
      record.verdict = CallbackVerdict::WRONG_MERCHANT;
      return;
    }
    auto news = trade_news(*paid);
    if (!news) record.verdict = CallbackVerdict::UNREADABLE;
    if (news) record.trade = std::move(news->trade);
  }
  if (const auto* back = std::get_if<RefundNotice>(&notice.content)) {
    if (back->mchid != ours.mchid) {
      record.verdict = CallbackVerdict::WRONG_MERCHANT;
      return;
    }
    auto news = refund_news(*back);
    if (!news) record.verdict = CallbackVerdict::UNREADABLE;
    if (news) record.refund = *std::move(news);
  }
}

}  // namespace

RecordCallback received(Merchant& merchant, const ReceivedHeaders& headers, std::string_view body) {
  const auto header = [&](std::string_view wanted) -> std::optional<std::string_view> {
    for (const auto& [name, value] : headers) {
      if (name == wanted) return value;
    }
    return std::nullopt;
  };
  const auto callback = merchant.callbacks().read(signed_message(header, body));
  RecordCallback record{.provider = InboundId(std::string(connector_name)),
                        .notification = {},
                        .verdict = verdict_of(callback.verdict),
                        .encoding = RawEncoding::TEXT,
                        .raw = Text<0, 100'000>(""),
                        .headers = {},
                        .trade = {},
                        .refund = {}};
  keep_body(record, body);
  keep_headers(record, headers);
  if (record.verdict != CallbackVerdict::OK) return record;
  if (!callback.notice) {
    record.verdict = CallbackVerdict::UNREADABLE;
    return record;
  }
  keep_content(record, merchant.settings(), *callback.notice);
  return record;
}

}  // namespace fettle::wechat_pay
