// Which partition a tenant's records go to unless one was named: as Kafka's own clients choose, so
// that other tools agree.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/id.hpp"
#include "core/position.hpp"

namespace fettle {

// Kafka's murmur2 of the bytes (org.apache.kafka.common.utils.Utils).
std::uint32_t murmur2(std::string_view bytes);

inline Partition chosen_partition(const TenantId& tenant, std::uint32_t partitions) {
  return Partition{(murmur2(tenant.text()) & 0x7fffffff) % partitions};
}

}  // namespace fettle
