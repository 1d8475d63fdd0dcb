// The keys of persons, simulated: those that were not made durable are gone after a crash.
#pragma once

#include <map>

#include "core/ports/keys.hpp"
#include "test/simulation/engine/process.hpp"

namespace fettle::sim {

// What is durable: it outlives the process and is the same for all.
struct KeyFile {
  std::map<std::string, PersonKey> current;
  std::map<std::string, std::string> secrets, tenants;
};

class SimKeys final : public Keys {
 public:
  SimKeys(Stage stage, Process& process, KeyFile& file)
      : stage_(stage), process_(process), file_(file) {}

  Result<PersonKey> current(const TenantId& tenant, const PersonId& person) override {
    const auto name = tenant.text() + "/" + person.text();
    if (const auto known = file_.current.find(name); known != file_.current.end()) {
      return known->second;
    }
    if (const auto made = new_.current.find(name); made != new_.current.end()) return made->second;
    const PersonKey key{person.text() + "/" + std::to_string(stage_.random.below(1ULL << 62)),
                        stage_.random.bytes(32)};
    new_.current.emplace(name, key);
    new_.secrets.emplace(tenant.text() + "/" + key.id, key.secret);
    return key;
  }
  Result<std::optional<std::string>> find(const TenantId& tenant,
                                          std::string_view key_id) override {
    const auto name = tenant.text() + "/" + std::string(key_id);
    for (const auto* keys : {&file_, &new_}) {
      const auto found = keys->secrets.find(name);
      if (found != keys->secrets.end()) return std::optional(found->second);
    }
    return std::optional<std::string>();
  }
  // Made before anything of the tenant is written.
  Result<std::string> tenant_secret(const TenantId& tenant) override {
    auto& secret = file_.tenants[tenant.text()];
    if (secret.empty()) secret = stage_.random.bytes(32);
    return secret;
  }
  Result<void> make_durable() override {
    if (new_.current.empty()) return {};
    process_.may_crash();
    if (stage_.random.chance(stage_.faults.keys_failed)) {
      return Fault{FaultKind::unavailable, "keys_unavailable", "they cannot be written"};
    }
    // Another node's key for the person stays the current one.
    file_.current.merge(new_.current);
    file_.secrets.merge(new_.secrets);
    new_ = {};
    process_.may_crash();
    return {};
  }
  Result<void> erase(const TenantId& tenant, const PersonId& person) override {
    const auto name = tenant.text() + "/" + person.text();
    file_.current.erase(name);
    std::erase_if(file_.secrets,
                  [&](const auto& one) { return one.first.starts_with(name + "/"); });
    return {};
  }

 private:
  Stage stage_;
  Process& process_;
  KeyFile& file_;
  KeyFile new_;
};

}  // namespace fettle::sim
