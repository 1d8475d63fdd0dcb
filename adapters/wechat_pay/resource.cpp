#include "adapters/wechat_pay/resource.hpp"

#include "core/crypto/crypto.hpp"

namespace fettle::wechat_pay {
namespace {

constexpr std::string_view algorithm_known = "AEAD_AES_256_GCM";

Fault closed(const char* why) { return {FaultKind::invalid, "wechat_pay_resource_closed", why}; }

}  // namespace

Result<std::string> open_resource(std::string_view api_key, const EncryptedResource& resource) {
  if (resource.algorithm != algorithm_known) return closed("the algorithm is not known");
  auto ciphertext = crypto::from_base64_strict(resource.ciphertext);
  if (!ciphertext) return closed("the ciphertext is no base64");
  auto plain = crypto::open_foreign(api_key, resource.associated_data.value_or(""),
                                    {resource.nonce, *std::move(ciphertext)});
  if (!plain) return closed("the APIv3 key does not open it");
  return *std::move(plain);
}

}  // namespace fettle::wechat_pay
