#include "adapters/wechat_pay/decimal.hpp"

#include <algorithm>
#include <string>

#include "core/text_numbers.hpp"

namespace fettle::wechat_pay {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::optional<std::int64_t> scaled_decimal(std::string_view text, unsigned places) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto point = text.find('.');
  const auto whole = text.substr(0, point);
  const bool has_fraction = point != std::string_view::npos;
  const auto fraction = has_fraction ? text.substr(point + 1) : std::string_view();
  if (!is_digits(whole) || (has_fraction && !is_digits(fraction))) return std::nullopt;
  if (fraction.size() > places &&
      fraction.substr(places).find_first_not_of('0') != std::string_view::npos) {
    return std::nullopt;
  }
  std::string digits(whole);
  digits += fraction.substr(0, places);
  digits.append(places - std::min<std::size_t>(places, fraction.size()), '0');
  const auto value = whole_number<std::int64_t>(digits);
  if (!value) return std::nullopt;
  return negative ? -*value : *value;
}

}  // namespace fettle::wechat_pay
