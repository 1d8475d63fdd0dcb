#include "commands/job/quote_rules.hpp"

#include "commands/refusals.hpp"

namespace fettle {
namespace {

// A thousand million yuan: far above any repair, and no sum of a quote overflows.
constexpr std::int64_t price_fen_max = 100'000'000'000;

const Currency yuan("CNY");

std::optional<FieldError> mistake_in(const QuotedItem& item, const std::string& at) {
  if (item.unit_price.currency() != yuan || item.amount.currency() != yuan) {
    return FieldError{at, "currency_unknown", "prices are in CNY"};
  }
  const auto price = item.unit_price.minor();
  if (price > price_fen_max || price < -price_fen_max) {
    return FieldError{at + ".unit_price", "field_range",
                      fmt::format("up to {} fen", price_fen_max)};
  }
  const bool discount = item.kind == LineKind::DISCOUNT;
  if (discount ? price > 0 : price < 0) {
    return FieldError{at + ".unit_price", "sign_wrong",
                      "a discount is at most 0, every other price at least 0"};
  }
  const auto right = amount_of(item.quantity_hundredths, price);
  if (item.amount.minor() == right) return std::nullopt;
  return FieldError{at + ".amount", "amount_mismatch",
                    fmt::format("{} fen, not {}", right, item.amount.minor())};
}

QuoteLine line_of(const QuotedItem& item) {
  return {.kind = item.kind,
          .name = item.name.text(),
          .quantity_hundredths = item.quantity_hundredths,
          .unit_price = item.unit_price,
          .amount = item.amount};
}

}  // namespace

std::int64_t amount_of(std::int64_t quantity_hundredths, std::int64_t unit_price) {
  const auto product = quantity_hundredths * unit_price;
  return (product + (product < 0 ? -50 : 50)) / 100;
}

Checked<std::vector<QuoteLine>> checked_lines(const IssueQuote& command) {
  std::vector<QuoteLine> lines;
  std::vector<FieldError> mistakes;
  std::int64_t sum = 0;
  for (const auto& item : command.lines) {
    auto mistake = mistake_in(item, fmt::format("lines.{}", lines.size()));
    if (mistake) mistakes.push_back(*std::move(mistake));
    if (mistakes.empty()) sum += item.amount.minor();
    lines.push_back(line_of(item));
  }
  if (!mistakes.empty()) {
    return Rejection{Refusal::rule, "quote_line_invalid", "a line of the quote does not add up",
                     std::move(mistakes)};
  }
  if (command.total == Money::fen(sum) && sum >= 0) return lines;
  return bad_field("total", "quote_total_mismatch",
                   fmt::format("the lines add up to {} fen, the total is {} {}, and is not below 0",
                               sum, command.total.minor(), command.total.currency().code()));
}

}  // namespace fettle
