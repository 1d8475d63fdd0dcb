#include "adapters/kafka_log/keys/key_records.hpp"

#include <fmt/format.h>

namespace fettle::kafka {
namespace {

using Kind = KeyRecordName::Kind;

constexpr char form = 1;  // of a wrapped secret: this byte, nonce, ciphertext
constexpr std::size_t nonce_bytes = 12;

std::string_view take_part(std::string_view& rest) {
  const auto part = rest.substr(0, rest.find('/'));
  rest.remove_prefix(std::min(rest.size(), part.size() + 1));
  return part;
}

std::optional<Kind> kind_of(std::string_view word) {
  if (word == "proof") return Kind::proof;
  if (word == "secret") return Kind::tenant_secret;
  if (word == "key") return Kind::person_key;
  if (word == "erased") return Kind::erasure;
  return std::nullopt;
}

}  // namespace

std::string proof_name(std::string_view random) { return fmt::format("proof/{}", random); }

std::string tenant_secret_name(std::string_view tenant, std::string_view random) {
  return fmt::format("secret/{}/{}", tenant, random);
}

std::string person_key_name(std::string_view tenant, std::string_view key_id) {
  return fmt::format("key/{}/{}", tenant, key_id);
}

std::string erasure_name(std::string_view tenant, std::string_view person) {
  return fmt::format("erased/{}/{}", tenant, person);
}

std::optional<KeyRecordName> parse_key_record_name(std::string_view name) {
  const auto kind = kind_of(take_part(name));
  if (!kind) return std::nullopt;
  KeyRecordName parsed{*kind};
  if (*kind != Kind::proof) parsed.tenant = take_part(name);
  parsed.rest = name;
  return parsed;
}

std::string to_bytes(const crypto::Sealed& wrapped) {
  return form + wrapped.nonce + wrapped.ciphertext;
}

std::optional<crypto::Sealed> parse_wrapped(std::string_view bytes) {
  if (bytes.size() <= 1 + nonce_bytes || bytes.front() != form) return std::nullopt;
  return crypto::Sealed{std::string(bytes.substr(1, nonce_bytes)),
                        std::string(bytes.substr(1 + nonce_bytes))};
}

}  // namespace fettle::kafka
