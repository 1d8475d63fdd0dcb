// The life of one process on a folder, from its opening to the cut or to its end.
#pragma once

#include <filesystem>

#include "test/crash/lab/report.hpp"
#include "test/crash/lab/shop.hpp"

namespace fettle::lab {

// A shop that serves, held against the ledger; null: it was reported why not.
std::unique_ptr<Shop> open_checked(const std::filesystem::path& folder, const Ledger& ledger,
                                   std::uint64_t seed, const Report& report);

// Opens the shop, holds it against the ledger, asks everything again that matters, then sends new
// commands and closes. Runs under the layer.
void run_generation(const std::filesystem::path& folder, const Ledger& ledger, std::uint64_t seed,
                    const Report& report);

}  // namespace fettle::lab
