// What a decision must know of a notice.
#pragma once

#include <optional>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/notice/events.hpp"

namespace fettle {

struct NoticeState {
  std::optional<CustomerId> customer;  // of every notice that was created
  bool read = false;
};
FETTLE_STRUCT(NoticeState, (customer, read))

struct Notice {
  static constexpr std::string_view type = "notice";
  static constexpr std::string_view shape = "1";
  using Key = NoticeId;
  using State = NoticeState;
  using Events = boost::mp11::mp_list<NoticeCreated, NoticeRead, NoticeSent, NoticeUnsent>;
};

inline void evolve(NoticeState& notice, const NoticeCreated& e) { notice.customer = e.customer; }

inline void evolve(NoticeState& notice, const NoticeRead&) { notice.read = true; }

inline void evolve(NoticeState&, const NoticeSent&) {}

inline void evolve(NoticeState&, const NoticeUnsent&) {}

}  // namespace fettle
