// Which events a customer is told of (AR-18): a quote to confirm, a repair to pay, an order that
// is finished. Pure: the loop that folds the log and sends the commands is core's.
#pragma once

#include <optional>
#include <string>

#include "core/domain.hpp"
#include "schemas/notice/commands.hpp"

namespace fettle {

// An event where it stands on the log.
struct SeenEvent {
  CommitId commit;
  std::uint32_t index;
  std::string subject;  // id of its aggregate
  AnyEvent event;
};

// What is still to be done because of this event. Its notice's id is `<commit>.<index>`.
std::optional<CreateNotice> notice_for(const SeenEvent& seen);

// The notice that this event says is done.
std::optional<NoticeId> notice_done_by(const SeenEvent& seen);

}  // namespace fettle
