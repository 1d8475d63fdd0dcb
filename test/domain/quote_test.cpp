// Quotes: versions, sums to the fen, the threshold, and the customer's word.
#include "commands/job/quote_rules.hpp"
#include "test/domain/shop.hpp"

namespace fettle::test {
namespace {

QuotedItem item(LineKind kind, std::int64_t hundredths, std::int64_t price, std::int64_t amount) {
  return {kind, Text<1, 100>("项目"), Whole<1, 1'000'000>(hundredths), Money::fen(price),
          Money::fen(amount)};
}

PutSetting threshold(std::int64_t yuan, std::optional<StoreId> store = std::nullopt) {
  return {SettingName::quote_approval_threshold, std::move(store), yuan * 100};
}

}  // namespace

TEST_CASE("a quote has four kinds of lines and a total to the fen") {
  Shop shop;
  const auto id = shop.order_in("DIAGNOSING");
  const List<QuotedItem, 1, 200> lines{
      item(LineKind::LABOUR, 150, 12'001, 18'002), item(LineKind::PART, 200, 25'000, 50'000),
      item(LineKind::DISCOUNT, 100, -5'000, -5'000), item(LineKind::TAX, 100, 3'780, 3'780)};
  shop.when(desk, IssueQuote{id, lines, Money::fen(66'781)})
      .rejected_field("total", "quote_total_mismatch");
  const auto outcome = shop.when(desk, IssueQuote{id, lines, Money::fen(66'782)});
  outcome.then({"QuoteIssued", "JobMoved"});
  CHECK(outcome.event<QuoteIssued>().lines.size() == 4);
  CHECK(outcome.event<QuoteIssued>().quote_version == 1);
}

TEST_CASE("a quote line that does not add up is named") {
  Shop shop;
  const auto id = shop.order_in("DIAGNOSING");
  const auto refused = [&](QuotedItem bad, std::string_view field, std::string_view code) {
    const auto total = bad.amount;
    const auto outcome =
        shop.when(desk, IssueQuote{id, List<QuotedItem, 1, 200>{std::move(bad)}, total});
    outcome.rejected_field(field, code);
    CHECK(outcome.rejection().code == "quote_line_invalid");
  };
  refused(item(LineKind::PART, 100, 500, 501), "lines.0.amount", "amount_mismatch");
  refused(item(LineKind::PART, 100, -500, -500), "lines.0.unit_price", "sign_wrong");
  refused(item(LineKind::DISCOUNT, 100, 500, 500), "lines.0.unit_price", "sign_wrong");
  refused(item(LineKind::PART, 1'000'000, 9'000'000'000'000'000, 0), "lines.0.unit_price",
          "field_range");
  auto dollars = item(LineKind::PART, 100, 500, 500);
  dollars.amount = Money(500, Currency("USD"));
  refused(dollars, "lines.0", "currency_unknown");
  shop.when(desk, IssueQuote{id, List<QuotedItem, 1, 200>{item(LineKind::DISCOUNT, 100, -1, -1)},
                             Money::fen(-1)})
      .rejected_field("total", "quote_total_mismatch");
}

TEST_CASE("half a fen goes away from zero") {
  CHECK(amount_of(150, 1) == 2);
  CHECK(amount_of(149, 1) == 1);
  CHECK(amount_of(150, -1) == -2);
  CHECK(amount_of(100, -500) == -500);
}

TEST_CASE("versions rise by one, and an older one cannot be confirmed") {
  Shop shop;
  const auto id = shop.order_in("QUOTED");
  const auto second = shop.when(desk, quote_of(id, 1100));
  second.then({"QuoteIssued"});
  CHECK(second.event<QuoteIssued>().quote_version == 2);
  CHECK(second.event<QuoteIssued>().previous_total == yuan_of(900));
  shop.when(li, ConfirmQuote{id, v1}).rejected(Refusal::wrong_state, "QUOTE_VERSION_MISMATCH");
  shop.when(li, ConfirmQuote{id, QuoteVersion(3)})
      .rejected(Refusal::wrong_state, "QUOTE_VERSION_MISMATCH");
  shop.when(li, ConfirmQuote{id, v2}).then({"QuoteConfirmed", "JobMoved"});
  shop.when(li, ConfirmQuote{id, v2}).rejected(Refusal::wrong_state, "quote_already_confirmed");
}

TEST_CASE("a new version after the confirmation keeps the state and is confirmed again there") {
  Shop shop;
  const auto id = shop.order_in("CUSTOMER_CONFIRMED");
  shop.given(desk, quote_of(id, 1000));
  CHECK(shop.order(id).state == "CUSTOMER_CONFIRMED");
  shop.when(wang, StartRepair{id, no_note}).rejected(Refusal::wrong_state, "quote_not_confirmed");
  shop.when(li, ConfirmQuote{id, v2}).then({"QuoteConfirmed"});
  shop.when(wang, StartRepair{id, no_note}).then({"JobMoved"});
}

TEST_CASE("a quote at the threshold waits for the manager, one below passes") {
  Shop shop;
  shop.given(boss, threshold(900, north));
  const auto id = shop.order_in("DIAGNOSING");
  const auto high = shop.given(desk, quote_of(id, 900));
  CHECK(high.event<QuoteIssued>().needs_approval);
  shop.when(li, ConfirmQuote{id, v1}).rejected(Refusal::wrong_state, "quote_awaits_approval");
  shop.when(boss, ApproveQuote{id, v2}).rejected(Refusal::wrong_state, "QUOTE_VERSION_MISMATCH");
  shop.when(boss, ApproveQuote{id, v1}).then({"QuoteApproved"});
  shop.when(boss, ApproveQuote{id, v1}).rejected(Refusal::wrong_state, "quote_not_waiting");
  shop.given(li, ConfirmQuote{id, v1});

  const auto low = shop.order_in("DIAGNOSING");
  CHECK_FALSE(shop.given(desk, quote_of(low, 899)).event<QuoteIssued>().needs_approval);
  shop.given(li, ConfirmQuote{low, v1});
}

TEST_CASE("a rejected quote needs a new version") {
  Shop shop;
  shop.given(boss, threshold(500));
  const auto id = shop.order_in("QUOTED");
  const auto rejected = shop.when(boss, RejectQuote{id, v1, Text<1, 500>("太贵")});
  rejected.then({"QuoteRejected"});
  CHECK(rejected.event<QuoteRejected>().reason == Personal{PersonId("li"), "太贵"});
  shop.when(li, ConfirmQuote{id, v1}).rejected(Refusal::wrong_state, "quote_rejected");
  shop.when(boss, ApproveQuote{id, v1}).rejected(Refusal::wrong_state, "quote_not_waiting");
  shop.given(desk, quote_of(id, 400));
  shop.given(li, ConfirmQuote{id, v2});
}

TEST_CASE("a store's own threshold goes before that of all stores") {
  Shop shop;
  shop.given(boss, threshold(100));
  shop.given(boss, threshold(5000, north));
  const auto id = shop.order_in("DIAGNOSING");
  CHECK_FALSE(shop.given(desk, quote_of(id, 4999)).event<QuoteIssued>().needs_approval);
  CHECK(shop.given(desk, quote_of(id, 5000)).event<QuoteIssued>().needs_approval);
}

}  // namespace fettle::test
