// How the keys are opened, and what becomes of each record of their topic.
#include "adapters/kafka_log/keys/kafka_keys.hpp"

namespace fettle {

using namespace kafka;
using Kind = KeyRecordName::Kind;

Result<std::unique_ptr<KafkaKeys>> KafkaKeys::open(const KafkaSettings& settings,
                                                   GetProducer producer, MasterKey master,
                                                   Dice& dice) {
  std::unique_ptr<KafkaKeys> keys(
      new KafkaKeys(settings, static_cast<bool>(producer), std::move(master), dice));
  keys->topic_ = TRY(CompactedTopic::open(
      settings, settings.keys(), std::move(producer),
      [self = keys.get()](Offset, std::string_view name, std::optional<std::string_view> value) {
        self->visit(name, value);
      }));
  TRY(keys->check_master());
  if (!keys->writable_) return keys;
  const std::lock_guard lock(keys->write_mutex_);
  TRY(keys->drop_dead());
  return keys;
}

// Of two nodes that come first at the same time with two master keys, one stays.
Result<void> KafkaKeys::check_master() {
  const auto proved = [this] {
    const std::lock_guard lock(memory_mutex_);
    return master_fits_.has_value() || unreadable_.has_value();
  };
  if (!proved() && writable_) TRY(show_master());
  const std::lock_guard lock(memory_mutex_);
  if (!master_fits_.value_or(!unreadable_)) return wrong_master();
  if (unreadable_) return *unreadable_;
  return {};
}

// A secret like any other, of no use; its opening shows that this is the right master key.
Result<void> KafkaKeys::show_master() {
  const auto name = proof_name(random());
  TRY(topic_->put(name, wrapped(name, std::string(secret_bytes, '\0'))));
  return topic_->catch_up();
}

Fault KafkaKeys::wrong_master() const {
  return {FaultKind::mismatch, "master_key_mismatch",
          "the master key does not unwrap the keys in " + topic_name_ +
              "; give the one they were made with"};
}

std::string KafkaKeys::random() const {
  constexpr std::size_t random_bytes = 8;
  return crypto::to_hex(dice_.bytes(random_bytes));
}

std::string KafkaKeys::wrapped(std::string_view name, std::string_view secret) const {
  return to_bytes(master_.wrap(name, secret, dice_));
}

std::optional<std::string> KafkaKeys::unwrapped(std::string_view name,
                                                std::string_view value) const {
  const auto bytes = parse_wrapped(value);
  return bytes ? master_.unwrap(name, *bytes) : std::nullopt;
}

// On the topic's thread.
void KafkaKeys::visit(std::string_view name, std::optional<std::string_view> value) {
  const auto record = parse_key_record_name(name);
  if (!record) return;
  const std::lock_guard lock(memory_mutex_);
  if (record->kind == Kind::erasure) {
    take_erasure(*record);
  } else if (value) {
    take(*record, name, *value);
  } else if (record->kind == Kind::person_key) {
    take_drop(*record, name);
  }
}

void KafkaKeys::take(const KeyRecordName& record, std::string_view name, std::string_view value) {
  const auto secret = unwrapped(name, value);
  if (record.kind == Kind::proof) {
    if (!master_fits_) master_fits_ = secret.has_value();
    return;
  }
  if (!secret) {
    if (!unreadable_) {
      unreadable_ = Fault{FaultKind::damaged, "keys_damaged",
                          std::string(name) + " in " + topic_name_ + " cannot be unwrapped"};
    }
    return;
  }
  if (record.kind == Kind::tenant_secret) return live_.set_tenant_secret(record.tenant, *secret);
  live_.add(record.tenant, record.rest, *secret, LiveKeys::Seen::in_topic);
  unsaved_.erase(std::string(name));
  not_durable_ = unsaved_.size();
}

void KafkaKeys::take_erasure(const KeyRecordName& record) {
  for (const auto& id : live_.erase(record.tenant, record.rest)) {
    auto name = person_key_name(record.tenant, id);
    dead_.insert(name);
    gone_.add(std::move(name));
  }
}

void KafkaKeys::take_drop(const KeyRecordName& record, std::string_view name) {
  live_.drop(record.tenant, record.rest);
  dead_.erase(std::string(name));
  gone_.add(std::string(name));
}

}  // namespace fettle
