// Odoo's values as ours. An empty field is `false` whatever its type; a link to another record is
// [id, "name"]; a time is UTC without a zone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/odoo/call.hpp"
#include "adapters/odoo/quantity.hpp"
#include "core/moment.hpp"
#include "core/result.hpp"

namespace fettle::odoo {

// A record that a call returned. It lives as long as the document that it came in.
class Record {
 public:
  explicit Record(const json::Document& fields) : fields_(&fields) {}

  std::int64_t id() const;
  std::string text(std::string_view field) const;  // empty when there is none
  std::optional<std::int64_t> link(std::string_view field) const;
  std::string link_name(std::string_view field) const;
  Ids links(std::string_view field) const;
  bool yes(std::string_view field) const;
  double number(std::string_view field) const;  // 0 when there is none
  Quantity quantity(std::string_view field) const;
  // A price in hundredths of its currency, half away from zero: Odoo may keep more digits.
  std::int64_t hundredths(std::string_view field) const;
  std::optional<Moment> moment(std::string_view field) const;

 private:
  const json::Document* find(std::string_view field) const { return fields_->find(field); }

  const json::Document* fields_;
};

// malformed_reply unless it is a list of records, each with its id.
Result<std::vector<Record>> records_of(const json::Document& result);
// What `create` returned: an id, or a list of ids.
Result<Ids> created_ids(const json::Document& result);

std::string odoo_time(Moment moment);  // whole seconds, rounded down

}  // namespace fettle::odoo
