// The master key in a file of its own, which an operator keeps apart from backups of the keys.
#pragma once

#include "adapters/file_keys/file.hpp"
#include "core/master_key.hpp"

namespace fettle::file_keys {

// mismatch `master_key_unreadable`: the file does not hold 64 hexadecimal digits.
Result<MasterKey> load_master_key(const fs::path& path);
// Makes a new one, readable by the owner alone; when another process was first, its one.
Result<MasterKey> create_master_key(const fs::path& path, Dice& dice);

}  // namespace fettle::file_keys
