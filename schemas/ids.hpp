// Names of the things of a tenant. A person's account is one id wherever it appears: as caller,
// as customer, as staff and as the person whose fields are sealed.
#pragma once

#include "core/id.hpp"

namespace fettle {

using JobId = Id<struct JobTag>;
using PaymentId = Id<struct PaymentTag>;
using CustomerId = Id<struct CustomerTag>;
using StaffId = Id<struct StaffTag>;
using AssetId = Id<struct AssetTag>;
using StoreId = Id<struct StoreTag>;
using BayId = Id<struct BayTag>;  // unique in its store
using TemplateId = Id<struct TemplateTag>;
using NoticeId = Id<struct NoticeTag>;
using MediaId = Id<struct MediaTag>;
using ErrandId = Id<struct ErrandTag>;        // the id of the event that asked for it
using ConnectorId = Id<struct ConnectorTag>;  // its name
using CaseId = Id<struct CaseTag>;
using RefundId = Id<struct RefundTag>;
using InvoiceId = Id<struct InvoiceTag>;      // its work order's id
using ReviewId = Id<struct ReviewTag>;        // its work order's id
using InboundId = Id<struct InboundTag>;      // of who sends: wechat_pay
using StatementId = Id<struct StatementTag>;  // its day: 2026-11-20
// Parts and stock.
using ProductId = Id<struct ProductTag>;  // our SKU; odoo-<id> of a product without a usable one
using StockId = Id<struct StockTag>;      // of one product in one store, see commands/stock
using StockSyncId = Id<struct StockSyncTag>;  // a store, or :products
using RequisitionId = Id<struct RequisitionTag>;
using ReturnId = Id<struct ReturnTag>;
using CountId = Id<struct CountTag>;

}  // namespace fettle
