#include "adapters/odoo/sales.hpp"

#include <fmt/format.h>

#include "adapters/odoo/fault.hpp"
#include "adapters/odoo/values.hpp"

namespace fettle::odoo {
namespace {

using json::Document;

constexpr std::string_view sale_model = "sale.order", invoice_model = "account.move";

Document price(std::int64_t hundredths) { return static_cast<double>(hundredths) / 100; }

Document line_to_make(Members values) { return Elements{0, 0, Document(std::move(values))}; }

// A partner has no state.
std::vector<std::string> fields_of(std::string_view model) {
  if (model == "res.partner") return {"name"};
  return {"name", "state"};
}

// The field is HTML.
std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '&') {
      safe += "&amp;";
    } else if (c == '<') {
      safe += "&lt;";
    } else if (c == '>') {
      safe += "&gt;";
    } else {
      safe += c;
    }
  }
  return safe;
}

std::string text_of(const Buyer& buyer) {
  auto text = "Buyer: " + escaped(buyer.title);
  if (!buyer.tax_number.empty()) text += "; tax number: " + escaped(buyer.tax_number);
  if (!buyer.email.empty()) text += "; e-mail: " + escaped(buyer.email);
  return text;
}

std::string named(const Record& record) {
  return fmt::format("{} (id {})", record.text("name"), record.id());
}

}  // namespace

Result<SaleDocuments> Sales::ensure(const SaleOrder& order) {
  const auto partner = TRY(customer(order.customer));
  const auto sale = TRY(sale_order(order, partner));
  const auto bill = TRY(invoice(order, partner, sale));
  return SaleDocuments{.customer = partner,
                       .sale_order = sale.id,
                       .sale_order_name = sale.name,
                       .invoice = bill.id,
                       .invoice_name = bill.name};
}

Result<void> Sales::name_buyer(std::int64_t invoice, const Buyer& buyer) {
  static_cast<void>(
      TRY(odoo_.call(write(invoice_model, {invoice}, {{"narration", text_of(buyer)}}))));
  return {};
}

Result<std::optional<Sales::Card>> Sales::find(std::string_view model, Elements domain) {
  const auto found = TRY(odoo_.call(
      search_read(model, std::move(domain), fields_of(model), {.limit = 2, .order = "id"})));
  const auto records = TRY(records_of(found));
  if (records.size() > 1) {
    return fault(code::key_not_unique, fmt::format("{}: {} and {} have one key", model,
                                                   named(records[0]), named(records[1])));
  }
  if (records.empty()) return std::optional<Card>();
  const auto& record = records.front();
  return std::optional<Card>({record.id(), record.text("name"), record.text("state")});
}

// Not tried again here when its outcome is unknown: the first try may still be under way.
Result<Sales::Card> Sales::find_or_make(std::string_view model, const Elements& domain,
                                        Members values) {
  if (auto there = TRY(find(model, domain))) return *there;
  if (missing_ == Missing::may_come) {
    return fault(code::outcome_open, fmt::format("{}: an earlier call may still make it", model));
  }
  const auto made = TRY(odoo_.call(create(model, std::move(values))));
  static_cast<void>(TRY(created_ids(made)));
  if (auto there = TRY(find(model, domain))) return *there;
  return fault(code::missing, fmt::format("{}: made, and not found", model));
}

Result<Sales::Card> Sales::bring_on(std::string_view model, const Card& card, std::string_view from,
                                    std::string_view action) {
  if (card.state == "cancel") {
    return fault(code::document_cancelled, fmt::format("{} {} (id {})", model, card.name, card.id));
  }
  if (card.state != from) return card;
  auto said = odoo_.call(on(model, action, {card.id}));
  if (!said && !is(said.error(), code::user_error)) return said.error();
  const auto found = TRY(odoo_.call(read(model, {card.id}, fields_of(model))));
  const auto records = TRY(records_of(found));
  if (records.empty()) return fault(code::missing, fmt::format("{} {} is gone", model, card.id));
  Card after{card.id, records.front().text("name"), records.front().text("state")};
  if (after.state != from) return after;
  return said ? fault(code::user_error, fmt::format("{} {} stays {}", model, card.id, from))
              : said.error();
}

Result<std::int64_t> Sales::customer(const CustomerCard& card) {
  Members values = {{"name", card.name}, {"ref", card.key}};
  if (!card.phone.empty()) values.emplace_back("phone", card.phone);
  const auto partner =
      TRY(find_or_make("res.partner", {term("ref", "=", card.key)}, std::move(values)));
  return partner.id;
}

Result<Sales::Card> Sales::sale_order(const SaleOrder& order, std::int64_t customer) {
  Elements lines;
  for (const auto& line : order.lines) {
    lines.push_back(line_to_make({{"product_id", order.service_product},
                                  {"name", line.name},
                                  {"product_uom_qty", line.quantity.document()},
                                  {"price_unit", price(line.unit_price)}}));
  }
  const auto card = TRY(find_or_make(sale_model, {term("client_order_ref", "=", order.key)},
                                     {{"partner_id", customer},
                                      {"client_order_ref", order.key},
                                      {"origin", order.key},
                                      {"order_line", std::move(lines)}}));
  return bring_on(sale_model, card, "draft", "action_confirm");
}

Result<Ids> Sales::lines_of(std::int64_t sale_order) {
  const auto found = TRY(odoo_.call(read(sale_model, {sale_order}, {"order_line"})));
  const auto records = TRY(records_of(found));
  return records.empty() ? Ids() : records.front().links("order_line");
}

// Linked with the lines of the sale order, or Odoo would offer to invoice them again.
Result<Sales::Card> Sales::invoice(const SaleOrder& order, std::int64_t customer,
                                   const Card& sale) {
  const auto sold = TRY(lines_of(sale.id));
  Elements lines;
  for (std::size_t i = 0; i < order.lines.size(); ++i) {
    const auto& line = order.lines[i];
    Members values = {{"product_id", order.service_product},
                      {"name", line.name},
                      {"quantity", line.quantity.document()},
                      {"price_unit", price(line.unit_price)}};
    if (sold.size() == order.lines.size()) {
      values.emplace_back("sale_line_ids", Elements{Elements{4, sold[i]}});
    }
    lines.push_back(line_to_make(std::move(values)));
  }
  const auto card = TRY(find_or_make(
      invoice_model, {term("ref", "=", order.key), term("move_type", "=", "out_invoice")},
      {{"move_type", "out_invoice"},
       {"partner_id", customer},
       {"ref", order.key},
       {"invoice_origin", sale.name},
       {"invoice_line_ids", std::move(lines)}}));
  return bring_on(invoice_model, card, "draft", "action_post");
}

}  // namespace fettle::odoo
