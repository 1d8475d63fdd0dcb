// A picking as the shop asks for it, and what became of it. Its key is its unique name in Odoo, and
// so what makes posting it twice impossible.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adapters/odoo/profile.hpp"
#include "adapters/odoo/quantity.hpp"
#include "core/moment.hpp"

namespace fettle::odoo {

struct PickingLine {
  std::int64_t product = 0;  // Odoo's id; one line a product
  Quantity quantity = {};
  std::optional<std::int64_t> returned_move = std::nullopt;  // of a return: the move it undoes
};

enum class PickingKind { issue, give_back };
// wait: it stays in Odoo and the next post of the same key goes on with it.
enum class WhenShort { wait, cancel };

struct PickingOrder {
  std::string key = {};
  std::string origin = {};
  PickingKind kind = PickingKind::issue;
  std::int64_t picking_type = 0;
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::vector<PickingLine> lines = {};
  WhenShort when_short = WhenShort::wait;
};

PickingOrder issue_from(const Warehouse& warehouse, const Profile& profile, std::string key,
                        std::vector<PickingLine> lines, WhenShort when_short);

// done: posted. short_stock: not posted, `quantity` is what is reserved; `cancelled` too, if asked
// for. cancelled: somebody cancelled it, and its key is used up.
enum class PickingEnd { done, short_stock, cancelled };

struct PickedLine {
  std::int64_t product = 0;
  Quantity asked = {};
  Quantity quantity = {};  // done, or what is there
  bool operator==(const PickedLine&) const = default;
};

struct PickingOutcome {
  PickingEnd end = PickingEnd::done;
  std::int64_t id = 0;
  std::string name = {};
  std::optional<Moment> done_at = {};
  std::vector<PickedLine> lines = {};
  bool now_cancelled = false;  // short, and no longer waiting

  // A person may have posted it with other quantities.
  bool as_asked() const;
};

}  // namespace fettle::odoo
