// Holds an open shop against the ledger: nothing acknowledged lost, nothing twice, keys readable,
// snapshots equal to the log and never ahead of it.
#pragma once

#include "test/crash/lab/report.hpp"
#include "test/crash/lab/shop.hpp"

namespace fettle::lab {

void check_log(Shop& shop, const Ledger& ledger, const Report& report);
void check_keys(Shop& shop, const Ledger& ledger, const Report& report);
void check_snapshots(Shop& shop, const Report& report);

// What is wrong with the snapshots; nothing: they are what the log folds to.
Result<std::string> difference_to_log(Shop& shop);

}  // namespace fettle::lab
