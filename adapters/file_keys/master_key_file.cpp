#include "adapters/file_keys/master_key_file.hpp"

#include <fcntl.h>

namespace fettle::file_keys {

Result<MasterKey> load_master_key(const fs::path& path) {
  const auto file = TRY(File::open(path, O_RDONLY));
  auto master = MasterKey::parse(TRY(file.read_from(0)));
  if (master) return *std::move(master);
  return Fault{FaultKind::mismatch, "master_key_unreadable",
               path.string() + " must hold 64 hexadecimal digits"};
}

Result<MasterKey> create_master_key(const fs::path& path, Dice& dice) {
  auto master = MasterKey::made(dice);
  if (!TRY(make_file(path, master.text()))) return load_master_key(path);
  return master;
}

}  // namespace fettle::file_keys
