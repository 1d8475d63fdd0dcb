// The key store as maps: the simulator's double.
#pragma once

#include <map>
#include <mutex>

#include "core/ports/dice.hpp"
#include "core/ports/keys.hpp"

namespace fettle::test {

class MemoryKeys : public Keys {
 public:
  explicit MemoryKeys(Dice& dice) : dice_(dice) {}

  Result<PersonKey> current(const TenantId& tenant, const PersonId& person) override {
    const std::lock_guard lock(mutex_);
    auto& known = current_[tenant.text() + "/" + person.text()];
    if (!known) {
      known = PersonKey{person.text() + "/" + std::to_string(++made_), dice_.bytes(32)};
      secrets_[tenant.text() + "/" + known->id] = known->secret;
    }
    return *known;
  }
  Result<std::optional<std::string>> find(const TenantId& tenant,
                                          std::string_view key_id) override {
    const std::lock_guard lock(mutex_);
    if (unread_) return *unread_;
    const auto found = secrets_.find(tenant.text() + "/" + std::string(key_id));
    return found == secrets_.end() ? std::nullopt : std::optional(found->second);
  }
  Result<std::string> tenant_secret(const TenantId& tenant) override {
    const std::lock_guard lock(mutex_);
    auto& secret = tenants_[tenant.text()];
    if (secret.empty()) secret = dice_.bytes(32);
    return secret;
  }
  Result<void> make_durable() override {
    const std::lock_guard lock(mutex_);
    if (fault_) return *fault_;
    return {};
  }
  // Nothing can be made durable from now on.
  void fail_with(std::optional<Fault> fault) {
    const std::lock_guard lock(mutex_);
    fault_ = std::move(fault);
  }
  // No key can be looked up from now on.
  void fail_to_find_with(std::optional<Fault> fault) {
    const std::lock_guard lock(mutex_);
    unread_ = std::move(fault);
  }
  Result<void> erase(const TenantId& tenant, const PersonId& person) override {
    const std::lock_guard lock(mutex_);
    const auto name = tenant.text() + "/" + person.text();
    current_.erase(name);
    std::erase_if(secrets_, [&](const auto& one) { return one.first.starts_with(name + "/"); });
    return {};
  }

 private:
  Dice& dice_;
  std::mutex mutex_;
  int made_ = 0;
  std::optional<Fault> fault_, unread_;
  std::map<std::string, std::optional<PersonKey>> current_;
  std::map<std::string, std::string> secrets_, tenants_;
};

}  // namespace fettle::test
