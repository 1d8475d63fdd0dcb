// Rot in what was synced: a flipped bit or a block of zeros anywhere in a folder that was closed in
// peace. It is refused by name, or nothing that can be read has changed; never a silent gap.
#pragma once

#include <filesystem>

#include "test/crash/lab/report.hpp"

namespace fettle::lab {

// Each on a copy beside the folder, without the layer.
void try_damages(const std::filesystem::path& folder, const Ledger& ledger, std::uint64_t seed,
                 int tries, const Report& report);

}  // namespace fettle::lab
