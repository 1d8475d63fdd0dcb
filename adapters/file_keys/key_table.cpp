#include "adapters/file_keys/key_table.hpp"

#include <algorithm>

namespace fettle::file_keys {

std::optional<std::string> KeyTable::tenant_secret(std::string_view tenant) const {
  const auto found = tenants_.find(tenant);
  if (found == tenants_.end() || !found->second.secret) return std::nullopt;
  return text_of(*found->second.secret);
}

void KeyTable::set_tenant_secret(std::string_view tenant, std::string_view secret) {
  tenants_[std::string(tenant)].secret = secret_of(secret);
}

const PersonEntry* KeyTable::person(std::string_view tenant, std::string_view person) const {
  const auto found = tenants_.find(tenant);
  if (found == tenants_.end()) return nullptr;
  const auto entry = found->second.people.find(person);
  return entry == found->second.people.end() ? nullptr : &entry->second;
}

PersonEntry& KeyTable::entry(std::string_view tenant, std::string_view person) {
  return tenants_[std::string(tenant)].people[std::string(person)];
}

void KeyTable::set_key(std::string_view tenant, std::string_view person, std::uint32_t number,
                       std::string_view secret) {
  auto& key = entry(tenant, person);
  key.number = number;
  key.secret = secret_of(secret);
}

void KeyTable::erase(const ErasureRecord& erasure) {
  auto& key = entry(erasure.tenant, erasure.person);
  key.erasure_known = true;
  key.erased_up_to = std::max(key.erased_up_to, erasure.up_to);
  key.number = std::max(key.number, key.erased_up_to);
  if (!key.live()) key.secret.fill('\0');
}

std::optional<std::string> KeyTable::find(std::string_view tenant, std::string_view key_id) const {
  const auto slash = key_id.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto* key = person(tenant, key_id.substr(0, slash));
  if (key == nullptr || !key->live()) return std::nullopt;
  if (key_id.substr(slash + 1) != std::to_string(key->number)) return std::nullopt;
  return text_of(key->secret);
}

KeyRing KeyTable::ring() const {
  KeyRing ring;
  for (const auto& [tenant, held] : tenants_) {
    if (held.secret) ring.tenant_secrets.push_back({tenant, text_of(*held.secret)});
    for (const auto& [person, key] : held.people) {
      if (key.erasure_known) ring.erasures.push_back({tenant, person});
      if (!key.live()) continue;
      ring.person_keys.push_back(
          {tenant, {person + '/' + std::to_string(key.number), text_of(key.secret)}});
    }
  }
  return ring;
}

}  // namespace fettle::file_keys
