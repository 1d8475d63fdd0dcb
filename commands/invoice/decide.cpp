// Invoices come after the payment, over what was paid and not given back.
#include "commands/invoice/decide.hpp"

#include "commands/errand/opens.hpp"
#include "commands/job/documents.hpp"
#include "commands/job/rules.hpp"
#include "commands/payment/rules.hpp"
#include "commands/refusals.hpp"
#include "core/text_numbers.hpp"

namespace fettle {
namespace {

InvoiceId invoice_of(const JobId& order) { return InvoiceId(order.text()); }

Rejection wrong_standing(const InvoiceState& invoice) {
  return conflict("invoice_standing",
                  fmt::format("the invoice is {}", Codec<InvoiceStanding>::name(invoice.standing)));
}

Money kept(TenantView& view, const JobState& job) {
  std::int64_t sum = 0;
  for (const auto& id : job.paid_by) {
    const auto* payment = view.get<Payment>(id);
    if (payment != nullptr) sum += refundable(*payment);
  }
  return Money::fen(sum);
}

bool changeable(const InvoiceState& invoice) {
  return invoice.standing == InvoiceStanding::STORED || invoice.standing == InvoiceStanding::FAILED;
}

// One that was issued by hand may have been asked for outside before, in vain. While Odoo may still
// answer there would be two.
Checked<void> check_issuable(TenantView& view, const InvoiceState* invoice,
                             const IssueInvoice& command) {
  if (invoice == nullptr) {
    return conflict("invoice_data_missing", "the customer did not say whom it shall name");
  }
  const bool by_hand = command.number.has_value();
  const bool waits = by_hand && invoice->standing == InvoiceStanding::REQUESTED;
  if (!changeable(*invoice) && !waits) return wrong_standing(*invoice);
  if (waits && may_answer(view, invoice->errand, "odoo")) {
    return conflict("invoice_under_way",
                    fmt::format("Odoo is being asked, see errand {}", invoice->errand->text()));
  }
  if (by_hand || connected(view, "odoo")) return {};
  return conflict("odoo_not_connected", "nothing issues it: issue it by hand and give its number");
}

InvoiceRequested requested(const Context& context, const JobId& order, const JobState& job,
                           const InvoiceState& invoice, const Money& amount,
                           std::optional<ErrandId> errand) {
  return {.job = order,
          .customer = job.parties->customer,
          .store = job.parties->store,
          .amount = amount,
          .title = *invoice.title,
          .tax_number = invoice.tax_number,
          .email = invoice.email,
          .requested_by = context.caller.account.text(),
          .errand = std::move(errand)};
}

InvoiceIssued issued(const Context& context, const JobId& order, const Money& amount,
                     std::string number, std::optional<std::string> document) {
  return {.job = order,
          .amount = amount,
          .number = std::move(number),
          .document = std::move(document),
          .recorded_by = context.caller.account.text()};
}

Checked<const InvoiceState*> known(TenantView& view, const InvoiceId& id) {
  const auto* invoice = view.get<Invoice>(id);
  if (invoice != nullptr) return invoice;
  return not_found("invoice_unknown", fmt::format("there is no invoice of {}", id.text()));
}

bool awaits_number(const InvoiceState& invoice) {
  return invoice.standing == InvoiceStanding::REQUESTED ||
         invoice.standing == InvoiceStanding::FAILED;
}

OdooDocument document_in_odoo(const RecordInvoiceIssued& command) {
  std::optional<std::int64_t> id;
  if (command.document) id = whole_number<std::int64_t>(command.document->text());
  return {"account.move", id, command.number.text(), "posted"};
}

// Issued by hand meanwhile, or of data that the customer changed: then it exists a second time, and
// a person must take one back.
void issued_besides(TenantView& view, const Context& context, Decision& decision,
                    const InvoiceState& invoice, const RecordInvoiceIssued& command) {
  if (invoice.number == command.number.text()) return;
  const JobId order(command.invoice.text());
  const auto* job = view.get<Job>(order);
  invariant(job != nullptr, "an invoice is of an order that is known");
  const auto subject = "invoice/" + command.invoice.text();
  const bool twice = invoice.standing == InvoiceStanding::ISSUED;
  open_money_case(view, context, decision,
                  {.subject = subject,
                   .code = twice ? "invoice_twice" : "invoice_unexpected",
                   .store = job->parties->store,
                   .expected = invoice.amount,
                   .found = std::nullopt,
                   .reference = command.number.text()});
  link_document(view, decision, order, "invoice", subject, document_in_odoo(command));
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context,
                         const StoreInvoiceData& command) {
  const auto* job = TRY(paid_job(view, context, command.work_order, "StoreInvoiceData"));
  const auto* before = view.get<Invoice>(invoice_of(command.work_order));
  if (before != nullptr && !changeable(*before)) return wrong_standing(*before);
  Decision decision;
  add<Invoice>(decision, invoice_of(command.work_order),
               InvoiceDataStored{.job = command.work_order,
                                 .customer = job->parties->customer,
                                 .store = job->parties->store,
                                 .title = of_customer(*job, command.title.text()),
                                 .tax_number = of_customer(*job, command.tax_number),
                                 .email = of_customer(*job, command.email)});
  answer(decision, InvoiceAnswer{InvoiceStanding::STORED});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const IssueInvoice& command) {
  const auto* job = TRY(paid_job(view, context, command.work_order, "IssueInvoice"));
  const auto id = invoice_of(command.work_order);
  const auto* invoice = view.get<Invoice>(id);
  TRY(check_issuable(view, invoice, command));
  const auto amount = kept(view, *job);
  if (amount.minor() == 0) return conflict("nothing_to_invoice", "all of the money went back");
  Decision decision;
  if (command.number) {
    add<Invoice>(decision, id,
                 issued(context, command.work_order, amount, command.number->text(), std::nullopt));
    end_if_open(view, decision, invoice->errand, "IssueInvoice");
    answer(decision, InvoiceAnswer{InvoiceStanding::ISSUED});
    return decision;
  }
  add<Invoice>(decision, id,
               requested(context, command.work_order, *job, *invoice, amount,
                         opens_errand(view, context, decision, "odoo")));
  answer(decision, InvoiceAnswer{InvoiceStanding::REQUESTED});
  return decision;
}

// Odoo's word is the truth, even when it comes after the end of the errand.
Checked<Decision> decide(TenantView& view, const Context& context,
                         const RecordInvoiceIssued& command) {
  const auto* invoice = TRY(known(view, command.invoice));
  Decision decision;
  if (awaits_number(*invoice)) {
    add<Invoice>(decision, command.invoice,
                 issued(context, JobId(command.invoice.text()), *invoice->amount,
                        command.number.text(), text_of(command.document)));
  } else {
    issued_besides(view, context, decision, *invoice, command);
  }
  end_if_open(view, decision, command.errand, "RecordInvoiceIssued");
  if (decision.events.empty()) decision.id = command.invoice.text();
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context&, const RecordInvoiceFailed& command) {
  const auto* invoice = TRY(known(view, command.invoice));
  Decision decision;
  decision.id = command.invoice.text();
  if (!is_open(view, command.errand)) return decision;
  if (invoice->standing == InvoiceStanding::REQUESTED) {
    add<Invoice>(decision, command.invoice,
                 InvoiceFailed{JobId(command.invoice.text()), command.code.text()});
  }
  end_errand(decision, command.errand, "RecordInvoiceFailed");
  return decision;
}

}  // namespace fettle
