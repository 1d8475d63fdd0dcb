// Many pickings with few calls, for a poster that is behind: some forty a second instead of six.
#pragma once

#include <span>
#include <vector>

#include "adapters/odoo/picking_poster.hpp"

namespace fettle::odoo {

class PickingBatch {
 public:
  static constexpr std::size_t pickings_max = 50;

  PickingBatch(Transport& odoo, const Profile& profile)
      : calls_(odoo, profile), profile_(profile), poster_(odoo, profile) {}

  // One outcome each, in order, as PickingPoster::post gives it. One call is one transaction, so
  // one bad picking refuses its batch: whatever a batch did not bring to `done` is then posted
  // alone. Once the server is away the rest is not tried. Precondition: no key twice, at most
  // pickings_max.
  std::vector<Result<PickingOutcome>> post(std::span<const PickingOrder> orders);

 private:
  using Orders = std::span<const PickingOrder>;
  using Pickings = std::vector<FoundPicking>;

  std::vector<Result<PickingOutcome>> post_rest(Orders orders, const Pickings& done);
  // Those that it brought to `done`, with the quantities asked for.
  Result<Pickings> rush(Orders orders);
  Result<Pickings> find(Orders orders);
  Result<void> create_missing(Orders orders, const Pickings& found);
  Result<void> confirm_drafts(const Pickings& found);
  Result<void> assign_waiting(Orders orders, const Pickings& found);
  Result<Pickings> finish_ready(Orders orders, const Pickings& found);

  PickingCalls calls_;
  const Profile& profile_;
  PickingPoster poster_;
};

}  // namespace fettle::odoo
