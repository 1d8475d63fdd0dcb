// A document in Odoo: a picking, a sale order, an invoice, a partner.
#pragma once

#include <optional>
#include <string>

#include "schemas/declare.hpp"
#include "schemas/values.hpp"

namespace fettle {

struct OdooDocument {
  std::string model;               // stock.picking, sale.order …
  std::optional<std::int64_t> id;  // unknown of one that a person only named
  std::string name;
  std::string state;  // as Odoo spells it: done, sale, posted
  bool operator==(const OdooDocument&) const = default;
};
FETTLE_STRUCT(OdooDocument, (model, id, name, state))

// The same one in Odoo: by its id, or by its name while a person has told no more.
inline bool same_document(const OdooDocument& one, const OdooDocument& other) {
  if (one.model != other.model) return false;
  return one.id && other.id ? *one.id == *other.id : one.name == other.name;
}

// As a command brings it.
struct FoundDocument {
  Text<1, 60> model;
  Whole<1, 9'000'000'000'000'000> id;
  Text<1, 200> name;
  Text<1, 40> state;
};
FETTLE_STRUCT(FoundDocument, (model, id, name, state))

inline OdooDocument document_of(const FoundDocument& found) {
  return {found.model.text(), std::int64_t{found.id}, found.name.text(), found.state.text()};
}

}  // namespace fettle
