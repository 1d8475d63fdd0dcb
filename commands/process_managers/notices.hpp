// Tells a customer of three moments (AR-18): a quote to confirm, a repair to pay, an order that is
// finished. The loop that folds the log and sends the commands is core's.
#pragma once

#include <optional>
#include <string>

#include "core/process_manager.hpp"
#include "schemas/notice/commands.hpp"

namespace fettle {

class OrderNotices final : public ProcessManager {
 public:
  std::string_view name() const override { return "order_notices"; }
  bool wants(std::string_view event_type) const override;
  // The notice's id is the causing event's, so that one cause gives one notice.
  ItemChange fold(const Envelope& envelope, const AnyEvent& event) override;
};

// The moment that the event is, if it is one.
std::optional<NoticeMoment> notice_moment(const AnyEvent& event);

}  // namespace fettle
