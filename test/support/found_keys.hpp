// What a key store holds, for tests: one that cannot be read ends the test.
#pragma once

#include <doctest/doctest.h>

#include "core/ports/keys.hpp"

namespace fettle::test {

// Nothing when the key was dropped.
inline std::optional<std::string> secret_in(Keys& keys, const TenantId& tenant,
                                            std::string_view key_id) {
  auto found = keys.find(tenant, key_id);
  if (!found) FAIL(found.error().code << ": " << found.error().detail);
  return *std::move(found);
}

}  // namespace fettle::test
