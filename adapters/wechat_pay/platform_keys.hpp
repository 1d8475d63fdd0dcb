// The keys that WeChat Pay signs with, by the serial that a signature names: the serial number of a
// platform certificate, or the id of a public key.
#pragma once

#include <map>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "core/crypto/rsa.hpp"
#include "core/moment.hpp"

namespace fettle::wechat_pay {

inline constexpr std::string_view public_key_id_prefix = "PUB_KEY_ID_";
inline constexpr std::size_t platform_keys_max = 64;

struct PlatformKey {
  std::string serial;
  crypto::RsaPublicKey key;
  std::optional<Moment> not_after;  // of a certificate
};

Result<PlatformKey> platform_certificate(std::string_view pem);
// Every *.pem of the folder. invalid `wechat_pay_settings_wrong` names the file that is none.
Result<std::vector<PlatformKey>> read_platform_keys(const std::string& folder);

// Any thread.
class PlatformKeys {
 public:
  // Beside those that are there: an old key is good until it ends.
  void add(std::vector<PlatformKey> keys, Moment now);

  // Nothing when there is no such key, or its time is over.
  std::optional<crypto::RsaPublicKey> find(std::string_view serial, Moment now) const;
  // The id of a public key, if we have one: whoever names it in a request is answered by it.
  std::optional<std::string> public_key_id() const;

 private:
  mutable std::shared_mutex mutex_;
  std::map<std::string, PlatformKey, std::less<>> keys_;
};

}  // namespace fettle::wechat_pay
