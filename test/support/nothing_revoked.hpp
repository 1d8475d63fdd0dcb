// Revocations without any, for tests of what asks them.
#pragma once

#include "adapters/http/revocations.hpp"

namespace fettle::test {

struct NothingRevoked : http::Revocations {
  bool revoked(const http::Credential&) const override { return false; }
  std::uint64_t version() const override { return 1; }
};

}  // namespace fettle::test
