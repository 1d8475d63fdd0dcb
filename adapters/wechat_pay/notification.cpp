#include "adapters/wechat_pay/notification.hpp"

#include "schemas/codec/foreign.hpp"

namespace fettle::wechat_pay {

Result<Notice> read_notice(std::string_view body, std::string_view api_key) {
  const auto notification = TRY(json::read_foreign<Notification>(body));
  auto plaintext = TRY(open_resource(api_key, notification.resource));
  Notice notice{.id = notification.id.value_or(""),
                .event_type = notification.event_type.value_or(""),
                .plaintext = std::move(plaintext),
                .content = OtherNotice{}};
  if (notice.event_type.starts_with("TRANSACTION.")) {
    notice.content = TRY(json::read_foreign<Transaction>(notice.plaintext));
  } else if (notice.event_type.starts_with("REFUND.")) {
    notice.content = TRY(json::read_foreign<RefundNotice>(notice.plaintext));
  }
  return notice;
}

}  // namespace fettle::wechat_pay
