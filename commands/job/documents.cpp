#include "commands/job/documents.hpp"

#include <algorithm>

#include "commands/errand/end.hpp"
#include "commands/refusals.hpp"

namespace fettle {

void evolve(JobState& job, const DocumentLinked& e) {
  const auto same = [&](const OdooDocument& one) { return same_document(one, e.document); };
  const auto found = std::find_if(job.documents.begin(), job.documents.end(), same);
  if (found == job.documents.end()) {
    job.documents.push_back(e.document);
  } else {
    *found = e.document;
  }
}

void link_document(TenantView& view, Decision& decision, const JobId& id, std::string_view kind,
                   std::string_view subject, const OdooDocument& document) {
  const auto* job = view.get<Job>(id);
  if (job == nullptr) return;
  const auto& known = job->documents;
  if (std::find(known.begin(), known.end(), document) != known.end()) return;
  const auto spoken_of = decision.id;
  add<Job>(decision, id, DocumentLinked{std::string(kind), std::string(subject), document});
  if (!spoken_of.empty()) decision.id = spoken_of;
}

// What comes after the errand's end changes nothing. Without an errand it is news of documents
// that are known: their states move on in Odoo.
Checked<Decision> decide(TenantView& view, const Context&, const RecordSaleDocuments& command) {
  if (view.get<Job>(command.work_order) == nullptr) {
    return not_found("work_order_unknown",
                     fmt::format("there is no work order {}", command.work_order.text()));
  }
  Decision decision;
  if (command.errand && !is_open(view, *command.errand)) return decision;
  for (const auto& one : command.documents) {
    link_document(view, decision, command.work_order, Codec<SaleDocumentKind>::name(one.kind),
                  "job/" + command.work_order.text(), document_of(one.document));
  }
  if (command.errand) end_errand(decision, *command.errand, "RecordSaleDocuments");
  return decision;
}

}  // namespace fettle
