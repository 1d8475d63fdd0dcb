// All live keys in memory, about 150 bytes each: a person has at most one, since a new one is made
// only after an erasure. Numbers are never used twice.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/file_keys/key_records.hpp"
#include "core/by_name.hpp"
#include "core/key_ring.hpp"
#include "core/master_key.hpp"

namespace fettle::file_keys {

struct PersonEntry {
  std::uint32_t number = 0;  // of the newest key, also when it was erased
  std::uint32_t erased_up_to = 0;
  bool erasure_known = false;
  Secret secret{};

  bool live() const { return number > erased_up_to; }
};

class KeyTable {
 public:
  // Nothing when the tenant has none yet.
  std::optional<std::string> tenant_secret(std::string_view tenant) const;
  void set_tenant_secret(std::string_view tenant, std::string_view secret);

  const PersonEntry* person(std::string_view tenant, std::string_view person) const;
  void set_key(std::string_view tenant, std::string_view person, std::uint32_t number,
               std::string_view secret);
  void erase(const ErasureRecord& erasure);

  // The live secret of the key id "<person>/<number>".
  std::optional<std::string> find(std::string_view tenant, std::string_view key_id) const;

  KeyRing ring() const;

 private:
  struct Tenant {
    std::optional<Secret> secret;
    ByName<PersonEntry> people;
  };
  PersonEntry& entry(std::string_view tenant, std::string_view person);

  ByName<Tenant> tenants_;
};

}  // namespace fettle::file_keys
