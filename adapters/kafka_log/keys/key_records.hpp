// What the records of the keys' topic are called, and what a wrapped secret looks like in one.
//
// No name is ever given a second value, so that the cleaner of the topic keeps all there is:
//   proof/<random>                   shows the master key; the first one counts
//   secret/<tenant>/<random>         a tenant's secret; the first one counts
//   key/<tenant>/<person>/<random>   a person's key, until it is dropped
//   erased/<tenant>/<person>         ends all keys of that person that lie before it
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/crypto/crypto.hpp"

namespace fettle::kafka {

struct KeyRecordName {
  enum class Kind { proof, tenant_secret, person_key, erasure };

  Kind kind = Kind::proof;
  std::string_view tenant = {};
  std::string_view rest = {};  // the id of a person's key; the person who was erased
};

std::string proof_name(std::string_view random);
std::string tenant_secret_name(std::string_view tenant, std::string_view random);
std::string person_key_name(std::string_view tenant, std::string_view key_id);
std::string erasure_name(std::string_view tenant, std::string_view person);

// Nothing for a name that this binary does not know.
std::optional<KeyRecordName> parse_key_record_name(std::string_view name);

inline constexpr std::string_view erasure_value = "erased";

std::string to_bytes(const crypto::Sealed& wrapped);
std::optional<crypto::Sealed> parse_wrapped(std::string_view bytes);

}  // namespace fettle::kafka
