// What we need of an X.509 certificate with an RSA key. Nobody's signature on it is checked: it
// comes by a way that is trusted otherwise.
#pragma once

#include <string>
#include <string_view>

#include "core/crypto/rsa.hpp"
#include "core/moment.hpp"

namespace fettle::crypto {

struct Certificate {
  std::string serial;  // upper-case hexadecimal, whole bytes
  Moment not_before, not_after;
  RsaPublicKey key;
};

// The first certificate of a PEM text. invalid `certificate_unreadable`, or `public_key_unreadable`
// when its key is none of ours.
Result<Certificate> parse_certificate(std::string_view pem);

}  // namespace fettle::crypto
