// Keys from files.
#include <algorithm>
#include <filesystem>

#include "adapters/http/text_file.hpp"
#include "adapters/http/tokens.hpp"
#include "core/crypto/crypto.hpp"

namespace fettle::http {
namespace {

namespace fs = std::filesystem;

Fault unusable(const fs::path& path, const std::string& why) {
  return {FaultKind::invalid, "token_key_unusable", path.string() + ": " + why};
}

Result<std::string> read(const fs::path& path) {
  auto text = read_text(path.string());
  if (!text) return unusable(path, text.error().detail);
  if (!*text) return unusable(path, "is not there any more");
  return **std::move(text);
}

Result<TokenKey> read_secret(const fs::path& path) {
  auto text = TRY(read(path));
  text.erase(text.find_last_not_of(" \r\n\t") + 1);
  auto secret = crypto::from_hex(text);
  if (!secret || secret->size() < token_secret_bytes_min) {
    return unusable(path, "needs at least 32 bytes in hex");
  }
  return TokenKey{path.stem().string(), TokenAlgorithm::hs256, std::move(*secret), {}};
}

Result<TokenKey> read_public_key(const fs::path& path) {
  auto verifier = TRY(read(path));
  TokenKey key{path.stem().stem().string(), TokenAlgorithm::rs256, std::move(verifier), {}};
  if (!key.verifier.starts_with("-----BEGIN PUBLIC KEY-----")) {
    return unusable(path, "is no public key in PEM");
  }
  auto private_path = path;
  private_path.replace_extension(".key");
  std::error_code error;
  if (fs::exists(private_path, error)) key.signer = TRY(read(private_path));
  return key;
}

}  // namespace

Result<std::vector<TokenKey>> read_token_keys(const std::string& directory) {
  std::vector<TokenKey> keys;
  std::error_code error;
  for (fs::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    const auto& path = entry->path();
    const auto name = path.filename().string();
    if (name.ends_with(".hs256")) keys.push_back(TRY(read_secret(path)));
    if (name.ends_with(".rs256.pub")) keys.push_back(TRY(read_public_key(path)));
  }
  if (error) return unusable(directory, error.message());
  std::sort(keys.begin(), keys.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  const auto twice = std::adjacent_find(keys.begin(), keys.end(),
                                        [](const auto& a, const auto& b) { return a.id == b.id; });
  if (twice != keys.end()) return unusable(directory, "two keys are named " + twice->id);
  return keys;
}

}  // namespace fettle::http
