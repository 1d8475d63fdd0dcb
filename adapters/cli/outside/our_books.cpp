#include "adapters/cli/outside/our_books.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "schemas/event_as.hpp"
#include "schemas/job/events.hpp"
#include "schemas/requisition/events.hpp"
#include "schemas/stock/events.hpp"

namespace fettle::cli {
namespace {

// Nothing else is decoded: most of a long log is something else.
constexpr std::array<std::string_view, 13> wanted{
    "RequisitionRequested", "RequisitionApproved",  "RequisitionPosted", "RequisitionRejected",
    "RequisitionReleased",  "RequisitionWithdrawn", "StockSynced",       "StockIssued",
    "StockClaimed",         "StockReturned",        "StockCounted",      "JobOpened",
    "DocumentLinked"};

template <class Event>
odoo::OurPosting opened(const std::string& id, const std::string& key, const Event& event) {
  return {.requisition = id,
          .key = key,
          .product = event.odoo_id,
          .quantity = event.quantity,
          .open = true,
          .store = event.store.text()};
}

}  // namespace

Result<void> OurBooks::fold(const Domain& domain, const Envelope& envelope, Sealing& sealing) {
  if (std::ranges::find(wanted, envelope.type) == wanted.end()) return {};
  const auto* type = domain.event(envelope.type);
  invariant(type != nullptr, "the domain has the events that are wanted");
  const AnyEvent event{type, TRY(type->decode(envelope.data, envelope.schema_version, &sealing))};
  fold_requisition(envelope, event);
  fold_shelf(event);
  fold_job(envelope, event);
  return {};
}

void OurBooks::fold_requisition(const Envelope& envelope, const AnyEvent& event) {
  const std::string id(envelope.id);
  if (const auto* requested = event_as<RequisitionRequested>(event)) {
    requisitions_.insert_or_assign(id, Requisition{opened(id, id, *requested), envelope.time});
  } else if (const auto* approved = event_as<RequisitionApproved>(event)) {
    requisitions_.insert_or_assign(
        id, Requisition{opened(id, approved->document_name, *approved), envelope.time});
  }
  const auto known = requisitions_.find(id);
  if (known == requisitions_.end()) return;
  auto& requisition = known->second;
  if (const auto* posted = event_as<RequisitionPosted>(event)) {
    requisition.changed = envelope.time;
    requisition.ended = false;
    requisition.posting.key = posted->document.name;
    requisition.posting.quantity = posted->quantity;
    requisition.posting.open = false;
  }
  if (event_as<RequisitionRejected>(event) || event_as<RequisitionReleased>(event) ||
      event_as<RequisitionWithdrawn>(event)) {
    requisition.ended = true;
  }
}

OurBooks::Shelf& OurBooks::shelf(const std::string& store, const std::string& product) {
  return shelves_[{store, product}];
}

// As the read model of the stock folds them.
void OurBooks::fold_shelf(const AnyEvent& event) {
  const auto of = [this](const auto& one) -> Shelf& {
    return shelf(one.store.text(), one.product.text());
  };
  if (const auto* synced = event_as<StockSynced>(event)) of(*synced) = {synced->on_hand, 0};
  if (const auto* issued = event_as<StockIssued>(event))
    of(*issued).on_hand += issued->on_hand_change;
  if (const auto* claimed = event_as<StockClaimed>(event))
    of(*claimed).claimed += claimed->quantity;
  if (const auto* back = event_as<StockReturned>(event)) of(*back).on_hand += back->on_hand_change;
  if (const auto* counted = event_as<StockCounted>(event)) of(*counted).on_hand = counted->on_hand;
}

void OurBooks::fold_job(const Envelope& envelope, const AnyEvent& event) {
  const std::string id(envelope.id);
  if (const auto* begun = event_as<JobOpened>(event)) stores_[id] = begun->store.text();
  const auto* linked = event_as<DocumentLinked>(event);
  if (linked == nullptr) return;
  auto& known = documents_[id];
  const auto at = std::ranges::find_if(known, [&](const Linked& one) {
    return same_document(one.document.document, linked->document);
  });
  Linked now{{id, linked->document}, envelope.time};
  if (at == known.end()) {
    known.push_back(std::move(now));
  } else {
    *at = std::move(now);
  }
}

std::vector<odoo::OurPosting> OurBooks::postings(const odoo::ReconciliationScope& scope) const {
  std::vector<odoo::OurPosting> all;
  for (const auto& [id, one] : requisitions_) {
    if (one.ended) continue;
    all.push_back(one.posting);
    const bool of_store = !scope.store || one.posting.store == *scope.store;
    all.back().compared = of_store && (one.posting.open || one.changed >= scope.since);
  }
  return all;
}

std::vector<odoo::OurFigure> OurBooks::figures() const {
  std::vector<odoo::OurFigure> all;
  for (const auto& [place, shelf] : shelves_) {
    all.push_back({place.first, place.second, shelf.on_hand - shelf.claimed});
  }
  return all;
}

std::vector<odoo::OurDocument> OurBooks::documents(const odoo::ReconciliationScope& scope) const {
  std::vector<odoo::OurDocument> all;
  for (const auto& [job, linked] : documents_) {
    const auto store = stores_.find(job);
    if (scope.store && (store == stores_.end() || store->second != *scope.store)) continue;
    for (const auto& one : linked) {
      if (one.changed >= scope.since) all.push_back(one.document);
    }
  }
  return all;
}

}  // namespace fettle::cli
