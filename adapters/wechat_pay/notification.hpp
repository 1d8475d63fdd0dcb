// A callback whose signature is genuine, opened and read.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "adapters/wechat_pay/refund.hpp"
#include "adapters/wechat_pay/resource.hpp"
#include "adapters/wechat_pay/transaction.hpp"

namespace fettle::wechat_pay {

// As it stands in the body.
struct Notification {
  EncryptedResource resource;
  std::optional<std::string> id;
  std::optional<std::string> event_type;
};
FETTLE_STRUCT(Notification, (resource, id, event_type))

struct OtherNotice {};  // PAYSCORE.…, SECURITY_ECHO.…: only its text is known

struct Notice {
  std::string id;          // the same in a repeat; the signature is not
  std::string event_type;  // TRANSACTION.SUCCESS, REFUND.CLOSED …
  std::string plaintext;   // JSON
  std::variant<OtherNotice, Transaction, RefundNotice> content;
};

// invalid `wechat_pay_resource_closed` or `foreign_json`: signed by WeChat Pay, and yet not of a
// form we know. Nothing of it may be believed.
Result<Notice> read_notice(std::string_view body, std::string_view api_key);

}  // namespace fettle::wechat_pay
