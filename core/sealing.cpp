#include "core/sealing.hpp"

#include "core/crypto/crypto.hpp"

namespace fettle {
namespace {

std::string about(const TenantId& tenant, std::string_view key_id) {
  return tenant.text() + "/" + std::string(key_id);
}

// "<person>/<some text>" names the person.
PersonId person_of(std::string_view key_id) {
  const auto person = key_id.substr(0, key_id.rfind('/'));
  return PersonId(PersonId::well_formed(person) ? std::string(person) : "unknown");
}

}  // namespace

SealedField Sealing::seal(const PersonId& person, std::string_view plain) {
  auto key = keys_.current(tenant_, person);
  if (!key) {
    fault_ = key.error();
    return {};
  }
  auto sealed = crypto::seal(key->secret, dice_.bytes(12), about(tenant_, key->id), plain);
  return {key->id, std::move(sealed.nonce), std::move(sealed.ciphertext)};
}

Personal Sealing::open(const SealedField& field) {
  auto secret = keys_.find(tenant_, field.key_id);
  if (!secret) fault_ = secret.error();
  if (!secret || !*secret) return {person_of(field.key_id), std::nullopt};
  return {person_of(field.key_id),
          crypto::open(**secret, about(tenant_, field.key_id), {field.nonce, field.ciphertext})};
}

std::string Sealing::blind(std::string_view plain) {
  auto secret = keys_.tenant_secret(tenant_);
  if (!secret) {
    fault_ = secret.error();
    return {};
  }
  return crypto::to_hex(crypto::text(crypto::hmac_sha256(*secret, plain)));
}

}  // namespace fettle
