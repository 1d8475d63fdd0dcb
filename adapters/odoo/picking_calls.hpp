// Each call of the way of a picking, typed; what order they come in is the poster's business.
#pragma once

#include <optional>
#include <span>

#include "adapters/odoo/picking.hpp"
#include "adapters/odoo/transport.hpp"

namespace fettle::odoo {

enum class PickingState { draft, waiting, assigned, done, cancelled };

struct FoundPicking {
  std::int64_t id = 0;
  std::string name = {};
  PickingState state = PickingState::draft;
  Ids moves = {};
  std::optional<Moment> done_at = {};
};

struct FoundMove {
  std::int64_t id = 0;
  std::int64_t product = 0;
  std::string state = {};
  Quantity asked = {};
  Quantity done = {};  // typed in or, from Odoo 17 on, reserved
};

struct ProductUnit {
  std::int64_t product = 0;
  std::int64_t unit = 0;
  bool tracked = false;  // by lot or serial number: a person must choose which
};

class PickingCalls {
 public:
  PickingCalls(Transport& odoo, const Profile& profile) : odoo_(odoo), profile_(profile) {}

  // Those of these keys that are there.
  Result<std::vector<FoundPicking>> find(std::span<const std::string> keys);
  Result<std::vector<FoundPicking>> read(const Ids& pickings);
  Result<std::vector<FoundMove>> moves(const Ids& moves);
  // What is free for each short move: on 16 its done quantity does not say.
  Result<std::vector<FoundMove>> reserved(const Ids& moves);
  Result<std::vector<ProductUnit>> units(const Ids& products);

  // All in one transaction; ids in the order given.
  Result<Ids> create(std::span<const PickingOrder> orders, std::span<const ProductUnit> units);
  Result<void> confirm(const Ids& pickings) { return act("action_confirm", pickings); }
  Result<void> assign(const Ids& pickings) { return act("action_assign", pickings); }
  Result<void> cancel(const Ids& pickings) { return act("action_cancel", pickings); }
  Result<void> write_done(const Ids& moves, Quantity quantity);
  // What it returned is not said: `true` may be said of what is done already, a wizard of what is
  // not, and only the state counts.
  Result<void> validate(const Ids& pickings);

 private:
  Result<void> act(std::string_view method, const Ids& pickings);
  json::Document values_of(const PickingOrder& order, std::span<const ProductUnit> units) const;

  Transport& odoo_;
  const Profile& profile_;
};

}  // namespace fettle::odoo
