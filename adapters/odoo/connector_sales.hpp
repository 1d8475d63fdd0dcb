// Sale order, invoice and customer of a paid order, made once, and the invoice that finance asks
// for. All of an order stand under its id.
#pragma once

#include "adapters/odoo/visit.hpp"

namespace fettle::odoo {

ErrandOutcome make_sale_documents(const Visit& visit, const DueErrand& errand);

// The invoice that is there counts only if it is over the amount asked for.
ErrandOutcome issue_invoice(const Visit& visit, const DueErrand& errand);

}  // namespace fettle::odoo
