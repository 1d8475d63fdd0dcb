// Odoo's documents of an order that are not stock: sale order, invoice, customer.
#pragma once

#include <optional>

#include "schemas/ids.hpp"
#include "schemas/odoo/document.hpp"

namespace fettle {

enum class SaleDocumentKind { sale_order, invoice, customer };
FETTLE_ENUM(SaleDocumentKind, sale_order, invoice, customer)

struct SaleDocument {
  SaleDocumentKind kind;
  FoundDocument document;
};
FETTLE_STRUCT(SaleDocument, (kind, document))

struct RecordSaleDocuments {
  JobId work_order;
  std::optional<ErrandId> errand;  // the id of the JobPaid; absent: states that were read again
  List<SaleDocument, 1, 10> documents;
};
FETTLE_COMMAND(RecordSaleDocuments, "Odoo has these documents of a paid order.",
               (.aggregate = "job"), (work_order, errand, documents))

}  // namespace fettle
