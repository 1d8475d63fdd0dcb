// The keys of persons as they are at the end of a run; none is made.
#pragma once

#include "test/simulation/stores/keys.hpp"

namespace fettle::sim {

class KeptKeys final : public Keys {
 public:
  explicit KeptKeys(const KeyFile& file) : file_(file) {}

  Result<PersonKey> current(const TenantId& tenant, const PersonId& person) override {
    const auto found = file_.current.find(tenant.text() + "/" + person.text());
    if (found == file_.current.end()) return closed();
    return found->second;
  }
  Result<std::optional<std::string>> find(const TenantId& tenant,
                                          std::string_view key_id) override {
    const auto found = file_.secrets.find(tenant.text() + "/" + std::string(key_id));
    if (found == file_.secrets.end()) return std::optional<std::string>();
    return std::optional(found->second);
  }
  Result<std::string> tenant_secret(const TenantId& tenant) override {
    const auto found = file_.tenants.find(tenant.text());
    if (found == file_.tenants.end()) return closed();
    return found->second;
  }
  Result<void> make_durable() override { return {}; }
  Result<void> erase(const TenantId&, const PersonId&) override { return closed(); }

 private:
  static Fault closed() { return {FaultKind::closed, "keys_read_only", "the run has ended"}; }
  const KeyFile& file_;
};

}  // namespace fettle::sim
