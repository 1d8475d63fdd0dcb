#include "core/crypto/rsa.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include "core/crypto/error_queue.hpp"
#include "core/crypto/pem.hpp"

namespace fettle::crypto {
namespace {

using DigestContext = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
DigestContext digest_context() { return {EVP_MD_CTX_new(), &EVP_MD_CTX_free}; }

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Takes the key over. PKCS#1 v1.5 is the padding of an RSA key unless one asks for another.
KeyHandle owned(EVP_PKEY* key) { return {key, &EVP_PKEY_free}; }

Fault unreadable(const char* code, const char* why) { return {FaultKind::invalid, code, why}; }

Result<KeyHandle> checked(KeyHandle key, const char* code) {
  if (key == nullptr) return unreadable(code, "no key in PEM, or one under a passphrase");
  if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) return unreadable(code, "not an RSA key");
  if (EVP_PKEY_get_bits(key.get()) < rsa_bits_min) return unreadable(code, "below 2048 bits");
  return key;
}

using ReadKey = EVP_PKEY* (*)(BIO*, EVP_PKEY**, pem_password_cb*, void*);

Result<KeyHandle> read_key(std::string_view pem, ReadKey read, const char* code) {
  const ErrorQueue quiet;
  if (pem.size() > pem_bytes_max) return unreadable(code, "the text is too long");
  return checked(owned(read(bio_of(pem).get(), nullptr, &no_passphrase, nullptr)), code);
}

}  // namespace

Result<RsaPrivateKey> RsaPrivateKey::parse(std::string_view pem) {
  return RsaPrivateKey(TRY(read_key(pem, &PEM_read_bio_PrivateKey, "private_key_unreadable")));
}

std::string RsaPrivateKey::sign(std::string_view message) const {
  const ErrorQueue quiet;
  const auto context = digest_context();
  std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())), '\0');
  auto size = signature.size();
  const bool done =
      EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                     raw(message), message.size()) == 1;
  invariant(done, "a key that was read signs");
  signature.resize(size);
  return signature;
}

Result<RsaPublicKey> RsaPublicKey::parse(std::string_view pem) {
  return RsaPublicKey(TRY(read_key(pem, &PEM_read_bio_PUBKEY, "public_key_unreadable")));
}

Result<RsaPublicKey> RsaPublicKey::from(KeyHandle key) {
  return RsaPublicKey(TRY(checked(std::move(key), "public_key_unreadable")));
}

bool RsaPublicKey::verifies(std::string_view message, std::string_view signature) const {
  const ErrorQueue quiet;
  const auto context = digest_context();
  return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
         EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(message),
                          message.size()) == 1;
}

}  // namespace fettle::crypto
