// Log and keys of a serving process, on whichever technology, and where its files lie.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "adapters/cli/engine_settings.hpp"
#include "adapters/http/nodes/node_secret.hpp"
#include "adapters/kafka_log/kafka_log.hpp"
#include "adapters/kafka_log/keys/kafka_keys.hpp"
#include "adapters/segment_log/posix_disk.hpp"
#include "core/ports/dice.hpp"

namespace fettle::cli {

struct Folders {
  explicit Folders(const EngineSettings& settings)
      : root(settings.data_dir),
        master_key_file(settings.master_key_file),
        token_keys(settings.token_keys),
        node_secret_file(settings.node_secret_file),
        on_kafka(settings.on_kafka()) {}

  std::filesystem::path log() const { return root / "log"; }
  std::filesystem::path keys() const { return root / "keys"; }
  std::filesystem::path tokens() const { return token_keys.empty() ? root / "tokens" : token_keys; }
  std::filesystem::path master_key() const {
    return master_key_file.empty() ? root / "master.key" : master_key_file;
  }
  std::filesystem::path node_secret() const {
    return node_secret_file.empty() ? root / "node.secret" : node_secret_file;
  }
  std::filesystem::path media() const { return root / "media"; }
  std::filesystem::path revocations() const { return root / "revocations"; }
  // Its `snapshots`, and those prepared for the next binary, lie in it.
  std::filesystem::path of_partition(Partition partition) const {
    return on_kafka ? root / ("partition-" + std::to_string(number(partition))) : root;
  }
  std::filesystem::path snapshots() const { return root / "snapshots"; }

  std::filesystem::path root, master_key_file, token_keys, node_secret_file;
  bool on_kafka;
};

// The log goes last: keys may lie on it, and it on the disk.
struct Stores {
  std::unique_ptr<segment_log::PosixDisk> disk;  // of the embedded log
  std::unique_ptr<Log> log;
  std::unique_ptr<Keys> keys;
};

struct KafkaStores {
  std::unique_ptr<KafkaLog> log;
  std::unique_ptr<KafkaKeys> keys;
};

// One process's alone; what is not there yet is made. `on_damage`: found by the scrub, on its
// thread.
Result<Stores> open_embedded(const EngineSettings& settings, Dice& dice,
                             std::function<void(const Fault&)> on_damage);
// Topics are made, or refused when they are not what they must be, or hold another log than the
// one that the data folder belongs to.
Result<KafkaStores> open_kafka(const EngineSettings& settings, Dice& dice);

// The settings with those of their properties' file.
Result<KafkaSettings> kafka_settings(const EngineSettings& settings);
// Made when its place is the default one and it is not there.
Result<http::NodeSecret> node_secret(const EngineSettings& settings, Dice& dice);
// Where this process listens, by address and port.
std::string listening_url(const EngineSettings& settings);
// Where other nodes reach this one: where it listens unless it was named.
std::string node_url(const EngineSettings& settings);

}  // namespace fettle::cli
