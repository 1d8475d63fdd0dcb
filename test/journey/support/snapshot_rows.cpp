#include "test/journey/support/snapshot_rows.hpp"

#include <stdexcept>

#include "adapters/file_keys/file_keys.hpp"
#include "adapters/rocksdb_snapshots/rocksdb_snapshots.hpp"
#include "adapters/system/dice.hpp"
#include "commands/domain.hpp"
#include "core/shard/cell.hpp"
#include "core/shard/keyspace.hpp"

namespace fettle::journey {
namespace {

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().code + ": " + result.error().detail);
  return *std::move(result);
}

const Domain& whole_domain() {
  static const Domain domain = [] {
    Domain made;
    fill(made);
    return made;
  }();
  return domain;
}

// The parts of an aggregate's key: tenant, type, id.
std::string part_of(std::string_view key, int part) {
  key.remove_prefix(1);
  for (; part > 0; --part) key.remove_prefix(key.find(keyspace::part_end) + 1);
  return std::string(key.substr(0, key.find(keyspace::part_end)));
}

std::string opened(const std::string& key, const std::string& value, Keys& keys, Dice& dice) {
  const auto* type = whole_domain().aggregate(part_of(key, 1));
  if (type == nullptr) throw std::runtime_error("no aggregate for " + key);
  Sealing sealing(TenantId(part_of(key, 0)), keys, dice);
  const auto cell = must(decode_cell(*type, value, sealing));
  auto text = "version " + std::to_string(cell.version) + " ";
  cell.type->encode(cell.state.get(), text, nullptr);
  for (const auto& entry : cell.entries) text += "\n" + entry;
  return text;
}

}  // namespace

std::map<std::string, std::string> snapshot_rows(const std::filesystem::path& data_dir) {
  SystemDice dice;
  const auto keys = must(FileKeys::open({.folder = data_dir / "keys",
                                         .master_key_file = data_dir / "master.key",
                                         .access = file_keys::Access::read_only},
                                        dice));
  const auto store = must(RocksSnapshots::open_read_only(data_dir / "snapshots", {}));
  std::map<std::string, std::string> rows;
  const auto visit = [&](std::string_view key, std::string_view value) {
    rows.emplace(key, value);
    return true;
  };
  if (!store->scan("", "\xff", visit)) throw std::runtime_error("the snapshots cannot be read");
  for (auto& [key, value] : rows) {
    if (key.front() == 'a') value = opened(key, value, *keys, dice);
  }
  return rows;
}

}  // namespace fettle::journey
