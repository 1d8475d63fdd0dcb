#include "commands/notice/decide.hpp"

#include "commands/customer/indexes.hpp"
#include "commands/errand/end.hpp"
#include "commands/job/indexes.hpp"
#include "commands/refusals.hpp"
#include "schemas/registration.hpp"

namespace fettle {
namespace {

std::string text_of(NoticeMoment moment, const std::string& short_number) {
  switch (moment) {
    case NoticeMoment::QUOTE_READY:
      return fmt::format("工单 {} 的报价已出，请确认", short_number);
    case NoticeMoment::TO_PAY:
      return fmt::format("工单 {} 维修完成，待支付", short_number);
    case NoticeMoment::FINISHED:
      return fmt::format("工单 {} 已完工，谢谢惠顾", short_number);
  }
  throw InvariantBroken("a notice without a text");
}

template <class Result, class Event>
Checked<Decision> recorded(TenantView& view, const Result& result, Event event) {
  if (view.get<Notice>(result.notice) == nullptr) {
    return not_found("notice_unknown", "there is no such notice");
  }
  Decision decision;
  decision.id = result.notice.text();
  if (!is_open(view, result.errand)) return decision;
  add<Notice>(decision, result.notice, std::move(event));
  end_errand(decision, result.errand,
             fettle_declaration_of(static_cast<const Result*>(nullptr)).name);
  return decision;
}

}  // namespace

// A second notice for the same cause is nothing to do: its id is the cause's.
Checked<Decision> decide(TenantView& view, const Context&, const CreateNotice& command) {
  Decision decision;
  decision.id = command.notice.text();
  if (view.get<Notice>(command.notice) != nullptr) return decision;
  const auto* job = view.get<Job>(command.job);
  if (job == nullptr) return not_found("work_order_unknown", "there is no such work order");
  const auto* customer = view.get<Customer>(job->parties->customer);
  add<Notice>(decision, command.notice,
              NoticeCreated{.customer = job->parties->customer,
                            .job = command.job,
                            .short_number = job->short_number,
                            .moment = std::string(Codec<NoticeMoment>::name(command.moment)),
                            .text = text_of(command.moment, job->short_number),
                            .openid = customer ? customer->openid : std::nullopt});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const MarkNoticeRead& command) {
  const auto* notice = view.get<Notice>(command.notice);
  if (notice == nullptr || notice->customer->text() != context.caller.account.text()) {
    return not_found("notice_unknown", fmt::format("you have no notice {}", command.notice.text()));
  }
  Decision decision;
  decision.id = command.notice.text();
  if (!notice->read) add<Notice>(decision, command.notice, NoticeRead{*notice->customer});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context&, const RecordNoticeSent& command) {
  return recorded(view, command, NoticeSent{command.channel.text(), command.message.text()});
}

Checked<Decision> decide(TenantView& view, const Context&, const RecordNoticeUnsent& command) {
  return recorded(view, command, NoticeUnsent{command.channel.text(), command.code.text()});
}

}  // namespace fettle
