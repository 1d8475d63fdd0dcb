// The decision on a day's statement.
#pragma once

#include "commands/statement/indexes.hpp"
#include "schemas/statement/commands.hpp"

namespace fettle {

// Differences beyond it are counted only: with so many, it is another day or another merchant.
inline constexpr std::size_t items_max = 300;
inline constexpr std::int64_t imports_max = 100;  // of one day

Checked<Decision> decide(TenantView&, const Context&, const ImportStatement&);

}  // namespace fettle
