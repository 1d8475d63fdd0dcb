// What the two key files hold: wrapped keys, and erasures. A payload is a row of records.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/crypto/crypto.hpp"
#include "core/result.hpp"

namespace fettle::file_keys {

struct KeyRecord {
  std::string tenant;
  std::string person;        // empty: the tenant's own secret
  std::uint32_t number = 0;  // of the person's keys, from 1
  crypto::Sealed wrapped;
};

// Under which it is wrapped.
std::string name_of(const KeyRecord& record);

struct ErasureRecord {
  std::string tenant;
  std::string person;
  std::uint32_t up_to = 0;  // keys of the person up to this number are gone
};

void append(std::string& payload, const KeyRecord& record);
void append(std::string& payload, const ErasureRecord& record);

Result<std::vector<KeyRecord>> parse_keys(std::string_view payload);
Result<std::vector<ErasureRecord>> parse_erasures(std::string_view payload);

}  // namespace fettle::file_keys
