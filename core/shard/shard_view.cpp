#include "core/shard/shard_view.hpp"

#include "core/shard/keyspace.hpp"

namespace fettle {

void ShardView::give_up(const Fault& why) {
  fault_ = why;
  throw InvariantBroken("what is decided on can be read");
}

Versioned ShardView::lookup(std::string_view type, std::string_view id) {
  const auto* aggregate = domain_.aggregate(type);
  invariant(aggregate != nullptr, "every aggregate that decide reads is registered");
  auto cell = memory_.aggregate(tenant_.text(), *aggregate, id);
  if (!cell) give_up(cell.error());
  if (*cell == nullptr) return {};
  kept_.push_back(*cell);
  return {(*cell)->version, (*cell)->state.get()};
}

std::vector<std::string> ShardView::ids_between(const std::string& from, const std::string& to,
                                                std::size_t limit) {
  std::vector<std::string> ids;
  if (limit == 0) return ids;
  const auto scanned = memory_.scan(from, to, [&](std::string_view key) {
    ids.emplace_back(key.substr(key.rfind(keyspace::part_end) + 1));
    return ids.size() < limit;
  });
  if (!scanned) give_up(scanned.error());
  return ids;
}

std::vector<std::string> ShardView::find(const Index& index, std::string_view key,
                                         std::size_t limit) {
  const auto from = keyspace::index(tenant_.text(), index.name, key);
  return ids_between(from, keyspace::beyond(from), limit);
}

std::vector<std::string> ShardView::find_personal(const Index& index, std::string_view key,
                                                  std::size_t limit) {
  auto sealing = memory_.sealing(tenant_.text());
  const auto blinded = sealing.blind(key);
  if (sealing.fault()) give_up(*sealing.fault());
  return find(index, blinded, limit);
}

std::vector<std::string> ShardView::range(const Index& index, std::string_view from,
                                          std::string_view to, std::size_t limit) {
  const auto whole = keyspace::join('i', tenant_.text(), index.name);
  return ids_between(whole + std::string(from), whole + std::string(to), limit);
}

}  // namespace fettle
