// A PEM text as OpenSSL reads one.
#pragma once

#include <openssl/bio.h>

#include <memory>
#include <string_view>

namespace fettle::crypto {

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;

// Of bytes that outlive it.
inline Bio bio_of(std::string_view text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

// A text with a passphrase is refused; without this OpenSSL would ask at the terminal.
inline int no_passphrase(char*, int, int, void*) { return -1; }

}  // namespace fettle::crypto
