// Requests of the commands on stock counts.
#include "test/journey/support/dead_errands.hpp"
#include "test/journey/support/parts_entries.hpp"
#include "test/journey/support/shelves.hpp"

namespace fettle::journey {
namespace {

const std::string all = "/admin/stock-counts";

Json new_count(Shop& shop, const std::string& product) {
  return {{"period", shop.served().fresh("盘点")},
          {"store", shop.store},
          {"products", Json::array({product})}};
}

std::string opened(Shop& shop, const std::string& product) {
  return accepted(shop.warehouse.post(all, new_count(shop, product))).id();
}

Json number(const std::string& product, std::int64_t counted) {
  return {{"product", product}, {"counted", counted}, {"reason", "盘盈"}};
}

// One piece more than the books say.
std::string counted(Shop& shop, const std::string& product) {
  const auto id = opened(shop, product);
  const auto entries = all + "/" + id + "/entries";
  const auto first = accepted(shop.warehouse.post(entries, number(product, 0)));
  const auto expected = first.body.at("expected").get<std::int64_t>();
  accepted(shop.warehouse.post(entries, number(product, expected + 1)));
  return id;
}

std::string refused(Shop& shop) {
  const auto id = counted(shop, oil);
  accepted(shop.warehouse.post(all + "/" + id + "/approve"));
  dead_errand_of(shop, "stock_count/" + id);
  return id;
}

Entry count_entry(const std::string& command, const std::string& what,
                  std::function<std::string(Shop&)> count, Json body) {
  return {command, "POST " + all + "/{count}/" + what,
          [what, count = std::move(count), body = std::move(body)](Shop& shop) {
            return Request{shop.warehouse, "POST", all + "/" + count(shop) + "/" + what, body};
          }};
}

}  // namespace

std::vector<Entry> of_counts() {
  const auto open = [](Shop& shop) { return opened(shop, pads); };
  const auto complete = [](Shop& shop) { return counted(shop, pads); };
  return {
      {"OpenCount", "POST " + all,
       [](Shop& shop) {
         return Request{shop.warehouse, "POST", all, new_count(shop, pads)};
       }},
      count_entry("EnterCount", "entries", open, number(pads, 7)),
      count_entry("ApproveCount", "approve", complete, Json::object()),
      count_entry("WithdrawCount", "withdraw", open, {{"reason", "改日再盘"}}),
      count_entry("ResolveCountLine", "resolve", refused, {{"product", oil}, {"note", "已调整"}}),
  };
}

}  // namespace fettle::journey
