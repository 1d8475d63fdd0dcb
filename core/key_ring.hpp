// All that a key store holds, in clear: on its way into another store, in memory only.
#pragma once

#include <string>
#include <vector>

#include "core/ports/keys.hpp"

namespace fettle {

struct KeyRing {
  struct TenantSecret {
    std::string tenant;
    std::string secret;
  };
  struct HeldKey {
    std::string tenant;
    PersonKey key;
  };
  // The person's earlier keys are gone; there may be one that was made later.
  struct Erasure {
    std::string tenant;
    std::string person;
  };

  std::vector<TenantSecret> tenant_secrets;
  std::vector<HeldKey> person_keys;
  std::vector<Erasure> erasures;
};

}  // namespace fettle
