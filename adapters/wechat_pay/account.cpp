#include "adapters/wechat_pay/account.hpp"

#include <algorithm>
#include <filesystem>

#include "adapters/wechat_pay/pem_file.hpp"

namespace fettle::wechat_pay {
namespace {

namespace fs = std::filesystem;

constexpr fs::perms too_open = fs::perms::group_write | fs::perms::others_all;
constexpr std::size_t notify_url_max = 255;

Fault wrong(std::string what) {
  return {FaultKind::invalid, "wechat_pay_settings_wrong", std::move(what)};
}

bool all_of(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

// Plain http is for a stand-in on this machine.
bool is_web(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://127.0.0.1:");
}

std::string_view what_is_wrong(const Settings& settings) {
  if (!all_of(settings.mchid, "0123456789")) return "mchid must be digits";
  if (settings.appid.empty()) return "appid is missing";
  if (!all_of(settings.serial, "0123456789ABCDEF")) {
    return "serial must be hexadecimal, in upper case: openssl x509 -noout -serial";
  }
  if (settings.api_key.size() != api_key_bytes) return "the APIv3 key must have 32 characters";
  if (!is_web(settings.base_url) || settings.base_url.ends_with('/')) {
    return "base_url must be https:// and without a slash at its end";
  }
  const auto& notify = settings.notify_url;
  if (!is_web(notify) || notify.size() > notify_url_max || notify.find('?') != std::string::npos) {
    return "notify_url must be https://, without a query, of at most 255 characters";
  }
  return {};
}

Result<void> check_permissions(const std::string& path) {
  std::error_code error;
  const auto allowed = fs::status(path, error).permissions();
  if (!error && allowed != fs::perms::unknown && (allowed & too_open) != fs::perms::none) {
    return wrong(path + ": others than its owner and his group may use it; chmod 600, or 440");
  }
  return {};
}

}  // namespace

Result<Account> Account::open(Settings settings) {
  if (const auto why = what_is_wrong(settings); !why.empty()) return wrong(std::string(why));
  const auto& file = settings.private_key_file;
  if (auto closed = check_permissions(file); !closed) return closed.error();
  const auto pem = read_pem_file(file);
  if (!pem) return wrong(pem.error().detail);
  auto key = crypto::RsaPrivateKey::parse(*pem);
  if (!key) return wrong(file + ": " + key.error().detail);
  return Account(std::move(settings), *std::move(key));
}

}  // namespace fettle::wechat_pay
