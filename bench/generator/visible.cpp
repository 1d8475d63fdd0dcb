#include "bench/generator/visible.hpp"

#include <fmt/format.h>

#include "bench/generator/numbered_text.hpp"

namespace fettle::bench {
namespace {

// Waits by itself until the rows have what the command wrote.
std::string query_of(const LoadSettings& settings, std::string_view order,
                     std::string_view position) {
  const auto path = fmt::format("/shop-{}/mp/work-orders/{}", 1, order);
  const auto headers =
      bearer(settings.tokens.front()) + fmt::format("Fettle-Position: {}\r\n", position);
  return request("GET", settings.target, path, headers, "");
}

bool holds_number(std::string_view body, std::uint64_t number) {
  const auto digits = NumberedText::spelt(number);
  return body.find(std::string_view(digits.data(), digits.size())) != body.npos;
}

}  // namespace

Visible::Visible(const LoadSettings& settings, std::unique_ptr<Load> orders)
    : settings_(settings), orders_(std::move(orders)) {}

Verdict Visible::judge(std::uint64_t number, const Answer& answer) {
  if (!queries_.contains(number)) return judge_command(number, answer);
  queries_.erase(number);
  // The position was reached: a row that is not there then is missing.
  constexpr int ok = 200, not_found = 404;
  if (answer.status != ok) return answer.status == not_found ? Verdict::wrong : Verdict::refused;
  return holds_number(answer.body, number) ? Verdict::right : Verdict::wrong;
}

Verdict Visible::judge_command(std::uint64_t number, const Answer& answer) {
  const auto verdict = orders_->judge(number, answer);
  if (verdict != Verdict::right) return verdict;
  const auto id = text_field(answer.body, "id"), position = text_field(answer.body, "position");
  if (!id || !position) return Verdict::wrong;
  queries_.emplace(number, query_of(settings_, *id, *position));
  return Verdict::goes_on;
}

}  // namespace fettle::bench
