#include "adapters/file_keys/master_key.hpp"

#include <fcntl.h>

namespace fettle::file_keys {
namespace {

constexpr std::size_t nonce_bytes = 12;

// Authenticated with the secret, so that a record cannot be moved under another name.
std::string name_of(const KeyRecord& record) {
  return record.tenant + '/' + record.person + '/' + std::to_string(record.number);
}

}  // namespace

Result<MasterKey> MasterKey::load(const fs::path& path) {
  const auto file = TRY(File::open(path, O_RDONLY));
  auto text = TRY(file.read_from(0));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  auto secret = crypto::from_hex(text);
  if (!secret || secret->size() != secret_bytes) {
    return Fault{FaultKind::mismatch, "master_key_unreadable",
                 path.string() + " must hold 64 hexadecimal digits"};
  }
  return MasterKey(std::move(*secret));
}

Result<MasterKey> MasterKey::create(const fs::path& path, Dice& dice) {
  auto secret = dice.bytes(secret_bytes);
  TRY(replace_file(path, crypto::to_hex(secret) + '\n'));
  return MasterKey(std::move(secret));
}

KeyRecord MasterKey::wrap(std::string tenant, std::string person, std::uint32_t number,
                          std::string_view secret, Dice& dice) const {
  KeyRecord record{std::move(tenant), std::move(person), number, {}};
  record.wrapped = crypto::seal(secret_, dice.bytes(nonce_bytes), name_of(record), secret);
  return record;
}

std::optional<std::string> MasterKey::unwrap(const KeyRecord& record) const {
  return crypto::open(secret_, name_of(record), record.wrapped);
}

}  // namespace fettle::file_keys
