// Posts a picking exactly once: looks it up by its key, goes on from whatever state it is in, and
// believes nothing but the state `done`.
#pragma once

#include "adapters/odoo/picking_calls.hpp"

namespace fettle::odoo {

class PickingPoster {
 public:
  PickingPoster(Transport& odoo, const Profile& profile)
      : calls_(odoo, profile), profile_(profile) {}

  // May be called again with the same order after any fault and after any crash: what is there is
  // looked up first. A fault whose outcome is unknown is looked up once more right away.
  //   product_missing, product_tracked: found before anything was created.
  //   picking_differs: under this key stands something else; a person must look.
  //   picking_not_done: Odoo asked back, or did nothing; nothing is lost, a later call goes on.
  Result<PickingOutcome> post(const PickingOrder& order);

 private:
  Result<PickingOutcome> advance(const PickingOrder& order);
  Result<FoundPicking> found_or_made(const PickingOrder& order);
  Result<FoundPicking> make(const PickingOrder& order);
  Result<FoundPicking> confirm(const PickingOrder& order, FoundPicking picking);
  Result<FoundPicking> assign(FoundPicking picking);
  Result<FoundPicking> read(std::int64_t picking);
  Result<PickingOutcome> settle(const PickingOrder& order, const FoundPicking& picking);
  Result<PickingOutcome> complete(const PickingOrder& order, const FoundPicking& picking);
  Result<PickingOutcome> finish(const PickingOrder& order, const FoundPicking& picking,
                                const std::vector<FoundMove>& moves);
  Result<PickingOutcome> found_done(const PickingOrder& order, const FoundPicking& picking);
  Result<PickingOutcome> overtaken(const PickingOrder& order, const FoundPicking& picking);
  Result<PickingOutcome> short_of_stock(const PickingOrder& order, const FoundPicking& picking);

  PickingCalls calls_;
  const Profile& profile_;
};

// product_missing or product_tracked, when one of these products cannot be posted.
Result<void> check_products(const PickingOrder& order, std::span<const ProductUnit> units);

}  // namespace fettle::odoo
