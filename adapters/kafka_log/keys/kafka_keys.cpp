#include "adapters/kafka_log/keys/kafka_keys.hpp"

namespace fettle {

using namespace kafka;

namespace {

// A fold that meets more erased keys than this asks the broker for some of them once more.
constexpr std::size_t gone_names_max = 200'000;

}  // namespace

KafkaKeys::KafkaKeys(const KafkaSettings& settings, bool writable, MasterKey master, Dice& dice)
    : topic_name_(settings.keys()),
      writable_(writable),
      master_(std::move(master)),
      dice_(dice),
      gone_(gone_names_max) {}

Result<void> KafkaKeys::writable() const {
  if (writable_) return {};
  return Fault{FaultKind::closed, "keys_read_only", "opened for reading beside other processes"};
}

Result<PersonKey> KafkaKeys::current(const TenantId& tenant, const PersonId& person) {
  const auto known = [&] {
    const std::lock_guard lock(memory_mutex_);
    auto key = live_.current(tenant.text(), person.text());
    if (!key && writable_) key = make_up(tenant, person);
    return key;
  };
  if (auto key = known()) return *std::move(key);
  TRY(topic_->catch_up());
  if (auto key = known()) return *std::move(key);
  return writable().error();
}

// With memory_mutex_ held. Another node may do the same now: both keys are the person's then.
PersonKey KafkaKeys::make_up(const TenantId& tenant, const PersonId& person) {
  PersonKey key{person.text() + '/' + random(), dice_.bytes(secret_bytes)};
  auto name = person_key_name(tenant.text(), key.id);
  auto value = wrapped(name, key.secret);
  live_.add(tenant.text(), key.id, key.secret, LiveKeys::Seen::here);
  unsaved_.emplace(std::move(name), std::move(value));
  not_durable_ = unsaved_.size();
  return key;
}

// A key is durable before the first event that names it, so one that is missed at the topic's end
// was dropped.
Result<std::optional<std::string>> KafkaKeys::find(const TenantId& tenant,
                                                   std::string_view key_id) {
  auto name = person_key_name(tenant.text(), key_id);
  {
    const std::lock_guard lock(memory_mutex_);
    auto found = live_.find(tenant.text(), key_id);
    if (found || gone_.contains(name)) return found;
  }
  if (const auto read = topic_->catch_up(); !read) {
    return Fault{FaultKind::unavailable, "keys_unread",
                 read.error().code + ": " + read.error().detail};
  }
  const std::lock_guard lock(memory_mutex_);
  auto found = live_.find(tenant.text(), key_id);
  if (found) return found;
  if (unreadable_) return Fault{FaultKind::unavailable, "keys_unread", unreadable_->detail};
  gone_.add(std::move(name));
  return found;
}

std::optional<std::string> KafkaKeys::known_secret(const TenantId& tenant) {
  const std::lock_guard lock(memory_mutex_);
  return live_.tenant_secret(tenant.text());
}

// Of several that nodes propose at the same time, the first in the topic is everybody's.
Result<std::string> KafkaKeys::tenant_secret(const TenantId& tenant) {
  if (auto known = known_secret(tenant)) return *std::move(known);
  const std::lock_guard lock(write_mutex_);
  TRY(topic_->catch_up());
  if (auto known = known_secret(tenant)) return *std::move(known);
  TRY(writable());
  const auto name = tenant_secret_name(tenant.text(), random());
  TRY(topic_->put(name, wrapped(name, dice_.bytes(secret_bytes))));
  TRY(topic_->catch_up());
  if (auto known = known_secret(tenant)) return *std::move(known);
  return Fault{FaultKind::damaged, "keys_damaged", name + " was written and is not there"};
}

// Whoever waits here finds the keys of all who came before already saved: one round trip serves
// many callers.
Result<void> KafkaKeys::make_durable() {
  if (not_durable_ == 0) return {};
  const std::lock_guard lock(write_mutex_);
  // What was written all the same must not be written again, behind an erasure.
  if (outcome_unknown_) TRY(topic_->catch_up());
  outcome_unknown_ = false;
  const auto puts = unsaved();
  if (const auto put = topic_->put_all(puts); !put) {
    outcome_unknown_ = true;
    return put;
  }
  saved(puts);
  return {};
}

std::vector<TopicPut> KafkaKeys::unsaved() {
  const std::lock_guard lock(memory_mutex_);
  std::vector<TopicPut> puts;
  for (const auto& [name, value] : unsaved_) puts.push_back({name, value});
  return puts;
}

void KafkaKeys::saved(const std::vector<TopicPut>& puts) {
  const std::lock_guard lock(memory_mutex_);
  for (const auto& put : puts) unsaved_.erase(put.key);
  not_durable_ = unsaved_.size();
}

// The erasure is noted before any key is dropped, so that a crash in between is finished later.
Result<void> KafkaKeys::erase(const TenantId& tenant, const PersonId& person) {
  TRY(writable());
  const std::lock_guard lock(write_mutex_);
  TRY(topic_->catch_up());
  if (const auto unsaved_ids = due_to_erase(tenant, person)) {
    TRY(topic_->put(erasure_name(tenant.text(), person.text()), erasure_value));
    TRY(topic_->catch_up());
    forget(tenant, *unsaved_ids);
  }
  return drop_dead();
}

// Nothing when all of the person's keys lie before an erasure already; else those that the topic
// does not hold yet. One that is made after this is younger than the erasure and stays.
std::optional<std::vector<std::string>> KafkaKeys::due_to_erase(const TenantId& tenant,
                                                                const PersonId& person) {
  const std::lock_guard lock(memory_mutex_);
  auto ids = live_.ids_of(tenant.text(), person.text());
  if (ids.empty() && live_.erased(tenant.text(), person.text())) return std::nullopt;
  std::erase_if(
      ids, [&](const auto& id) { return !unsaved_.contains(person_key_name(tenant.text(), id)); });
  return ids;
}

void KafkaKeys::forget(const TenantId& tenant, const std::vector<std::string>& key_ids) {
  const std::lock_guard lock(memory_mutex_);
  for (const auto& id : key_ids) {
    auto name = person_key_name(tenant.text(), id);
    live_.drop(tenant.text(), id);
    // An earlier try to save it may have come through in the meantime.
    if (unsaved_.erase(name) == 0) dead_.insert(name);
    gone_.add(std::move(name));
  }
  not_durable_ = unsaved_.size();
}

// With write_mutex_ held. Another node may do the same: a key that is dropped twice is dropped.
Result<void> KafkaKeys::drop_dead() {
  std::vector<TopicPut> drops;
  {
    const std::lock_guard lock(memory_mutex_);
    for (const auto& name : dead_) drops.push_back({name, std::nullopt});
  }
  TRY(topic_->put_all(drops));
  const std::lock_guard lock(memory_mutex_);
  for (const auto& drop : drops) dead_.erase(drop.key);
  return {};
}

}  // namespace fettle
