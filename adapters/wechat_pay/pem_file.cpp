#include "adapters/wechat_pay/pem_file.hpp"

#include <fstream>

#include "core/crypto/rsa.hpp"

namespace fettle::wechat_pay {

Result<std::string> read_pem_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(crypto::pem_bytes_max + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.empty() || text.size() > crypto::pem_bytes_max) {
    return Fault{FaultKind::unavailable, "file_unreadable",
                 "'" + path + "' is not there, may not be read, is empty, or too long"};
  }
  return text;
}

}  // namespace fettle::wechat_pay
