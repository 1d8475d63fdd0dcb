// Commands on the quote of a work order: each change is a new version.
#pragma once

#include "core/money.hpp"
#include "schemas/job/order_commands.hpp"
#include "schemas/job/quote_line.hpp"

namespace fettle {

struct QuotedItem {
  LineKind kind;
  Text<1, 100> name;
  Whole<1, 1'000'000> quantity_hundredths;
  Money unit_price;
  Money amount;
};
FETTLE_STRUCT(QuotedItem, (kind, name, quantity_hundredths, unit_price, amount))

struct IssueQuote {
  struct Answer {
    std::string state;
    std::int64_t quote_version;
    bool needs_approval;
  };
  JobId work_order;
  List<QuotedItem, 1, 200> lines;
  Money total;
};
FETTLE_STRUCT(IssueQuote::Answer, (state, quote_version, needs_approval))
FETTLE_COMMAND(IssueQuote, "Issues the next version of the quote.",
               (.aggregate = "job", .routes = {{"POST", "/admin/work-orders/{work_order}/quotes"}},
                .roles = {role::front_desk, role::manager}),
               (work_order, lines, total))

struct ApproveQuote {
  using Answer = OrderAnswer;
  JobId work_order;
  Whole<1, 1'000'000> quote_version;
};
FETTLE_COMMAND(ApproveQuote, "The manager allows a quote at or above the store's threshold.",
               (.aggregate = "job",
                .routes = {{"POST", "/admin/work-orders/{work_order}/approve-quote"}},
                .roles = {role::manager}),
               (work_order, quote_version))

struct RejectQuote {
  using Answer = OrderAnswer;
  JobId work_order;
  Whole<1, 1'000'000> quote_version;
  Text<1, 500> reason;
};
FETTLE_COMMAND(RejectQuote, "The manager refuses a quote that waits for approval.",
               (.aggregate = "job",
                .routes = {{"POST", "/admin/work-orders/{work_order}/reject-quote"}},
                .roles = {role::manager}),
               (work_order, quote_version, reason))

struct ConfirmQuote {
  using Answer = OrderAnswer;
  JobId work_order;
  Whole<1, 1'000'000> quote_version;
};
FETTLE_COMMAND(ConfirmQuote, "The customer agrees to the stated version of the quote.",
               (.aggregate = "job",
                .routes = {{"POST", "/mp/work-orders/{work_order}/confirm-quote"}},
                .roles = {role::customer}, .key = KeyPolicy::required),
               (work_order, quote_version))

}  // namespace fettle
