#include "core/shard/shape.hpp"

#include "core/crypto/crypto.hpp"

namespace fettle {

std::string snapshot_shape(const Domain& domain) {
  crypto::Sha256 hash;
  hash.add("engine shape 3");
  for (const auto& [name, type] : domain.aggregates()) hash.add(type->shape());
  return crypto::to_hex(crypto::text(hash.finish()));
}

}  // namespace fettle
