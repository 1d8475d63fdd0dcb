// What is decided on the way of a picking, without a call: pure.
#pragma once

#include <span>
#include <vector>

#include "adapters/odoo/picking_calls.hpp"

namespace fettle::odoo {

// A picking in state `assigned` may still lack a part: each move is asked for its own state.
// differs: its moves are not what was asked for; a person changed it. overtaken: somebody posts it
// right now, and its state was read too early.
enum class Readiness { ready, partly, differs, overtaken };

Readiness readiness(const PickingOrder& order, std::span<const FoundMove> moves);

// Whether stock is to be reserved now. What comes back from a customer needs none.
bool needs_assigning(PickingKind kind, PickingState state);

// Asked for, and what its moves say is done or reserved.
std::vector<PickedLine> lines_of(const PickingOrder& order, std::span<const FoundMove> moves);
std::vector<PickedLine> lines_as_asked(const PickingOrder& order);

// Moves by the quantity to write on them: one call writes one value.
struct Writing {
  Quantity quantity = {};
  Ids moves = {};
};
std::vector<Writing> writings(const Profile& profile, std::span<const FoundMove> moves);

}  // namespace fettle::odoo
