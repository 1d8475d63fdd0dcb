#include "core/shard/cell.hpp"

#include <algorithm>

#include "core/bytes.hpp"
#include "core/shard/keyspace.hpp"

namespace fettle {
namespace {

class Collector final : public IndexSink {
 public:
  Collector(std::string_view type, std::string_view tenant, std::string_view id, Sealing& sealing)
      : type_(type), tenant_(tenant), id_(id), sealing_(sealing) {}

  void put(const Index& index, std::string_view key) override {
    invariant(key.find('\0') == std::string_view::npos, "an index key has no zero byte");
    entries.push_back(keyspace::index(tenant_, index.name, key) + id_);
  }
  void put_personal(const Index& index, std::string_view key) override {
    put(index, sealing_.blind(key));
  }
  void timer(Moment due, std::string_view name) override {
    auto key = keyspace::due(due);
    for (const auto& part : {std::string_view(tenant_), type_, std::string_view(id_), name}) {
      key += part;
      key += keyspace::part_end;
    }
    entries.push_back(std::move(key));
  }

  std::vector<std::string> entries;

 private:
  std::string_view type_;
  std::string tenant_;
  std::string id_;
  Sealing& sealing_;
};

}  // namespace

std::vector<std::string> entries_of(const AggregateType& type, const void* state,
                                    std::string_view tenant, std::string_view id,
                                    Sealing& sealing) {
  Collector collector(type.name, tenant, id, sealing);
  type.index(state, collector);
  std::sort(collector.entries.begin(), collector.entries.end());
  return std::move(collector.entries);
}

std::string encode(const Cell& cell, Sealing& sealing) {
  std::string bytes;
  append_little(bytes, cell.version);
  append_little(bytes, static_cast<std::uint32_t>(cell.entries.size()));
  for (const auto& entry : cell.entries) append_sized<std::uint32_t>(bytes, entry);
  cell.type->encode(cell.state.get(), bytes, &sealing);
  return bytes;
}

Result<Cell> decode_cell(const AggregateType& type, std::string_view bytes, Sealing& sealing) {
  const Fault damaged{FaultKind::damaged, "snapshot_unreadable",
                      "delete the snapshot folder: it is folded again from the log"};
  if (bytes.size() < 12) return damaged;
  Cell cell{&type, load_little<std::uint64_t>(bytes.data()), nullptr, {}};
  const auto count = load_little<std::uint32_t>(bytes.data() + 8);
  bytes.remove_prefix(12);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto entry = take_sized<std::uint32_t>(bytes);
    if (!entry) return damaged;
    cell.entries.emplace_back(*entry);
  }
  cell.state = TRY(type.decode(bytes, &sealing));
  return cell;
}

}  // namespace fettle
