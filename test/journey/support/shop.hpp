// A workshop on the served tenant, made by commands as its owner would, and the people in it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "test/journey/support/caller.hpp"

namespace fettle::journey {

inline constexpr std::int64_t threshold_fen = 100'000;  // of the store `careful`

class Shop {
 public:
  explicit Shop(Served& served);

  Served& served() { return served_; }

  const std::string store = "west";       // bays b1 and b2
  const std::string careful = "careful";  // bay b1; quotes from threshold_fen on need approval
  const Caller owner, manager, front_desk, finance, warehouse;

  Caller customer();                                                  // registered
  Caller technician(const std::optional<std::string>& store_id = {},  // registered
                    const Json& skills = Json::array());
  Caller with_role(const std::string& role);  // a token, nothing more
  std::string vehicle_of(const Caller& customer);
  std::string fresh_vin();
  // By itself a shop is connected soon; what it asks for before that is not asked outside.
  void await_connections(const std::vector<std::string>& connectors);

 private:
  Served& served_;
};

// The shop that the tests of this program share: one server beside a stand-in of Odoo with the
// products of shelves.hpp, started when first asked for.
Shop& shop();

}  // namespace fettle::journey
