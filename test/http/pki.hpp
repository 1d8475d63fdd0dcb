// Keys and certificates made on the spot, so that no secret lies in the repository.
#pragma once

#include <string>

namespace fettle::http::test {

struct RsaKey {
  std::string private_pem;
  std::string public_pem;
  std::string certificate_pem;  // self-signed
};

RsaKey make_rsa_key();

}  // namespace fettle::http::test
