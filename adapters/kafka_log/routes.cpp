#include "adapters/kafka_log/routes.hpp"

#include <fmt/format.h>

#include "core/partitioning.hpp"
#include "core/text_numbers.hpp"

namespace fettle {
namespace {

constexpr std::string_view owner_prefix = "p/", tenant_prefix = "t/", node_prefix = "n/";

}  // namespace

Result<std::unique_ptr<Routes>> Routes::open(const KafkaSettings& settings,
                                             kafka::CompactedTopic::GetProducer producer) {
  std::unique_ptr<Routes> routes(new Routes(settings.partitions));
  routes->topic_ = TRY(kafka::CompactedTopic::open(
      settings, settings.routes(), std::move(producer),
      [self = routes.get()](Offset, auto key, auto value) { self->take(key, value); }));
  return routes;
}

// What cannot be read is a later version's, and passed over.
void Routes::take(std::string_view key, std::optional<std::string_view> value) {
  const std::lock_guard lock(mutex_);
  const auto name = key.substr(std::min(key.size(), owner_prefix.size()));
  if (key.starts_with(owner_prefix) && value) return take_owner(name, *value);
  if (key.starts_with(node_prefix)) {
    nodes_.insert_or_assign(std::string(name), Steady::now());
  } else if (key.starts_with(tenant_prefix) && value) {
    const auto partition = whole_number<std::uint32_t>(*value);
    if (!partition || *partition >= partitions_) return;
    // Most lie where their name says: only the others need a place in memory.
    const Partition named{*partition};
    const auto at = tenants_.find(name);
    if (TenantId::well_formed(name) &&
        chosen_partition(TenantId(std::string(name)), partitions_) == named) {
      if (at != tenants_.end()) tenants_.erase(at);
    } else {
      tenants_.insert_or_assign(std::string(name), named);
    }
  }
}

// An owner that was late with its word is not the newest, though its word is the last.
void Routes::take_owner(std::string_view partition, std::string_view value) {
  const auto space = value.find(' ');
  const auto number_of = whole_number<std::uint32_t>(partition);
  const auto claim = whole_number<std::uint64_t>(value.substr(0, space));
  if (!number_of || !claim || space == std::string_view::npos) return;
  auto& [known, last] = owners_[Partition{*number_of}];
  last = known.url.empty() || number(known.claim) <= *claim;
  if (last) known = {Offset{*claim}, std::string(value.substr(space + 1))};
}

std::optional<Routes::Owner> Routes::owner(Partition partition) const {
  const std::lock_guard lock(mutex_);
  const auto found = owners_.find(partition);
  if (found == owners_.end()) return std::nullopt;
  return found->second.owner;
}

std::map<Partition, Offset> Routes::overwritten(const std::string& url) const {
  const std::lock_guard lock(mutex_);
  std::map<Partition, Offset> found;
  for (const auto& [partition, told] : owners_) {
    if (!told.last && told.owner.url == url) found.emplace(partition, told.owner.claim);
  }
  return found;
}

Partition Routes::partition_of(const TenantId& tenant) const {
  const std::lock_guard lock(mutex_);
  const auto named = tenants_.find(tenant.text());
  return named != tenants_.end() ? named->second : chosen_partition(tenant, partitions_);
}

std::vector<std::string> Routes::nodes(std::chrono::milliseconds heard_within) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> found;
  for (const auto& [url, heard] : nodes_) {
    if (Steady::now() - heard <= heard_within) found.push_back(url);
  }
  return found;
}

Result<void> Routes::announce_owner(Partition partition, Offset claim, const std::string& url) {
  return topic_->put(fmt::format("{}{}", owner_prefix, number(partition)),
                     fmt::format("{} {}", number(claim), url));
}

Result<void> Routes::announce_tenant(const TenantId& tenant, Partition partition) {
  return topic_->put(fmt::format("{}{}", tenant_prefix, tenant.text()),
                     std::to_string(number(partition)));
}

Result<void> Routes::announce_node(const std::string& url) {
  return topic_->put(fmt::format("{}{}", node_prefix, url), "alive");
}

}  // namespace fettle
