// How the keys of another store come into the topic: erasures first, since an erasure ends every
// key that lies before it.
#include <fmt/format.h>

#include "adapters/kafka_log/keys/kafka_keys.hpp"

namespace fettle {

using namespace kafka;

namespace {

Fault of_another(std::string_view what, const std::string& topic) {
  return {FaultKind::mismatch, "keys_of_another",
          fmt::format("{} has another secret in topic {}; name another topic prefix", what, topic)};
}

std::set<std::string> names_in(const KeyRing& ring) {
  std::set<std::string> names;
  for (const auto& held : ring.person_keys) names.insert(person_key_name(held.tenant, held.key.id));
  return names;
}

}  // namespace

Result<void> KafkaKeys::take_over(const KeyRing& ring) {
  TRY(writable());
  TRY(topic_->catch_up());
  TRY(check_same(ring));
  TRY(take_over_erasures(ring));
  const std::lock_guard lock(write_mutex_);
  TRY(topic_->put_all(missing_of(ring)));
  return topic_->catch_up();
}

Result<void> KafkaKeys::check_same(const KeyRing& ring) {
  const std::lock_guard lock(memory_mutex_);
  for (const auto& [tenant, secret] : ring.tenant_secrets) {
    if (live_.tenant_secret(tenant).value_or(secret) != secret) {
      return of_another("tenant " + tenant, topic_name_);
    }
  }
  for (const auto& [tenant, key] : ring.person_keys) {
    if (live_.find(tenant, key.id).value_or(key.secret) != key.secret) {
      return of_another(fmt::format("key {} of tenant {}", key.id, tenant), topic_name_);
    }
  }
  return {};
}

// Who never had a key here is only noted, all in one go. Whoever was erased after an earlier call
// had taken over the key is erased here as well.
Result<void> KafkaKeys::take_over_erasures(const KeyRing& ring) {
  const auto names = names_in(ring);
  std::vector<TopicPut> notes;
  std::vector<KeyRing::Erasure> late;
  {
    const std::lock_guard lock(memory_mutex_);
    for (const auto& erasure : ring.erasures) {
      const auto ids = live_.ids_of(erasure.tenant, erasure.person);
      const bool outdated = std::ranges::any_of(ids, [&](const auto& id) {
        return !names.contains(person_key_name(erasure.tenant, id));
      });
      if (outdated) {
        late.push_back(erasure);
      } else if (ids.empty() && !live_.erased(erasure.tenant, erasure.person)) {
        notes.push_back({erasure_name(erasure.tenant, erasure.person), std::string(erasure_value)});
      }
    }
  }
  for (const auto& one : late) TRY(erase(TenantId(one.tenant), PersonId(one.person)));
  const std::lock_guard lock(write_mutex_);
  return topic_->put_all(notes);
}

std::vector<TopicPut> KafkaKeys::missing_of(const KeyRing& ring) {
  const std::lock_guard lock(memory_mutex_);
  std::vector<TopicPut> puts;
  for (const auto& [tenant, secret] : ring.tenant_secrets) {
    if (live_.tenant_secret(tenant)) continue;
    auto name = tenant_secret_name(tenant, random());
    auto value = wrapped(name, secret);
    puts.push_back({std::move(name), std::move(value)});
  }
  for (const auto& [tenant, key] : ring.person_keys) {
    if (live_.find(tenant, key.id)) continue;
    auto name = person_key_name(tenant, key.id);
    auto value = wrapped(name, key.secret);
    puts.push_back({std::move(name), std::move(value)});
  }
  return puts;
}

}  // namespace fettle
