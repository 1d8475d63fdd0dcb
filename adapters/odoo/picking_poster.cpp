#include "adapters/odoo/picking_poster.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/odoo/fault.hpp"
#include "adapters/odoo/picking_rules.hpp"

namespace fettle::odoo {
namespace {

constexpr int looks_max = 2;

// Odoo's "no" to an action may mean that somebody was quicker: the state decides what it means.
Result<std::optional<Fault>> refusal_of(Result<void> said) {
  if (said) return std::optional<Fault>();
  if (is(said.error(), code::user_error)) return std::optional<Fault>(said.error());
  return said.error();
}

Fault not_done(const FoundPicking& picking, std::string_view why) {
  return fault(code::picking_not_done, fmt::format("picking {}: {}", picking.name, why));
}

Ids products_of(const PickingOrder& order) {
  Ids products;
  for (const auto& line : order.lines) products.push_back(line.product);
  return products;
}

}  // namespace

Result<void> check_products(const PickingOrder& order, std::span<const ProductUnit> units) {
  for (const auto& line : order.lines) {
    const auto found = std::ranges::find(units, line.product, &ProductUnit::product);
    const auto named = fmt::format("product {}", line.product);
    if (found == units.end()) return fault(code::product_missing, named);
    if (found->tracked) return fault(code::product_tracked, named + " has lots or serial numbers");
  }
  return {};
}

Result<PickingOutcome> PickingPoster::post(const PickingOrder& order) {
  for (int look = 1;; ++look) {
    auto outcome = advance(order);
    if (outcome || look == looks_max || !outcome_unknown(outcome.error())) return outcome;
  }
}

Result<PickingOutcome> PickingPoster::advance(const PickingOrder& order) {
  auto picking = TRY(found_or_made(order));
  if (picking.state == PickingState::draft) picking = TRY(confirm(order, std::move(picking)));
  if (needs_assigning(order.kind, picking.state)) picking = TRY(assign(std::move(picking)));
  return settle(order, picking);
}

Result<FoundPicking> PickingPoster::found_or_made(const PickingOrder& order) {
  auto found = TRY(calls_.find({&order.key, 1}));
  if (!found.empty()) return std::move(found.front());
  auto made = make(order);
  if (made || !is(made.error(), code::validation)) return made;
  // The name is unique: somebody else has created it, or it was refused for another reason.
  found = TRY(calls_.find({&order.key, 1}));
  if (!found.empty()) return std::move(found.front());
  return made.error();
}

Result<FoundPicking> PickingPoster::make(const PickingOrder& order) {
  const auto units = TRY(calls_.units(products_of(order)));
  if (auto usable = check_products(order, units); !usable) return usable.error();
  const auto created = TRY(calls_.create({&order, 1}, units));
  return FoundPicking{.id = created.front(), .name = order.key};
}

Result<FoundPicking> PickingPoster::confirm(const PickingOrder& order, FoundPicking picking) {
  const auto refusal = TRY(refusal_of(calls_.confirm({picking.id})));
  if (!refusal && order.kind == PickingKind::issue) {
    picking.state = PickingState::waiting;  // or further: to be assigned in any case
    return picking;
  }
  picking = TRY(read(picking.id));
  if (picking.state == PickingState::draft) {
    return refusal ? *refusal : not_done(picking, "it stays a draft");
  }
  return picking;
}

Result<FoundPicking> PickingPoster::assign(FoundPicking picking) {
  static_cast<void>(TRY(refusal_of(calls_.assign({picking.id}))));
  return read(picking.id);
}

Result<FoundPicking> PickingPoster::read(std::int64_t picking) {
  auto found = TRY(calls_.read({picking}));
  if (found.size() == 1) return std::move(found.front());
  return fault(code::missing, fmt::format("picking {} is gone", picking));
}

Result<PickingOutcome> PickingPoster::settle(const PickingOrder& order,
                                             const FoundPicking& picking) {
  switch (picking.state) {
    case PickingState::done:
      return found_done(order, TRY(read(picking.id)));  // found by its key, it has no time
    case PickingState::cancelled:
      return PickingOutcome{.end = PickingEnd::cancelled, .id = picking.id, .name = picking.name};
    case PickingState::draft:
    case PickingState::waiting:
    case PickingState::assigned:
      break;
  }
  return complete(order, picking);
}

Result<PickingOutcome> PickingPoster::complete(const PickingOrder& order,
                                               const FoundPicking& picking) {
  const auto moves = TRY(calls_.moves(picking.moves));
  switch (readiness(order, moves)) {
    case Readiness::differs:
      return fault(code::picking_differs,
                   fmt::format("picking {} has other lines than asked for", picking.name));
    case Readiness::partly:
      return short_of_stock(order, picking);
    case Readiness::overtaken:
      return overtaken(order, picking);
    case Readiness::ready:
      break;
  }
  return finish(order, picking, moves);
}

Result<PickingOutcome> PickingPoster::finish(const PickingOrder& order, const FoundPicking& picking,
                                             const std::vector<FoundMove>& moves) {
  std::optional<Fault> refusal;
  for (const auto& writing : writings(profile_, moves)) {
    if (!refusal) refusal = TRY(refusal_of(calls_.write_done(writing.moves, writing.quantity)));
  }
  if (!refusal) refusal = TRY(refusal_of(calls_.validate({picking.id})));
  const auto after = TRY(read(picking.id));
  if (after.state != PickingState::done) {
    return refusal ? *refusal : not_done(after, "Odoo asked back instead of posting it");
  }
  if (refusal) return found_done(order, after);
  return PickingOutcome{
      .id = after.id, .name = after.name, .done_at = after.done_at, .lines = lines_as_asked(order)};
}

Result<PickingOutcome> PickingPoster::found_done(const PickingOrder& order,
                                                 const FoundPicking& picking) {
  auto moves = TRY(calls_.moves(picking.moves));
  std::erase_if(moves, [](const FoundMove& move) { return move.state != "done"; });
  return PickingOutcome{.id = picking.id,
                        .name = picking.name,
                        .done_at = picking.done_at,
                        .lines = lines_of(order, moves)};
}

Result<PickingOutcome> PickingPoster::overtaken(const PickingOrder& order,
                                                const FoundPicking& picking) {
  const auto after = TRY(read(picking.id));
  if (after.state == PickingState::done) return found_done(order, after);
  return not_done(after, "a part of it is posted, the rest is not");
}

Result<PickingOutcome> PickingPoster::short_of_stock(const PickingOrder& order,
                                                     const FoundPicking& picking) {
  const auto reserved = TRY(calls_.reserved(picking.moves));
  PickingOutcome outcome{.end = PickingEnd::short_stock,
                         .id = picking.id,
                         .name = picking.name,
                         .lines = lines_of(order, reserved)};
  if (order.when_short == WhenShort::wait) return outcome;
  const auto refusal = TRY(refusal_of(calls_.cancel({picking.id})));
  const auto after = TRY(read(picking.id));
  if (after.state == PickingState::done) return found_done(order, after);
  if (after.state != PickingState::cancelled) {
    return refusal ? *refusal : not_done(after, "it is short and was not cancelled");
  }
  outcome.now_cancelled = true;
  return outcome;
}

}  // namespace fettle::odoo
