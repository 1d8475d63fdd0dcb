// Seals and opens the personal fields of one tenant with the keys beside the log.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/personal.hpp"
#include "core/ports/dice.hpp"
#include "core/ports/keys.hpp"

namespace fettle {

struct SealedField {
  std::string key_id;
  std::string nonce;       // 12 bytes
  std::string ciphertext;  // AES-256-GCM with its tag
};

class Sealing {
 public:
  Sealing(TenantId tenant, Keys& keys, Dice& dice)
      : tenant_(std::move(tenant)), keys_(keys), dice_(dice) {}

  // A failed key store leaves its fault in `fault()` and gives a field that nobody can open; the
  // caller drops what it encoded.
  SealedField seal(const PersonId& person, std::string_view plain);
  // An erased key gives an empty field; a ciphertext that its key does not open, too. A failed key
  // store leaves its fault in `fault()`: the field may be no erased one, and decoding fails.
  Personal open(const SealedField& field);
  // The key of the index entry for a personal value: an HMAC, so that the index tells nothing.
  std::string blind(std::string_view plain);

  const std::optional<Fault>& fault() const { return fault_; }

 private:
  TenantId tenant_;
  Keys& keys_;
  Dice& dice_;
  std::optional<Fault> fault_;
};

}  // namespace fettle
