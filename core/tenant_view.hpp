// The one view of a tenant's state that decide reads: pending over cached over stored. It holds
// every earlier commit of the tenant, durable or on its way.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain.hpp"

namespace fettle {

// A state as of its last event. `version` counts the aggregate's events.
struct Versioned {
  std::uint64_t version = 0;
  const void* state = nullptr;  // null: no such aggregate
};

// Used by the shard's thread only. States live until the command that read them is decided.
// A store that fails ends the decision by InvariantBroken, and the shard answers 503: no rule meets
// what is not true.
class TenantView {
 public:
  virtual ~TenantView() = default;

  // A::type names the aggregate, A::State is its state, A::Key its id.
  template <class A>
  const typename A::State* get(const typename A::Key& id) {
    return static_cast<const typename A::State*>(lookup(A::type, id.text()).state);
  }

  // Ids of the aggregates that have this entry, at most `limit`, in byte order.
  virtual std::vector<std::string> find(const Index& index, std::string_view key,
                                        std::size_t limit = 100) = 0;
  virtual std::vector<std::string> find_personal(const Index& index, std::string_view key,
                                                 std::size_t limit = 100) = 0;
  // Ids of the aggregates with an entry in [from, to), in order of their entries.
  virtual std::vector<std::string> range(const Index& index, std::string_view from,
                                         std::string_view to, std::size_t limit = 100) = 0;

  virtual Versioned lookup(std::string_view type, std::string_view id) = 0;
};

}  // namespace fettle
