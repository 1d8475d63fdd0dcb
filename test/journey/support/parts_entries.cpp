#include "test/journey/support/parts_entries.hpp"

#include <stdexcept>

#include "test/http/client.hpp"
#include "test/journey/support/dead_errands.hpp"
#include "test/journey/support/shelves.hpp"

namespace fettle::journey {
namespace {

const std::string all = "/admin/requisitions/";
const Json by_hand{{"outcome", "POSTED"}, {"document", "WH/OUT/0815"}, {"note", "选了批次"}};

std::string requested(Shop& shop, const std::string& product) {
  WorkOrder order(shop);
  order.to("ACCEPTED");
  const auto pattern = "/tech/work-orders/{work_order}/requisitions";
  return order.done(order.technician, pattern, {{"product", product}, {"quantity", 2}}).id();
}

std::string approved(Shop& shop, const std::string& product) {
  const auto id = requested(shop, product);
  accepted(shop.warehouse.post(all + id + "/approve"));
  return id;
}

std::string posted(Shop& shop) {
  const auto id = approved(shop, pads);
  const auto is_posted = [&] { return shop.warehouse.get(all + id).body.at("status") == "POSTED"; };
  if (!http::test::eventually(is_posted)) throw std::runtime_error("not posted: " + id);
  return id;
}

struct Refused {
  std::string requisition;
  std::string errand;
};

Refused refused(Shop& shop) {
  const auto id = approved(shop, oil);
  return {id, dead_errand_of(shop, "requisition/" + id)};
}

// Of an issue that Odoo knows nothing of.
Request return_resolved(Shop& shop) {
  const auto id = refused(shop).requisition;
  accepted(shop.warehouse.post(all + id + "/resolve", by_hand));
  const auto asked =
      accepted(shop.warehouse.post(all + id + "/returns", {{"quantity", 1}, {"reason", "没用上"}}));
  dead_errand_of(shop, "requisition/" + id);
  const auto back = asked.body.at("return_id").get<std::string>();
  return {shop.warehouse, "POST", all + id + "/returns/" + back + "/resolve", by_hand};
}

Entry requisition_entry(const std::string& command, const std::string& what,
                        std::function<std::string(Shop&)> requisition, Json body) {
  return {command, "POST " + all + "{requisition}/" + what,
          [what, requisition = std::move(requisition), body = std::move(body)](Shop& shop) {
            return Request{shop.warehouse, "POST", all + requisition(shop) + "/" + what, body};
          }};
}

}  // namespace

std::vector<Entry> of_parts() {
  const auto fresh = [](Shop& shop) { return requested(shop, pads); };
  const auto refused_one = [](Shop& shop) { return refused(shop).requisition; };
  const auto errand = [](Shop& shop, const std::string& what, Json body) {
    return Request{shop.manager, "POST", "/admin/errands/" + refused(shop).errand + what,
                   std::move(body)};
  };
  return {
      requisition_entry("ApproveRequisition", "approve", fresh, Json::object()),
      requisition_entry("RejectRequisition", "reject", fresh, {{"reason", "不需要"}}),
      requisition_entry("ChangeRequisition", "change", fresh, {{"quantity", 3}}),
      requisition_entry("ResolveRequisition", "resolve", refused_one, by_hand),
      requisition_entry("ReturnParts", "returns", posted, {{"quantity", 1}, {"reason", "没用上"}}),
      {"ResolveReturn", "POST " + all + "{requisition}/returns/{return_id}/resolve",
       return_resolved},
      {"RetryErrand", "POST /admin/errands/{errand}/retry",
       [=](Shop& shop) { return errand(shop, "/retry", Json::object()); }},
      {"RetryErrands", "POST /admin/errands/retry",
       [](Shop& shop) {
         refused(shop);
         return Request{shop.manager, "POST", "/admin/errands/retry", {{"connector", "odoo"}}};
       }},
      {"GiveUpErrand", "POST /admin/errands/{errand}/give-up",
       [=](Shop& shop) {
         return errand(shop, "/give-up", {{"reason", "已手工出库"}});
       }},
  };
}

}  // namespace fettle::journey
