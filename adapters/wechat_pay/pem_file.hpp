// A file with a key or a certificate.
#pragma once

#include <string>

#include "core/result.hpp"

namespace fettle::wechat_pay {

// unavailable `file_unreadable`: missing, not to be read, or above crypto::pem_bytes_max.
Result<std::string> read_pem_file(const std::string& path);

}  // namespace fettle::wechat_pay
