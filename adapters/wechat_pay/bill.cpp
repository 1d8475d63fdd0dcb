// Each field has a backtick in front, so that commas and digits in it are safe; columns are found
// by their names, because new ones come in between.
#include "adapters/wechat_pay/bill.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "adapters/wechat_pay/decimal.hpp"
#include "core/text_numbers.hpp"

namespace fettle::wechat_pay {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::string_view between_fields = ",`";
constexpr std::string_view begin_of_summary = "总交易单数";

using Fields = std::vector<std::string_view>;

Fault unreadable(std::size_t line, std::string_view why) {
  return {FaultKind::invalid, "bill_unreadable", fmt::format("line {}: {}", line, why)};
}

Fields split(std::string_view text, std::string_view separator) {
  Fields fields;
  for (auto at = text.find(separator); at != std::string_view::npos; at = text.find(separator)) {
    fields.push_back(text.substr(0, at));
    text.remove_prefix(at + separator.size());
  }
  fields.push_back(text);
  return fields;
}

Fields lines_of(std::string_view csv) {
  if (csv.starts_with(byte_order_mark)) csv.remove_prefix(byte_order_mark.size());
  auto lines = split(csv, "\n");
  for (auto& line : lines) {
    if (line.ends_with('\r')) line.remove_suffix(1);
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

// "2026-11-20 10:00:00", as it is in China.
std::optional<Moment> time_in_china(std::string_view text) {
  std::string spelt(text);
  if (spelt.size() != 19 || spelt[10] != ' ') return std::nullopt;
  spelt[10] = 'T';
  return parse_moment(spelt + "+08:00");
}

// One line by the names of its columns; remembers what could not be read.
class Row {
 public:
  Row(const Fields& names, const Fields& fields) : names_(names), fields_(fields) {}

  std::string text(std::string_view column) { return std::string(field(column)); }
  std::int64_t decimal(std::string_view column, unsigned places) {
    const auto value = scaled_decimal(field(column), places);
    if (!value) wrong_ = column;
    return value.value_or(0);
  }
  std::int64_t fen(std::string_view column) { return decimal(column, 2); }
  Moment time(std::string_view column) {
    const auto value = time_in_china(field(column));
    if (!value) wrong_ = column;
    return value.value_or(Moment(Micros(0)));
  }
  std::string_view wrong() const { return wrong_; }

 private:
  std::string_view field(std::string_view column) {
    const auto at = std::ranges::find(names_, column);
    if (at != names_.end()) return fields_[static_cast<std::size_t>(at - names_.begin())];
    wrong_ = column;
    return {};
  }

  const Fields& names_;
  const Fields& fields_;
  std::string_view wrong_;
};

BillLine line_of(Row& row) {
  return {.at = row.time("交易时间"),
          .appid = row.text("公众账号ID"),
          .mchid = row.text("商户号"),
          .transaction_id = row.text("微信订单号"),
          .out_trade_no = row.text("商户订单号"),
          .openid = row.text("用户标识"),
          .trade_state = row.text("交易状态"),
          .currency = row.text("货币种类"),
          .total_fen = row.fen("订单金额"),
          .settled_fen = row.fen("应结订单金额"),
          .refund_id = row.text("微信退款单号"),
          .out_refund_no = row.text("商户退款单号"),
          .refund_fen = row.fen("申请退款金额"),
          .refund_state = row.text("退款状态"),
          .description = row.text("商品名称"),
          .fee = row.decimal("手续费", fee_decimals)};
}

std::optional<Fields> fields_of(std::string_view line) {
  if (!line.starts_with('`')) return std::nullopt;
  return split(line.substr(1), between_fields);
}

}  // namespace

Result<TradeBill> parse_trade_bill(std::string_view csv) {
  const auto lines = lines_of(csv);
  if (lines.size() < 3) return unreadable(lines.size(), "head and summary are missing");
  const auto names = split(lines[0], ",");
  const auto summary = lines.size() - 2;
  if (!lines[summary].starts_with(begin_of_summary)) return unreadable(summary + 1, "no summary");
  TradeBill bill;
  for (std::size_t i = 1; i < summary; ++i) {
    const auto fields = fields_of(lines[i]);
    if (!fields || fields->size() != names.size()) return unreadable(i + 1, "other columns");
    Row row(names, *fields);
    bill.lines.push_back(line_of(row));
    if (!row.wrong().empty()) return unreadable(i + 1, row.wrong());
  }
  const auto totals = fields_of(lines.back());
  const auto count = totals ? whole_number<std::size_t>(totals->front()) : std::nullopt;
  if (count != bill.lines.size()) return unreadable(lines.size(), "as many as the summary says");
  return bill;
}

}  // namespace fettle::wechat_pay
