#include "adapters/wechat_pay/platform_keys.hpp"

#include <filesystem>
#include <mutex>

#include "adapters/wechat_pay/pem_file.hpp"
#include "core/crypto/certificate.hpp"

namespace fettle::wechat_pay {
namespace {

namespace fs = std::filesystem;

bool is_over(const PlatformKey& key, Moment now) { return key.not_after && *key.not_after < now; }

Result<PlatformKey> key_of(const fs::path& file) {
  const auto pem = TRY(read_pem_file(file.string()));
  if (pem.find("BEGIN CERTIFICATE") != std::string::npos) return platform_certificate(pem);
  auto key = TRY(crypto::RsaPublicKey::parse(pem));
  return PlatformKey{file.stem().string(), std::move(key), std::nullopt};
}

Fault wrong(const std::string& where, const std::string& why) {
  return {FaultKind::invalid, "wechat_pay_settings_wrong", where + ": " + why};
}

}  // namespace

Result<PlatformKey> platform_certificate(std::string_view pem) {
  auto certificate = TRY(crypto::parse_certificate(pem));
  return PlatformKey{std::move(certificate.serial), std::move(certificate.key),
                     certificate.not_after};
}

Result<std::vector<PlatformKey>> read_platform_keys(const std::string& folder) {
  std::vector<PlatformKey> keys;
  std::error_code error;
  auto file = fs::directory_iterator(folder, error);
  for (; !error && file != fs::directory_iterator(); file.increment(error)) {
    if (file->path().extension() != ".pem") continue;
    auto key = key_of(file->path());
    if (!key) return wrong(file->path().string(), key.error().detail);
    keys.push_back(*std::move(key));
    if (keys.size() > platform_keys_max) return wrong(folder, "holds too many keys");
  }
  if (error) return wrong(folder, error.message());
  return keys;
}

void PlatformKeys::add(std::vector<PlatformKey> keys, Moment now) {
  const std::unique_lock lock(mutex_);
  std::erase_if(keys_, [&](const auto& known) { return is_over(known.second, now); });
  for (auto& key : keys) {
    if (is_over(key, now) || keys_.size() >= platform_keys_max) continue;
    auto serial = key.serial;
    keys_.insert_or_assign(std::move(serial), std::move(key));
  }
}

std::optional<crypto::RsaPublicKey> PlatformKeys::find(std::string_view serial, Moment now) const {
  const std::shared_lock lock(mutex_);
  const auto found = keys_.find(serial);
  if (found == keys_.end() || is_over(found->second, now)) return std::nullopt;
  return found->second.key;
}

std::optional<std::string> PlatformKeys::public_key_id() const {
  const std::shared_lock lock(mutex_);
  const auto found = keys_.lower_bound(public_key_id_prefix);
  if (found == keys_.end() || !found->first.starts_with(public_key_id_prefix)) return std::nullopt;
  return found->first;
}

}  // namespace fettle::wechat_pay
