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

}  // namespace

JsonText with_document(const JsonText& documents, const DocumentLinked& linked) {
  auto known = stored<std::vector<ShownDocument>>(documents.text);
  invariant(known.has_value(), "a list of documents that we wrote reads back");
  const auto& document = linked.document;
  const auto at = std::find_if(known->begin(), known->end(), [&](const ShownDocument& shown) {
    return same_document({shown.model, shown.id, shown.name, shown.state}, document);
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
