#include "adapters/cli/stores.hpp"

#include <fmt/format.h>

#include <system_error>
#include <vector>

#include "adapters/cli/tools/kafka_properties.hpp"
#include "adapters/cli/tools/log_of_folder.hpp"
#include "adapters/file_keys/file.hpp"
#include "adapters/file_keys/file_keys.hpp"
#include "adapters/file_keys/master_key_file.hpp"
#include "adapters/segment_log/segment_log.hpp"
#include "core/crypto/crypto.hpp"

namespace fettle::cli {

namespace {

namespace fs = std::filesystem;

// Each folder on the way that was not there has its name on the disk afterwards.
Result<void> make_root(const fs::path& root) {
  std::error_code error;
  std::vector<fs::path> holders;
  for (auto at = fs::absolute(root / ".").lexically_normal().parent_path(); !fs::exists(at, error);
       at = at.parent_path()) {
    holders.push_back(at.parent_path());
  }
  fs::create_directories(root, error);
  if (error) {
    return Fault{FaultKind::unavailable, "data_dir_unusable",
                 root.string() + ": " + error.message()};
  }
  for (const auto& holder : holders) TRY(file_keys::sync_folder(holder));
  return {};
}

// All nodes wrap the keys with the same one: a second node is given the first one's file.
Result<MasterKey> master_key(const EngineSettings& settings, Dice& dice) {
  const auto path = Folders(settings).master_key();
  std::error_code error;
  if (fs::exists(path, error)) return file_keys::load_master_key(path);
  if (settings.create_master_key) return file_keys::create_master_key(path, dice);
  return Fault{FaultKind::mismatch, "master_key_missing", path.string() + " is not there"};
}

}  // namespace

Result<Stores> open_embedded(const EngineSettings& settings, Dice& dice,
                             std::function<void(const Fault&)> on_damage) {
  const Folders folders(settings);
  TRY(make_root(folders.root));
  Stores stores;
  stores.disk = std::make_unique<segment_log::PosixDisk>();
  stores.keys = TRY(
      FileKeys::open({.folder = folders.keys(),
                      .master_key_file = folders.master_key(),
                      .master_key = settings.create_master_key ? FileKeysOptions::Missing::create
                                                               : FileKeysOptions::Missing::refuse},
                     dice));
  std::optional<segment_log::ScrubPlan> scrub;
  if (settings.scrub) scrub.emplace().on_fault = std::move(on_damage);
  const LogId fresh(crypto::to_hex(dice.bytes(8)));
  stores.log = TRY(segment_log::SegmentLog::open(
      *stores.disk, folders.log().string(), fresh,
      {.segment_bytes = settings.segment_bytes, .scrub = std::move(scrub)}));
  return stores;
}

Result<KafkaSettings> kafka_settings(const EngineSettings& settings) {
  auto kafka = settings.kafka;
  if (!settings.kafka_properties.empty()) {
    kafka.properties = TRY(read_properties(settings.kafka_properties));
  }
  return kafka;
}

Result<KafkaStores> open_kafka(const EngineSettings& settings, Dice& dice) {
  const Folders folders(settings);
  TRY(make_root(folders.root));
  const auto kafka = TRY(kafka_settings(settings));
  KafkaStores stores;
  stores.log = TRY(open_log_of(folders.root, kafka, dice));
  auto master = TRY(master_key(settings, dice));
  stores.keys = TRY(KafkaKeys::open(
      kafka, [log = stores.log.get()] { return log->producer(); }, std::move(master), dice));
  return stores;
}

Result<http::NodeSecret> node_secret(const EngineSettings& settings, Dice& dice) {
  const auto path = Folders(settings).node_secret();
  std::error_code error;
  if (settings.node_secret_file.empty() && !fs::exists(path, error)) {
    TRY(file_keys::make_file(path, crypto::to_hex(dice.bytes(http::node_secret_bytes_min))));
  }
  return http::NodeSecret::load(path.string());
}

std::string listening_url(const EngineSettings& settings) {
  return fmt::format("http{}://{}:{}", settings.http.tls ? "s" : "", settings.http.address,
                     settings.http.port);
}

std::string node_url(const EngineSettings& settings) {
  return settings.node_url.empty() ? listening_url(settings) : settings.node_url;
}

}  // namespace fettle::cli
