// The shop in which the tests of this folder happen, with its names and an order in each state.
#pragma once

#include <chrono>

#include "commands/job/state.hpp"
#include "commands/kinds/auto.hpp"
#include "commands/media/state.hpp"
#include "schemas/asset/commands.hpp"
#include "schemas/asset/events.hpp"
#include "schemas/customer/commands.hpp"
#include "schemas/customer/events.hpp"
#include "schemas/job/commands.hpp"
#include "schemas/media/commands.hpp"
#include "schemas/media/events.hpp"
#include "schemas/notice/commands.hpp"
#include "schemas/notice/events.hpp"
#include "schemas/payment/events.hpp"
#include "schemas/settings/commands.hpp"
#include "schemas/settings/events.hpp"
#include "schemas/staff/commands.hpp"
#include "schemas/store/commands.hpp"
#include "schemas/store/events.hpp"
#include "schemas/template/commands.hpp"
#include "schemas/tenant/commands.hpp"
#include "test/support/scenario.hpp"

namespace fettle::test {

inline const Actor founder{"founder", "operator", "admin"};
inline const Actor boss{"boss", "manager", "admin"};
inline const Actor desk{"desk", "front_desk", "admin"};
inline const Actor wang{"wang", "technician", "tech"};
inline const Actor zhao{"zhao", "technician", "tech"};
inline const Actor li{"li", "customer", "mp"};
inline const Actor chen{"chen", "customer", "mp"};

inline const StoreId north("north");
inline const StoreId south("south");
inline const BayId bay_1("bay-1");

using Note = std::optional<Text<1, 500>>;
inline const Note no_note;

inline Money yuan_of(std::int64_t amount) { return Money::fen(amount * 100); }

inline QuotedItem labour(std::int64_t yuan) {
  return {LineKind::LABOUR, Text<1, 100>("更换刹车片"), Whole<1, 1'000'000>(100), yuan_of(yuan),
          yuan_of(yuan)};
}

inline IssueQuote quote_of(const JobId& order, std::int64_t yuan) {
  return {order, List<QuotedItem, 1, 200>{labour(yuan)}, yuan_of(yuan)};
}

using QuoteVersion = Whole<1, 1'000'000>;
inline const QuoteVersion v1(1), v2(2);

inline Check passed() { return {true, std::nullopt}; }
inline Checklist all_ticked() { return {passed(), passed(), passed(), passed()}; }

inline const Sha256Hex some_hash(std::string(64, 'a'));
inline const BeginMedia some_picture{Whole<1, 1'000'000'000'000>(3), some_hash,
                                     MediaType("image/jpeg")};

// A shop that is open: two stores, two technicians, two customers, one car of Li's.
class Shop : public Scenario {
 public:
  Shop();

  AssetId car{"none"};
  MediaId photo{"none"};  // of Li's, complete

  CreateWorkOrder new_order() const;
  MediaId upload(const Actor& actor);  // complete
  // An order of Li's in that state, brought there by commands; the quote is 900 yuan.
  JobId order_in(std::string_view state);
  const JobState& order(const JobId& id) { return *view().get<Job>(id); }
};

}  // namespace fettle::test
