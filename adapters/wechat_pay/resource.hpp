// What WeChat Pay encrypts by the merchant's APIv3 key: notifications, platform certificates.
#pragma once

#include <optional>
#include <string>

#include "core/result.hpp"
#include "schemas/declare.hpp"

namespace fettle::wechat_pay {

struct EncryptedResource {
  std::string algorithm;
  std::string ciphertext;  // base64, the tag at its end
  std::string nonce;
  std::optional<std::string> associated_data;
  std::optional<std::string> original_type;
};
FETTLE_STRUCT(EncryptedResource, (algorithm, ciphertext, nonce, associated_data, original_type))

// All or nothing. invalid `wechat_pay_resource_closed`: another algorithm, key or association, or
// changed on its way.
Result<std::string> open_resource(std::string_view api_key, const EncryptedResource& resource);

}  // namespace fettle::wechat_pay
