#include "commands/process_managers/notices.hpp"

#include <algorithm>
#include <iterator>

#include "commands/kinds/auto.hpp"
#include "commands/notice/decide.hpp"
#include "schemas/event_as.hpp"
#include "schemas/job/event_types.hpp"
#include "schemas/notice/events.hpp"
#include "schemas/registration.hpp"

namespace fettle {

std::optional<NoticeMoment> notice_moment(const AnyEvent& event) {
  if (const auto* issued = event_as<QuoteIssued>(event); issued && !issued->needs_approval) {
    return NoticeMoment::QUOTE_READY;
  }
  if (event_as<QuoteApproved>(event)) return NoticeMoment::QUOTE_READY;
  const auto* moved = event_as<JobMoved>(event);
  if (moved && moved->to == auto_repair::state::ready_to_pay) return NoticeMoment::TO_PAY;
  if (event_as<JobPaid>(event)) return NoticeMoment::FINISHED;
  return std::nullopt;
}

bool OrderNotices::wants(std::string_view event_type) const {
  constexpr std::string_view wanted[] = {"QuoteIssued", "QuoteApproved", "JobMoved", "JobPaid",
                                         "NoticeCreated"};
  return std::find(std::begin(wanted), std::end(wanted), event_type) != std::end(wanted);
}

ItemChange OrderNotices::fold(const Envelope& envelope, const AnyEvent& event) {
  if (event_as<NoticeCreated>(event))
    return {.opened = std::nullopt, .closed = std::string(envelope.id)};
  const auto moment = notice_moment(event);
  if (!moment) return {};
  const auto id = fmt::format("{}.{}", envelope.commit, envelope.index);
  const CreateNotice command{NoticeId(id), JobId(std::string(envelope.id)), *moment};
  return {.opened = OpenItem{id, &command_type<CreateNotice>(),
                             std::make_shared<const CreateNotice>(command)},
          .closed = std::nullopt};
}

}  // namespace fettle
