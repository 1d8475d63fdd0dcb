#include "commands/process_managers/notices.hpp"

#include "commands/kinds/auto.hpp"
#include "schemas/job/events.hpp"
#include "schemas/notice/events.hpp"
#include "schemas/registration.hpp"

namespace fettle {
namespace {

template <class E>
const E* as(const AnyEvent& event) {
  if (event.type != &event_type<E>()) return nullptr;
  return static_cast<const E*>(event.data.get());
}

std::optional<NoticeMoment> moment_of(const AnyEvent& event) {
  if (const auto* issued = as<QuoteIssued>(event); issued && !issued->needs_approval) {
    return NoticeMoment::QUOTE_READY;
  }
  if (as<QuoteApproved>(event)) return NoticeMoment::QUOTE_READY;
  const auto* moved = as<JobMoved>(event);
  if (moved && moved->to == auto_repair::state::ready_to_pay) return NoticeMoment::TO_PAY;
  if (as<JobPaid>(event)) return NoticeMoment::FINISHED;
  return std::nullopt;
}

}  // namespace

std::optional<CreateNotice> notice_for(const SeenEvent& seen) {
  const auto moment = moment_of(seen.event);
  if (!moment) return std::nullopt;
  return CreateNotice{NoticeId(fmt::format("{}.{}", seen.commit.text(), seen.index)),
                      JobId(seen.subject), *moment};
}

std::optional<NoticeId> notice_done_by(const SeenEvent& seen) {
  if (!as<NoticeCreated>(seen.event)) return std::nullopt;
  return NoticeId(seen.subject);
}

}  // namespace fettle
