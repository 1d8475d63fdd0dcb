// A business among nodes, and its operator, who speaks to any of them.
#pragma once

#include <fmt/format.h>

#include "core/partitioning.hpp"
#include "test/nodes/node.hpp"

namespace fettle::test {

// The name of a tenant whose records go to this one of two partitions.
inline std::string tenant_of(Partition partition) {
  for (int i = 0;; ++i) {
    auto name = fmt::format("shop-{}", i);
    if (chosen_partition(TenantId(name), 2) == partition) return name;
  }
}

class Operator {
 public:
  // The token is made beside this node, and good at all of them.
  Operator(std::string tenant, const Node& beside) : tenant_(std::move(tenant)) {
    const auto made =
        beside.fettle({"token", "--role", "operator", "--account", "o-1", "--tenant", tenant_});
    REQUIRE_MESSAGE(made.exit == 0, made.output);
    token_ = made.output.substr(0, made.output.find('\n'));
  }

  const std::string& tenant() const { return tenant_; }
  void make_tenant(const Node& at) const {
    const auto made = at.command({"tenant", "create", tenant_});
    REQUIRE_MESSAGE(made.exit == 0, made.output);
  }
  // The same store comes with the same key.
  http::test::Reply open_store(const Node& at, const std::string& id) const {
    return at.ask("POST", path(), fmt::format(R"({{"id":"{}","name":"North","bays":[]}})", id),
                  fmt::format("{}Content-Type: application/json\r\nIdempotency-Key: open-{}\r\n",
                              bearer(), id));
  }
  // The stores as they are at the position of an answer, or later.
  http::test::Reply stores(const Node& at, const std::string& position) const {
    return at.ask("GET", path(), {}, fmt::format("{}Fettle-Position: {}\r\n", bearer(), position));
  }

 private:
  std::string path() const { return "/" + tenant_ + "/admin/stores"; }
  std::string bearer() const { return "Authorization: Bearer " + token_ + "\r\n"; }

  const std::string tenant_;
  std::string token_;
};

}  // namespace fettle::test
