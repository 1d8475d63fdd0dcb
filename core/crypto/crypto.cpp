#include "core/crypto/crypto.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <memory>

#include "core/result.hpp"

namespace fettle::crypto {
namespace {

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

// The calling thread's context, for one text. It keeps its algorithm, since to make one costs more
// than a small field, and forgets the key: that one's person may be erased next.
class CipherUse {
 public:
  explicit CipherUse(const EVP_CIPHER* algorithm)
      : algorithm_(EVP_CIPHER_CTX_get0_cipher(context()) == algorithm ? nullptr : algorithm) {}
  ~CipherUse() {
    static constexpr unsigned char no_key[EVP_MAX_KEY_LENGTH]{};
    EVP_CipherInit_ex(context(), nullptr, nullptr, no_key, nullptr, -1);
  }
  CipherUse(const CipherUse&) = delete;
  CipherUse& operator=(const CipherUse&) = delete;

  static EVP_CIPHER_CTX* context() {
    thread_local const CipherContext kept(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    return kept.get();
  }
  // For the initialisation: null when the context has it already.
  const EVP_CIPHER* algorithm() const { return algorithm_; }

 private:
  const EVP_CIPHER* algorithm_;
};

EVP_MD_CTX* digest_context(void* context) { return static_cast<EVP_MD_CTX*>(context); }

// Fetched once: an implicit fetch costs more than a small hash.
const EVP_MD* sha256() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}
const EVP_CIPHER* aes_gcm() {
  static const EVP_CIPHER* const algorithm = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  return algorithm;
}

using MacContext = std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)>;
MacContext made_hmac_context() {
  const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> hmac(
      EVP_MAC_fetch(nullptr, "HMAC", nullptr), &EVP_MAC_free);
  MacContext context(EVP_MAC_CTX_new(hmac.get()), &EVP_MAC_CTX_free);
  std::string digest("SHA256");
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), digest.size()),
      OSSL_PARAM_construct_end()};
  EVP_MAC_CTX_set_params(context.get(), parameters);
  return context;
}

constexpr std::size_t tag_bytes = 16;
constexpr std::size_t key_bytes = 32;
constexpr std::size_t nonce_bytes = 12;

// Precondition: the key is as long as the algorithm wants it.
std::optional<std::string> open_by(const EVP_CIPHER* algorithm, std::string_view key,
                                   std::string_view about, const Sealed& sealed) {
  if (sealed.nonce.size() != nonce_bytes || sealed.ciphertext.size() < tag_bytes) {
    return std::nullopt;
  }
  const auto size = sealed.ciphertext.size() - tag_bytes;
  std::string plain(size, '\0');
  std::string tag = sealed.ciphertext.substr(size);
  const CipherUse use(algorithm);
  auto* const context = CipherUse::context();
  int done = 0;
  EVP_DecryptInit_ex(context, use.algorithm(), nullptr, raw(key), raw(sealed.nonce));
  EVP_DecryptUpdate(context, nullptr, &done, raw(about), static_cast<int>(about.size()));
  EVP_DecryptUpdate(context, raw(plain), &done, raw(sealed.ciphertext), static_cast<int>(size));
  EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, tag_bytes, raw(tag));
  if (EVP_DecryptFinal_ex(context, raw(plain) + done, &done) != 1) return std::nullopt;
  return plain;
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  EVP_DigestInit_ex(digest_context(context_), sha256(), nullptr);
}
Sha256::~Sha256() { EVP_MD_CTX_free(digest_context(context_)); }

void Sha256::add(std::string_view bytes) {
  EVP_DigestUpdate(digest_context(context_), bytes.data(), bytes.size());
}

Digest Sha256::finish() {
  Digest digest;
  EVP_DigestFinal_ex(digest_context(context_), reinterpret_cast<unsigned char*>(digest.data()),
                     nullptr);
  EVP_DigestInit_ex(digest_context(context_), sha256(), nullptr);
  return digest;
}

Digest hmac_sha256(std::string_view key, std::string_view message) {
  // Kept: to set one up costs more than a small message.
  thread_local const auto context = made_hmac_context();
  thread_local std::optional<std::string> key_before;
  if (key_before == key) {
    EVP_MAC_init(context.get(), nullptr, 0, nullptr);  // that key again
  } else {
    key_before = key;
    EVP_MAC_init(context.get(), raw(*key_before), key.size(), nullptr);
  }
  EVP_MAC_update(context.get(), raw(message), message.size());
  Digest digest;
  std::size_t size = 0;
  EVP_MAC_final(context.get(), reinterpret_cast<unsigned char*>(digest.data()), &size,
                digest.size());
  return digest;
}

Sealed seal(std::string_view key, std::string_view nonce, std::string_view about,
            std::string_view plain) {
  invariant(key.size() == key_bytes && nonce.size() == nonce_bytes, "AES-256-GCM key and nonce");
  Sealed sealed{std::string(nonce), std::string(plain.size() + tag_bytes, '\0')};
  const CipherUse use(aes_gcm());
  auto* const context = CipherUse::context();
  int size = 0;
  EVP_EncryptInit_ex(context, use.algorithm(), nullptr, raw(key), raw(nonce));
  EVP_EncryptUpdate(context, nullptr, &size, raw(about), static_cast<int>(about.size()));
  EVP_EncryptUpdate(context, raw(sealed.ciphertext), &size, raw(plain),
                    static_cast<int>(plain.size()));
  EVP_EncryptFinal_ex(context, raw(sealed.ciphertext) + size, &size);
  EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, tag_bytes,
                      raw(sealed.ciphertext) + plain.size());
  return sealed;
}

std::optional<std::string> open(std::string_view key, std::string_view about,
                                const Sealed& sealed) {
  if (key.size() != key_bytes) return std::nullopt;
  return open_by(aes_gcm(), key, about, sealed);
}

std::optional<std::string> open_foreign(std::string_view key, std::string_view about,
                                        const Sealed& sealed) {
  constexpr std::size_t short_key_bytes = 16;
  if (key.size() == short_key_bytes) return open_by(EVP_aes_128_gcm(), key, about, sealed);
  return open(key, about, sealed);
}

std::string to_hex(std::string_view bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text(bytes.size() * 2, '\0');
  auto* to = text.data();
  for (const char byte : bytes) {
    *to++ = digits[static_cast<unsigned char>(byte) >> 4];
    *to++ = digits[static_cast<unsigned char>(byte) & 15];
  }
  return text;
}

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
  };
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = digit(text[i]), low = digit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes += static_cast<char>(high << 4 | low);
  }
  return bytes;
}

std::string to_base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  EVP_EncodeBlock(raw(text), raw(bytes), static_cast<int>(bytes.size()));
  text.pop_back();
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  if (!text.empty() && EVP_DecodeBlock(raw(bytes), raw(text), static_cast<int>(text.size())) < 0) {
    return std::nullopt;
  }
  for (auto rest = text; !rest.empty() && rest.back() == '='; rest.remove_suffix(1)) {
    if (text.size() - rest.size() == 2) return std::nullopt;
    bytes.pop_back();
  }
  return bytes;
}

std::optional<std::string> from_base64_strict(std::string_view text) {
  auto bytes = from_base64(text);
  if (bytes && to_base64(*bytes) != text) bytes.reset();
  return bytes;
}

}  // namespace fettle::crypto
