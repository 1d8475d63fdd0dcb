// Commands on notices.
#pragma once

#include "schemas/ids.hpp"
#include "schemas/roles.hpp"
#include "schemas/values.hpp"

namespace fettle {

// 报价, 待支付, 完工.
enum class NoticeMoment { QUOTE_READY, TO_PAY, FINISHED };
FETTLE_ENUM(NoticeMoment, QUOTE_READY, TO_PAY, FINISHED)

struct CreateNotice {
  NoticeId notice;  // derived from the causing event, so that one cause gives one notice
  JobId job;
  NoticeMoment moment;
};
FETTLE_COMMAND(CreateNotice, "Tells the customer of a job what has come; the engine's own.",
               (.aggregate = "notice"), (notice, job, moment))

struct MarkNoticeRead {
  NoticeId notice;
};
FETTLE_COMMAND(MarkNoticeRead, "The customer has read a notice.",
               (.aggregate = "notice", .routes = {{"POST", "/mp/notices/{notice}/read"}},
                .roles = {role::customer}),
               (notice))

struct RecordNoticeSent {
  NoticeId notice;
  ErrandId errand;
  Text<1, 40> channel;
  Text<0, 128> message;
};
FETTLE_COMMAND(RecordNoticeSent, "A channel took the message; the connector's.",
               (.aggregate = "notice"), (notice, errand, channel, message))

struct RecordNoticeUnsent {
  NoticeId notice;
  ErrandId errand;
  Text<1, 40> channel;
  Text<1, 100> code;
};
FETTLE_COMMAND(RecordNoticeUnsent, "A channel did not take the message; the connector's.",
               (.aggregate = "notice"), (notice, errand, channel, code))

}  // namespace fettle
