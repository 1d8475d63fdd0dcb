// Pickings of Odoo, read as issues of our requisitions.
#pragma once

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "adapters/odoo/postings.hpp"
#include "adapters/odoo/profile.hpp"

namespace fettle::odoo {

// Done, and out to a customer. With deliveries of several steps only the last one is.
inline bool is_issue(const Posting& posting, const Profile& profile) {
  return posting.state == "done" && posting.to == profile.customer_location &&
         posting.from != profile.customer_location;
}

// How much of a product it moved.
inline Quantity moved(const Posting& posting, std::int64_t product) {
  Quantity sum;
  for (const auto& move : posting.moves) {
    if (move.product == product) sum += move.done;
  }
  return sum;
}

// Those of these keys, in calls of a bounded size.
inline Result<std::vector<Posting>> postings_of(Postings& postings,
                                                std::span<const std::string> keys) {
  std::vector<Posting> all;
  while (!keys.empty()) {
    const auto some = keys.first(std::min(keys.size(), Postings::page_max));
    auto found = TRY(postings.of_keys(some));
    all.insert(all.end(), std::make_move_iterator(found.begin()),
               std::make_move_iterator(found.end()));
    keys = keys.subspan(some.size());
  }
  return all;
}

}  // namespace fettle::odoo
