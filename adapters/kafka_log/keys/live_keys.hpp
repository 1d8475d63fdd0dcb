// All live keys in memory, about 250 bytes each, and who was erased. A person may have several
// keys: two nodes may make one at the same time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/by_name.hpp"
#include "core/master_key.hpp"
#include "core/ports/keys.hpp"

namespace fettle::kafka {

class LiveKeys {
 public:
  // Of a key that this process made: whether it was met in the topic yet.
  enum class Seen { here, in_topic };

  // Nothing when the tenant has none yet.
  std::optional<std::string> tenant_secret(std::string_view tenant) const;
  // The first one stays.
  void set_tenant_secret(std::string_view tenant, std::string_view secret);

  // Any one of the person's keys.
  std::optional<PersonKey> current(std::string_view tenant, std::string_view person) const;
  std::optional<std::string> find(std::string_view tenant, std::string_view key_id) const;
  std::vector<std::string> ids_of(std::string_view tenant, std::string_view person) const;

  void add(std::string_view tenant, std::string_view key_id, std::string_view secret, Seen seen);
  void drop(std::string_view tenant, std::string_view key_id);

  bool erased(std::string_view tenant, std::string_view person) const;
  // Drops the keys that were met in the topic, since they lie before the erasure; their ids.
  std::vector<std::string> erase(std::string_view tenant, std::string_view person);

 private:
  struct Key {
    std::string random;  // its id is "<person>/<random>"
    Secret secret;
    Seen seen;
  };
  struct Person {
    std::vector<Key> keys;
    bool erased = false;
  };
  struct Tenant {
    std::optional<Secret> secret;
    ByName<Person> people;
  };

  const Person* person_of(std::string_view tenant, std::string_view person) const;
  Person& entry(std::string_view tenant, std::string_view person);

  ByName<Tenant> tenants_;
};

}  // namespace fettle::kafka
