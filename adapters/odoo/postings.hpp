// Pickings as they stand in Odoo, whoever made them: what was posted by hand is found here.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "adapters/odoo/profile.hpp"
#include "adapters/odoo/quantity.hpp"
#include "adapters/odoo/transport.hpp"
#include "core/moment.hpp"

namespace fettle::odoo {

struct PostedMove {
  std::int64_t id = 0;
  std::int64_t product = 0;
  Quantity done = {};  // 0 unless its state is done
};

struct Posting {
  std::int64_t id = 0;
  std::string name = {};
  std::string origin = {};
  std::string state = {};  // Odoo's word: draft, confirmed, waiting, assigned, done, cancel
  std::optional<Moment> done_at = {};
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::vector<PostedMove> moves = {};
};

class Postings {
 public:
  static constexpr std::size_t page_max = 100;

  Postings(Transport& odoo, const Profile& profile) : odoo_(odoo), profile_(profile) {}

  // Those whose name or origin is one of our keys, whatever their state: a rest that Odoo split off
  // has its own name and our key as its origin. Precondition: at most page_max.
  Result<std::vector<Posting>> of_keys(std::span<const std::string> keys);

  // Those done since then, that moment included, in the order of their ids: those behind `after`.
  // Shorter than page_max: the last. A posting may appear later than its time says, by as long as
  // a transaction lasts: ask again from some minutes earlier, and pass over ids seen before.
  Result<std::vector<Posting>> done_since(Moment since, std::int64_t after);

 private:
  Result<std::vector<Posting>> with_moves(const json::Document& found);

  Transport& odoo_;
  const Profile& profile_;
};

}  // namespace fettle::odoo
