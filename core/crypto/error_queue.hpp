// What OpenSSL notes of a failed call lies in a queue of the thread, where the next TLS connection
// would take it for its own mistake. While one of these lives, nothing is left behind.
#pragma once

#include <openssl/err.h>

namespace fettle::crypto {

class ErrorQueue {
 public:
  ErrorQueue() { ERR_set_mark(); }
  ~ErrorQueue() { ERR_pop_to_mark(); }
  ErrorQueue(const ErrorQueue&) = delete;
  ErrorQueue& operator=(const ErrorQueue&) = delete;
};

}  // namespace fettle::crypto
