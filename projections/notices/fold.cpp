#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/notice/events.hpp"
#include "schemas/notice/notice_row.hpp"

namespace fettle::projections {

void fold_notices(ProjectionBuilder& to) {
  to.put<NoticeRow, NoticeCreated>([](const NoticeCreated& e, const EventFacts& f) {
    return NoticeRow{facts::tenant(f),
                     facts::id(f),
                     e.customer.text(),
                     e.job.text(),
                     e.short_number,
                     e.moment,
                     e.text,
                     true,
                     facts::time(f),
                     {},
                     {},
                     {}};
  });
  to.change<NoticeRow, NoticeSent>(
      facts::own_key,
      [](NoticeRow& row, const NoticeSent& e, const EventFacts&) { row.sent_by = e.channel; });
  to.change<NoticeRow, NoticeUnsent>(
      facts::own_key,
      [](NoticeRow& row, const NoticeUnsent& e, const EventFacts&) { row.unsent_code = e.code; });
  to.change<NoticeRow, NoticeRead>(facts::own_key,
                                   [](NoticeRow& row, const NoticeRead&, const EventFacts& f) {
                                     row.unread = false;
                                     if (!row.read_at) row.read_at = facts::time(f);
                                   });
}

}  // namespace fettle::projections
