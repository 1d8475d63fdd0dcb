// The arithmetic of a quote, to the fen.
#pragma once

#include <vector>

#include "core/result.hpp"
#include "schemas/job/quote_commands.hpp"

namespace fettle {

// Of one quote, and with all that was asked for later.
inline constexpr std::size_t quote_lines_max = 220;
inline constexpr std::int64_t supplement_fen_max = 100'000'000'000;

// quantity / 100 × unit price, half a fen away from zero.
std::int64_t amount_of(std::int64_t quantity_hundredths, std::int64_t unit_price);

// The lines, when each amount is right and their sum is the total. Else every bad field is named,
// with code quote_line_invalid or quote_total_mismatch.
Checked<std::vector<QuoteLine>> checked_lines(const IssueQuote& command);

}  // namespace fettle
