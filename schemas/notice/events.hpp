// A message of the business to one customer.
#pragma once

#include <optional>
#include <string>

#include "core/personal.hpp"
#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct NoticeCreated {
  CustomerId customer;
  JobId job;
  std::string short_number;
  std::string moment;  // QUOTE_READY, TO_PAY, FINISHED
  std::string text;
  std::optional<Personal> openid;  // where it can be sent to, beside the list of messages
};
FETTLE_EVENT(NoticeCreated, 1, "The customer has a new message.",
             (customer, job, short_number, moment, text, openid))

struct NoticeRead {
  CustomerId customer;
};
FETTLE_EVENT(NoticeRead, 1, "The customer read the message.", (customer))

struct NoticeSent {
  std::string channel;  // wechat
  std::string message;  // the channel's own id of it
};
FETTLE_EVENT(NoticeSent, 1, "The message went out on a channel.", (channel, message))

struct NoticeUnsent {
  std::string channel;
  std::string code;  // why it is not sent: wechat_subscription_used_up, outcome_unknown
};
FETTLE_EVENT(NoticeUnsent, 1, "A channel did not take the message, and is not asked again.",
             (channel, code))

}  // namespace fettle
