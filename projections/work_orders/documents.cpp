#include "projections/work_orders/documents.hpp"

#include <algorithm>
#include <vector>

#include "schemas/registration.hpp"

namespace fettle::projections {
namespace {

struct ShownDocument {
  std::string kind;
  std::string subject;
  std::string model;
  std::optional<std::int64_t> id;
  std::string name;
  std::string state;
};
FETTLE_STRUCT(ShownDocument, (kind, subject, model, id, name, state))

// By its id in Odoo, or by its name while a person has told no more.
bool is_same(const ShownDocument& shown, const OdooDocument& document) {
  if (shown.model != document.model) return false;
  return shown.id && document.id ? *shown.id == *document.id : shown.name == document.name;
}

}  // namespace

JsonText with_document(const JsonText& documents, const DocumentLinked& linked) {
  auto known = stored<std::vector<ShownDocument>>(documents.text);
  invariant(known.has_value(), "a list of documents that we wrote reads back");
  const auto& document = linked.document;
  const auto at = std::find_if(known->begin(), known->end(), [&](const ShownDocument& shown) {
    return is_same(shown, document);
  });
  const ShownDocument now{linked.kind, linked.subject, document.model,
                          document.id, document.name,  document.state};
  if (at == known->end()) {
    known->push_back(now);
  } else {
    *at = now;
  }
  return {json_of(*known)};
}

}  // namespace fettle::projections
