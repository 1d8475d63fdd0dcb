// Keys of persons and tenants. They lie beside the log, never in it: dropping a person's keys
// makes that person's fields unreadable for good, whatever copies of the log exist.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/id.hpp"
#include "core/result.hpp"

namespace fettle {

struct PersonKey {
  std::string id;      // "<person>/<some text>": names the person, unique in the tenant
  std::string secret;  // 32 bytes, AES-256
};

// Any thread. Key records are never overwritten; they are wrapped by a master key at rest.
class Keys {
 public:
  virtual ~Keys() = default;

  // The key for new values of that person; made up when there is none (also after an erasure).
  // Not yet durable: see make_durable.
  virtual Result<PersonKey> current(const TenantId& tenant, const PersonId& person) = 0;

  // The secret of a key named by a stored value; nothing when it was dropped.
  // unavailable: not known whether it was; what is made without it must not be kept.
  virtual Result<std::optional<std::string>> find(const TenantId& tenant,
                                                  std::string_view key_id) = 0;

  // 32 bytes for keyed hashes (index entries, request hashes); made at the tenant's first use.
  virtual Result<std::string> tenant_secret(const TenantId& tenant) = 0;

  // Returns once every key handed out so far survives a power cut. Called before events that name
  // new keys are sent; quick when there is none.
  virtual Result<void> make_durable() = 0;

  // Drops every key of the person, durably, and remembers that it was done (restore applies it
  // again). A second call does nothing.
  virtual Result<void> erase(const TenantId& tenant, const PersonId& person) = 0;
};

}  // namespace fettle
