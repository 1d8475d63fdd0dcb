// A merchant's account, checked, with its private key read.
#pragma once

#include "adapters/wechat_pay/settings.hpp"
#include "core/crypto/rsa.hpp"

namespace fettle::wechat_pay {

class Account {
 public:
  // invalid `wechat_pay_settings_wrong`: the detail names the setting and the remedy, no secret.
  static Result<Account> open(Settings settings);

  const Settings& settings() const { return settings_; }
  const crypto::RsaPrivateKey& key() const { return key_; }

 private:
  Account(Settings settings, crypto::RsaPrivateKey key)
      : settings_(std::move(settings)), key_(std::move(key)) {}

  Settings settings_;
  crypto::RsaPrivateKey key_;
};

}  // namespace fettle::wechat_pay
