// What a merchant's account at WeChat Pay is known by.
#pragma once

#include <string>
#include <string_view>

namespace fettle::wechat_pay {

inline constexpr std::size_t api_key_bytes = 32;
inline constexpr std::string_view currency = "CNY";  // of every order

struct Settings {
  std::string mchid;             // of the merchant
  std::string appid;             // of the mini-program that is paid in
  std::string serial;            // of the merchant's certificate, hexadecimal
  std::string private_key_file;  // PEM, readable by its owner and at most his group
  std::string api_key;           // the APIv3 key, 32 characters
  std::string notify_url;        // where callbacks come in: no query
  std::string base_url = "https://api.mch.weixin.qq.com";
  // *.pem: platform certificates, and public keys, named by their id: PUB_KEY_ID_….pem. Empty:
  // none; certificates are then downloaded.
  std::string platform_keys_folder = {};
};

}  // namespace fettle::wechat_pay
