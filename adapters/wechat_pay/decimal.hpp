// Decimal numbers as whole ones of a small unit: "12.30" yuan are 1230 fen. No floating point.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace fettle::wechat_pay {

// The number times ten to `places`; digits behind those must be zeros. Nothing for anything else,
// also what does not fit.
std::optional<std::int64_t> scaled_decimal(std::string_view text, unsigned places);

}  // namespace fettle::wechat_pay
