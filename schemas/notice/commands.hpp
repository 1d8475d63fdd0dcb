// Commands on notices.
#pragma once

#include "schemas/ids.hpp"
#include "schemas/roles.hpp"

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

}  // namespace fettle
