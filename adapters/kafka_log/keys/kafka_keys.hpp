// The keys of persons and tenants on a compacted topic that all nodes write and follow.
//
// What the order of the topic decides, it decides for every node alike: which of two tenant
// secrets counts, and which keys lie before an erasure. Another node goes on opening fields of an
// erased person until it has read of it, as a rule within milliseconds. What an erased key leaves
// on the brokers' disks until the cleaner comes is still wrapped by the master key.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <set>

#include "adapters/kafka_log/compacted_topic.hpp"
#include "adapters/kafka_log/keys/key_records.hpp"
#include "adapters/kafka_log/keys/live_keys.hpp"
#include "adapters/kafka_log/keys/recent_names.hpp"
#include "core/key_ring.hpp"
#include "core/ports/dice.hpp"
#include "core/ports/keys.hpp"

namespace fettle {

class KafkaKeys : public Keys {
 public:
  using GetProducer = kafka::CompactedTopic::GetProducer;

  // The topic must be there (topics.hpp). Without a producer the keys are opened for reading.
  // An erasure that a crash has cut short is finished here, or by the next erasure of a node that
  // runs.
  //   mismatch `master_key_mismatch`: the keys were wrapped by another master key.
  //   damaged `keys_damaged`:         a record is not what was written.
  //   unavailable:                    no broker answers.
  static Result<std::unique_ptr<KafkaKeys>> open(const KafkaSettings& settings,
                                                 GetProducer producer, MasterKey master,
                                                 Dice& dice);

  Result<PersonKey> current(const TenantId& tenant, const PersonId& person) override;
  // unavailable `keys_unread`: the key is not known here, and the topic's end cannot be asked.
  Result<std::optional<std::string>> find(const TenantId& tenant, std::string_view key_id) override;
  // Asks the broker at a tenant's first use.
  Result<std::string> tenant_secret(const TenantId& tenant) override;
  Result<void> make_durable() override;
  Result<void> erase(const TenantId& tenant, const PersonId& person) override;

  // Takes over all that another store held, under the same ids; durable when it returns. What an
  // earlier call has taken over stays, but for persons who were erased since.
  //   mismatch `keys_of_another`: a tenant or a key has another secret here.
  Result<void> take_over(const KeyRing& ring);

 private:
  KafkaKeys(const KafkaSettings& settings, bool writable, MasterKey master, Dice& dice);

  void visit(std::string_view name, std::optional<std::string_view> value);
  void take(const kafka::KeyRecordName& record, std::string_view name, std::string_view value);
  void take_erasure(const kafka::KeyRecordName& record);
  void take_drop(const kafka::KeyRecordName& record, std::string_view name);
  std::optional<std::string> unwrapped(std::string_view name, std::string_view value) const;
  std::string wrapped(std::string_view name, std::string_view secret) const;
  std::string random() const;

  Result<void> check_master();
  Result<void> show_master();
  Fault wrong_master() const;
  Result<void> writable() const;

  std::optional<std::string> known_secret(const TenantId& tenant);
  PersonKey make_up(const TenantId& tenant, const PersonId& person);
  std::vector<kafka::TopicPut> unsaved();
  void saved(const std::vector<kafka::TopicPut>& puts);
  std::optional<std::vector<std::string>> due_to_erase(const TenantId& tenant,
                                                       const PersonId& person);
  void forget(const TenantId& tenant, const std::vector<std::string>& key_ids);
  Result<void> drop_dead();
  Result<void> check_same(const KeyRing& ring);
  Result<void> take_over_erasures(const KeyRing& ring);
  std::vector<kafka::TopicPut> missing_of(const KeyRing& ring);

  const std::string topic_name_;
  const bool writable_;
  const MasterKey master_;
  Dice& dice_;

  std::mutex write_mutex_;        // taken before memory_mutex_, held while the topic is written
  bool outcome_unknown_ = false;  // of the last keys that were sent

  std::mutex memory_mutex_;  // never held while the broker is asked
  kafka::LiveKeys live_;
  std::map<std::string, std::string> unsaved_;  // wrapped, by name
  std::set<std::string> dead_;                  // erased, and not dropped from the topic yet
  kafka::RecentNames gone_;                     // dropped, or asked for and not there
  std::optional<bool> master_fits_;             // as the first proof says
  std::optional<Fault> unreadable_;             // the first record that cannot be read

  std::atomic<std::size_t> not_durable_ = 0;      // of unsaved_, to be asked quickly
  std::unique_ptr<kafka::CompactedTopic> topic_;  // visits all of the above
};

}  // namespace fettle
