#include "adapters/odoo/postings.hpp"

#include <map>

#include "adapters/odoo/values.hpp"

namespace fettle::odoo {
namespace {

constexpr std::string_view model = "stock.picking";

const std::vector<std::string>& fields() {
  static const std::vector<std::string> names = {
      "name", "origin", "state", "date_done", "location_id", "location_dest_id", "move_ids"};
  return names;
}

Posting posting_of(const Record& record) {
  return {.id = record.id(),
          .name = record.text("name"),
          .origin = record.text("origin"),
          .state = record.text("state"),
          .done_at = record.moment("date_done"),
          .from = record.link("location_id").value_or(0),
          .to = record.link("location_dest_id").value_or(0),
          .moves = {}};
}

}  // namespace

Result<std::vector<Posting>> Postings::of_keys(std::span<const std::string> keys) {
  invariant(keys.size() <= page_max, "a page of postings has a bound");
  const auto list = list_of(std::vector<std::string>(keys.begin(), keys.end()));
  const auto found =
      TRY(odoo_.call(search_read(model, {"|", term("name", "in", list), term("origin", "in", list)},
                                 fields(), {.order = "id"})));
  return with_moves(found);
}

Result<std::vector<Posting>> Postings::done_since(Moment since, std::int64_t after) {
  const auto found = TRY(
      odoo_.call(search_read(model,
                             {term("state", "=", "done"), term("date_done", ">=", odoo_time(since)),
                              term("id", ">", after)},
                             fields(), {.limit = page_max, .order = "id"})));
  return with_moves(found);
}

Result<std::vector<Posting>> Postings::with_moves(const json::Document& found) {
  std::vector<Posting> postings;
  std::map<std::int64_t, std::size_t> owner;
  Ids moves;
  for (const auto& record : TRY(records_of(found))) {
    for (const auto move : record.links("move_ids")) {
      owner[move] = postings.size();
      moves.push_back(move);
    }
    postings.push_back(posting_of(record));
  }
  if (moves.empty()) return postings;
  const auto read_moves =
      TRY(odoo_.call(read("stock.move", moves, {"product_id", "state", profile_.done_field})));
  for (const auto& record : TRY(records_of(read_moves))) {
    const bool done = record.text("state") == "done";
    postings[owner[record.id()]].moves.push_back(
        {.id = record.id(),
         .product = record.link("product_id").value_or(0),
         .done = done ? record.quantity(profile_.done_field) : Quantity{}});
  }
  return postings;
}

}  // namespace fettle::odoo
