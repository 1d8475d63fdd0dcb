// Odoo's documents of a job.
#pragma once

#include <string_view>

#include "commands/job/indexes.hpp"
#include "schemas/job/document_commands.hpp"

namespace fettle {

// Adds the document to the job; nothing to do when the job has it just so, or there is no such job.
// Keeps the decision's id.
void link_document(TenantView& view, Decision& decision, const JobId& job, std::string_view kind,
                   std::string_view subject, const OdooDocument& document);

Checked<Decision> decide(TenantView&, const Context&, const RecordSaleDocuments&);

}  // namespace fettle
