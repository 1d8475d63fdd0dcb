#include "adapters/kafka_log/keys/live_keys.hpp"

#include <algorithm>

namespace fettle::kafka {
namespace {

struct KeyId {
  std::string_view person;
  std::string_view random;
};

KeyId parts_of(std::string_view key_id) {
  const auto slash = key_id.rfind('/');
  if (slash == std::string_view::npos) return {key_id, ""};
  return {key_id.substr(0, slash), key_id.substr(slash + 1)};
}

std::string id_of(std::string_view person, std::string_view random) {
  return std::string(person) + '/' + std::string(random);
}

}  // namespace

std::optional<std::string> LiveKeys::tenant_secret(std::string_view tenant) const {
  const auto found = tenants_.find(tenant);
  if (found == tenants_.end() || !found->second.secret) return std::nullopt;
  return text_of(*found->second.secret);
}

void LiveKeys::set_tenant_secret(std::string_view tenant, std::string_view secret) {
  auto& known = tenants_[std::string(tenant)].secret;
  if (!known) known = secret_of(secret);
}

const LiveKeys::Person* LiveKeys::person_of(std::string_view tenant,
                                            std::string_view person) const {
  const auto found = tenants_.find(tenant);
  if (found == tenants_.end()) return nullptr;
  const auto entry = found->second.people.find(person);
  return entry == found->second.people.end() ? nullptr : &entry->second;
}

LiveKeys::Person& LiveKeys::entry(std::string_view tenant, std::string_view person) {
  return tenants_[std::string(tenant)].people[std::string(person)];
}

std::optional<PersonKey> LiveKeys::current(std::string_view tenant, std::string_view person) const {
  const auto* known = person_of(tenant, person);
  if (known == nullptr || known->keys.empty()) return std::nullopt;
  const auto& key = known->keys.front();
  return PersonKey{id_of(person, key.random), text_of(key.secret)};
}

std::optional<std::string> LiveKeys::find(std::string_view tenant, std::string_view key_id) const {
  const auto [person, random] = parts_of(key_id);
  const auto* known = person_of(tenant, person);
  if (known == nullptr) return std::nullopt;
  for (const auto& key : known->keys) {
    if (key.random == random) return text_of(key.secret);
  }
  return std::nullopt;
}

std::vector<std::string> LiveKeys::ids_of(std::string_view tenant, std::string_view person) const {
  std::vector<std::string> ids;
  const auto* known = person_of(tenant, person);
  if (known == nullptr) return ids;
  for (const auto& key : known->keys) ids.push_back(id_of(person, key.random));
  return ids;
}

void LiveKeys::add(std::string_view tenant, std::string_view key_id, std::string_view secret,
                   Seen seen) {
  const auto [person, random] = parts_of(key_id);
  auto& keys = entry(tenant, person).keys;
  for (auto& key : keys) {
    if (key.random != random) continue;
    key.seen = seen;
    return;
  }
  keys.push_back({std::string(random), secret_of(secret), seen});
}

void LiveKeys::drop(std::string_view tenant, std::string_view key_id) {
  const auto parts = parts_of(key_id);
  if (person_of(tenant, parts.person) == nullptr) return;
  std::erase_if(entry(tenant, parts.person).keys,
                [&](const auto& key) { return key.random == parts.random; });
}

bool LiveKeys::erased(std::string_view tenant, std::string_view person) const {
  const auto* known = person_of(tenant, person);
  return known != nullptr && known->erased;
}

std::vector<std::string> LiveKeys::erase(std::string_view tenant, std::string_view person) {
  auto& known = entry(tenant, person);
  known.erased = true;
  std::vector<std::string> ids;
  std::erase_if(known.keys, [&](const auto& key) {
    if (key.seen == Seen::here) return false;
    ids.push_back(id_of(person, key.random));
    return true;
  });
  return ids;
}

}  // namespace fettle::kafka
