#include "adapters/odoo/picking_batch.hpp"

#include <algorithm>
#include <set>

#include "adapters/odoo/fault.hpp"
#include "adapters/odoo/picking_rules.hpp"

namespace fettle::odoo {
namespace {

const FoundPicking* picking_of(const std::vector<FoundPicking>& found, std::string_view key) {
  const auto at = std::ranges::find(found, key, &FoundPicking::name);
  return at == found.end() ? nullptr : &*at;
}

Ids products_of(std::span<const PickingOrder> orders) {
  std::set<std::int64_t> products;
  for (const auto& order : orders) {
    for (const auto& line : order.lines) products.insert(line.product);
  }
  return {products.begin(), products.end()};
}

Ids ids_of(const std::vector<FoundPicking>& pickings) {
  Ids ids;
  for (const auto& picking : pickings) ids.push_back(picking.id);
  return ids;
}

bool is_open(const FoundPicking& picking) {
  return picking.state != PickingState::done && picking.state != PickingState::cancelled;
}

std::vector<FoundMove> moves_of(const FoundPicking& picking, std::span<const FoundMove> moves) {
  std::vector<FoundMove> own;
  std::ranges::copy_if(moves, std::back_inserter(own), [&](const FoundMove& move) {
    return std::ranges::find(picking.moves, move.id) != picking.moves.end();
  });
  return own;
}

}  // namespace

std::vector<Result<PickingOutcome>> PickingBatch::post(Orders orders) {
  invariant(orders.size() <= pickings_max, "a batch has a bound");
  if (orders.size() < 2) return post_rest(orders, {});
  const auto rushed = rush(orders);
  if (rushed) return post_rest(orders, *rushed);
  if (is_away(failure_of(rushed.error()))) {
    return std::vector<Result<PickingOutcome>>(orders.size(), rushed.error());
  }
  // Whatever it said no to, or broke over, may be one of them: alone each shows what it is worth.
  return post_rest(orders, {});
}

std::vector<Result<PickingOutcome>> PickingBatch::post_rest(Orders orders, const Pickings& done) {
  std::vector<Result<PickingOutcome>> outcomes;
  std::optional<Fault> away;
  for (const auto& order : orders) {
    if (const auto* picking = picking_of(done, order.key)) {
      outcomes.push_back(PickingOutcome{.id = picking->id,
                                        .name = picking->name,
                                        .done_at = picking->done_at,
                                        .lines = lines_as_asked(order)});
      continue;
    }
    if (away) {
      outcomes.push_back(*away);
      continue;
    }
    outcomes.push_back(poster_.post(order));
    const auto& last = outcomes.back();
    if (!last && is_away(failure_of(last.error()))) away = last.error();
  }
  return outcomes;
}

Result<PickingBatch::Pickings> PickingBatch::rush(Orders orders) {
  auto found = TRY(find(orders));
  if (found.size() < orders.size()) {
    if (auto made = create_missing(orders, found); !made) return made.error();
    found = TRY(find(orders));
  }
  std::erase_if(found, [](const FoundPicking& picking) { return !is_open(picking); });
  if (auto confirmed = confirm_drafts(found); !confirmed) return confirmed.error();
  if (auto assigned = assign_waiting(orders, found); !assigned) return assigned.error();
  if (found.empty()) return Pickings();
  found = TRY(calls_.read(ids_of(found)));
  std::erase_if(found, [](const FoundPicking& picking) { return !is_open(picking); });
  return finish_ready(orders, found);
}

Result<PickingBatch::Pickings> PickingBatch::find(Orders orders) {
  std::vector<std::string> keys;
  for (const auto& order : orders) keys.push_back(order.key);
  return calls_.find(keys);
}

Result<void> PickingBatch::create_missing(Orders orders, const Pickings& found) {
  const auto units = TRY(calls_.units(products_of(orders)));
  std::vector<PickingOrder> missing;
  for (const auto& order : orders) {
    const bool usable = check_products(order, units).has_value();
    if (usable && picking_of(found, order.key) == nullptr) missing.push_back(order);
  }
  if (missing.empty()) return {};
  auto created = calls_.create(missing, units);
  if (!created) return created.error();
  return {};
}

Result<void> PickingBatch::confirm_drafts(const Pickings& found) {
  Ids drafts;
  for (const auto& picking : found) {
    if (picking.state == PickingState::draft) drafts.push_back(picking.id);
  }
  return drafts.empty() ? Result<void>() : calls_.confirm(drafts);
}

Result<void> PickingBatch::assign_waiting(Orders orders, const Pickings& found) {
  Ids waiting;
  for (const auto& order : orders) {
    const auto* picking = picking_of(found, order.key);
    if (picking != nullptr && order.kind == PickingKind::issue) waiting.push_back(picking->id);
  }
  return waiting.empty() ? Result<void>() : calls_.assign(waiting);
}

Result<PickingBatch::Pickings> PickingBatch::finish_ready(Orders orders, const Pickings& found) {
  Ids all_moves, ready;
  for (const auto& picking : found) {
    all_moves.insert(all_moves.end(), picking.moves.begin(), picking.moves.end());
  }
  if (all_moves.empty()) return Pickings();
  const auto moves = TRY(calls_.moves(all_moves));
  std::vector<FoundMove> to_write;
  for (const auto& order : orders) {
    const auto* picking = picking_of(found, order.key);
    if (picking == nullptr) continue;
    const auto own = moves_of(*picking, moves);
    if (readiness(order, own) != Readiness::ready) continue;
    ready.push_back(picking->id);
    to_write.insert(to_write.end(), own.begin(), own.end());
  }
  if (ready.empty()) return Pickings();
  for (const auto& writing : writings(profile_, to_write)) {
    if (auto wrote = calls_.write_done(writing.moves, writing.quantity); !wrote) {
      return wrote.error();
    }
  }
  if (auto validated = calls_.validate(ready); !validated) return validated.error();
  auto done = TRY(calls_.read(ready));
  std::erase_if(done, [](const auto& picking) { return picking.state != PickingState::done; });
  return done;
}

}  // namespace fettle::odoo
