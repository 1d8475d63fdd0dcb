// One work order, driven to any state by the commands of those who may.
#pragma once

#include "test/journey/support/shop.hpp"

namespace fettle::journey {

inline const std::vector<std::string> all_states{
    "SUBMITTED", "ACCEPTED",     "DIAGNOSING", "QUOTED", "CUSTOMER_CONFIRMED",
    "REPAIRING", "READY_TO_PAY", "PAID",       "CLOSED", "CANCELED"};

Json money(std::int64_t fen);
// A quote of one line of labour.
Json quote_of(std::int64_t fen);
Json full_checklist();

inline constexpr std::int64_t usual_fen = 35'000;

class WorkOrder {
 public:
  // Submitted by a new customer with a vehicle, to be repaired by a new technician.
  explicit WorkOrder(Shop& shop);
  WorkOrder(Shop& shop, std::string store_id);
  WorkOrder(Shop& shop, Caller customer, const std::string& vehicle, std::string store_id);

  const std::string id, store;
  const Caller customer, technician;

  Shop& shop() { return *shop_; }
  const std::string& state() const { return state_; }
  std::int64_t version() const { return version_; }
  std::int64_t quote_version() const { return quote_version_; }
  const std::string& short_number() const { return short_number_; }

  // The path with this order's id where it says {work_order}.
  std::string path(std::string_view pattern) const;
  Answer post(const Caller& caller, std::string_view pattern, const Json& body = Json::object(),
              const Headers& headers = {});
  // As post, and the command must be accepted.
  Answer done(const Caller& caller, std::string_view pattern, const Json& body = Json::object());

  void quote(std::int64_t fen = usual_fen);
  void approve();
  void confirm();
  void pay(std::int64_t fen = usual_fen);
  WorkOrder& to(const std::string& state);  // onwards from SUBMITTED by the shortest way

  // The order as the manager's query shows it.
  Json shown() const;

 private:
  WorkOrder(Shop& shop, Caller by, std::string store_id, const Answer& created);
  void note(const Answer& answer);
  void step();

  Shop* shop_;
  std::string state_, short_number_;
  std::int64_t version_ = 0;
  std::int64_t quote_version_ = 0;
};

}  // namespace fettle::journey
