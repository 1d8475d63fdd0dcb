// Base64url by way of plain base64.
#include "adapters/http/base64url.hpp"

#include <algorithm>

#include "core/crypto/crypto.hpp"

namespace fettle::http {

std::string to_base64url(std::string_view bytes) {
  auto text = crypto::to_base64(bytes);
  while (text.ends_with('=')) text.pop_back();
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  if (text.find_first_of("+/=") != std::string_view::npos) return std::nullopt;
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), '-', '+');
  std::replace(plain.begin(), plain.end(), '_', '/');
  plain.append((4 - plain.size() % 4) % 4, '=');
  auto bytes = crypto::from_base64(plain);
  if (!bytes || to_base64url(*bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace fettle::http
