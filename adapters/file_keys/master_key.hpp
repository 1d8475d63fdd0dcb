// The master key: wraps every other key at rest. It lies in a file of its own, which an operator
// keeps apart from backups of the keys.
#pragma once

#include "adapters/file_keys/file.hpp"
#include "adapters/file_keys/key_records.hpp"
#include "core/ports/dice.hpp"

namespace fettle::file_keys {

inline constexpr std::size_t secret_bytes = 32;

class MasterKey {
 public:
  // mismatch `master_key_unreadable`: the file does not hold 64 hexadecimal digits.
  static Result<MasterKey> load(const fs::path& path);
  // Makes a new one, readable by the owner alone.
  static Result<MasterKey> create(const fs::path& path, Dice& dice);

  KeyRecord wrap(std::string tenant, std::string person, std::uint32_t number,
                 std::string_view secret, Dice& dice) const;
  // Nothing when the record was not wrapped by this key, or belongs to another name.
  std::optional<std::string> unwrap(const KeyRecord& record) const;

 private:
  explicit MasterKey(std::string secret) : secret_(std::move(secret)) {}

  std::string secret_;
};

}  // namespace fettle::file_keys
