// The view of one tenant for one command, over the shard's memory. Remembers a failed store, and
// keeps every state alive that it handed out.
#pragma once

#include <optional>

#include "core/shard/memory.hpp"
#include "core/tenant_view.hpp"

namespace fettle {

class ShardView final : public TenantView {
 public:
  ShardView(Memory& memory, const Domain& domain, TenantId tenant)
      : memory_(memory), domain_(domain), tenant_(std::move(tenant)) {}

  std::vector<std::string> find(const Index& index, std::string_view key,
                                std::size_t limit) override;
  std::vector<std::string> find_personal(const Index& index, std::string_view key,
                                         std::size_t limit) override;
  std::vector<std::string> range(const Index& index, std::string_view from, std::string_view to,
                                 std::size_t limit) override;
  Versioned lookup(std::string_view type, std::string_view id) override;

  // Why the store could not be read.
  const std::optional<Fault>& fault() const { return fault_; }

 private:
  [[noreturn]] void give_up(const Fault& why);
  std::vector<std::string> ids_between(const std::string& from, const std::string& to,
                                       std::size_t limit);

  Memory& memory_;
  const Domain& domain_;
  TenantId tenant_;
  std::vector<std::shared_ptr<const Cell>> kept_;
  std::optional<Fault> fault_;
};

}  // namespace fettle
