// A command decided once more, by the real rules, in a past state of its tenant.
#pragma once

#include "core/decision.hpp"
#include "test/simulation/checks/books.hpp"

namespace fettle::sim {

// As the shard decides, save what it remembers of keys.
Checked<Decision> decided_again(const Domain& domain, TenantView& view, const Context& context,
                                const Handed& command);

// As text, to be compared.
std::string text_of(const AnyEvent& event);

}  // namespace fettle::sim
