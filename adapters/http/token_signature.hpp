// Signing and checking with one key.
#pragma once

#include <string>

#include "adapters/http/token_shape.hpp"
#include "core/result.hpp"

namespace fettle::http {

// Precondition: the key's algorithm is the shape's.
bool is_genuine(const TokenShape& shape, const TokenKey& key);

}  // namespace fettle::http
