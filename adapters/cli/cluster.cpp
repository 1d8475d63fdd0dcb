#include "adapters/cli/cluster.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/cli/stores.hpp"
#include "core/partitioning.hpp"

namespace fettle::cli {
namespace {

// A node that is silent for so many session times is taken for gone.
constexpr int silent_sessions_max = 3;

}  // namespace

// Written by the group's thread, read by the shard's.
class Cluster::NodeLease final : public Lease {
 public:
  Part part() const override { return part_; }
  bool fresh() const override {
    const auto* membership = membership_.load();
    return part_ == Part::owner && membership != nullptr && membership->fresh();
  }
  std::uint64_t term() const override { return term_; }
  void set(Part part) {
    if (part == Part::owner) ++term_;
    part_ = part;
  }
  void confirmed_by(const kafka::Membership* membership) { membership_ = membership; }

 private:
  std::atomic<Part> part_ = Part::none;
  std::atomic<std::uint64_t> term_ = 0;
  std::atomic<const kafka::Membership*> membership_ = nullptr;
};

Cluster::Cluster(const Plan& plan, KafkaSettings kafka, http::NodeSecret secret)
    : kafka_(std::move(kafka)),
      url_(plan.url),
      standbys_(plan.settings.standbys),
      on_fault_(plan.on_fault),
      remote_(std::move(secret), plan.clock,
              {.submission_bytes_max = plan.settings.http.body_bytes_max}),
      announcing_(std::make_unique<ThreadExecutor>()) {
  for (std::uint32_t p = 0; p < kafka_.partitions; ++p) {
    leases_.push_back(std::make_shared<NodeLease>());
  }
}

Result<std::unique_ptr<Cluster>> Cluster::open(const Plan& plan, http::NodeSecret secret) {
  auto kafka = TRY(kafka_settings(plan.settings));
  std::unique_ptr<Cluster> made(new Cluster(plan, std::move(kafka), std::move(secret)));
  made->routes_ = TRY(Routes::open(made->kafka_, [&log = plan.log] { return log.producer(); }));
  return made;
}

Cluster::~Cluster() {
  leave();
  announcing_.reset();
}

Result<void> Cluster::join(std::function<void()> dealt) {
  dealt_ = std::move(dealt);
  membership_ = TRY(kafka::Membership::join(
      kafka_, {kafka_.prefix + "-owners", kafka_.owners(),
               [this](const std::set<Partition>& ours) { deal(ours); },
               [this](const Fault& fault) { on_fault_("group of owners", fault); }, url_}));
  for (const auto& lease : leases_) lease->confirmed_by(membership_.get());
  return {};
}

void Cluster::leave() {
  if (!membership_) return;
  for (const auto& lease : leases_) {
    lease->confirmed_by(nullptr);
    lease->set(Part::none);
  }
  dealt_();
  membership_.reset();
}

void Cluster::deal(const std::set<Partition>& ours) {
  {
    const std::lock_guard lock(dealing_);
    for (std::uint32_t p = 0; p < leases_.size(); ++p) {
      if (ours.contains(Partition{p})) {
        leases_[p]->set(Part::owner);
      } else if (leases_[p]->part() == Part::owner) {
        leases_[p]->set(Part::none);
      }
    }
  }
  joined_ = true;
  dealt_();
}

std::optional<std::string> Cluster::trouble() const {
  if (!joined_) return "joining";
  const std::lock_guard lock(dealing_);
  const auto unconfirmed = [](const auto& lease) {
    return lease->part() == Part::owner && !lease->fresh();
  };
  if (std::ranges::any_of(leases_, unconfirmed)) return "ownership_unconfirmed";
  return std::nullopt;
}

std::shared_ptr<const Lease> Cluster::lease(Partition partition) const {
  return leases_[number(partition)];
}

void Cluster::forward(Partition partition, Submission submission) {
  const auto owner = routes_->owner(partition);
  if (owner && owner->url != url_) return remote_.submit(owner->url, std::move(submission));
  submission.done(Fault{FaultKind::unavailable, "owner_unknown",
                        fmt::format("no node serves partition {} now", number(partition))});
}

void Cluster::serving(Partition partition, Offset claim) {
  announce([this, partition, claim] { return routes_->announce_owner(partition, claim, url_); });
}

void Cluster::tenant_made(const TenantId& tenant, Partition partition) {
  announce([this, tenant, partition] { return routes_->announce_tenant(tenant, partition); });
}

void Cluster::announce(std::function<Result<void>()> what) {
  announcing_->post([this, what = std::move(what)] {
    if (const auto told = what(); !told) on_fault_("routes", told.error());
  });
}

// Who may own nothing stays unnamed: the others would take it for a standby.
void Cluster::keep_house() {
  if (!membership_) return;
  if (Steady::now() - announced_ >= kafka_.session_timeout) {
    announced_ = Steady::now();
    announce([this] { return routes_->announce_node(url_); });
    for (const auto& [partition, claim] : routes_->overwritten(url_)) serving(partition, claim);
  }
  choose_standbys();
}

// Those of role command that are there, in the order of their URLs.
std::vector<std::string> Cluster::nodes() const {
  return routes_->nodes(kafka_.session_timeout * silent_sessions_max);
}

std::size_t Cluster::without_owner() const {
  const auto there = nodes();
  std::size_t count = 0;
  for (std::uint32_t p = 0; p < leases_.size(); ++p) {
    const auto owner = routes_->owner(Partition{p});
    if (!owner || !std::ranges::binary_search(there, owner->url)) ++count;
  }
  return count;
}

void Cluster::choose_standbys() {
  const auto nodes = this->nodes();
  const std::lock_guard lock(dealing_);
  for (std::uint32_t p = 0; p < leases_.size(); ++p) {
    if (leases_[p]->part() == Part::owner) continue;
    leases_[p]->set(stands_by_for(Partition{p}, nodes) ? Part::standby : Part::none);
  }
}

// Every node ranks the nodes alike, so the first few know that it is them.
bool Cluster::stands_by_for(Partition partition, const std::vector<std::string>& nodes) const {
  const auto rank = [&](const std::string& url) {
    return murmur2(fmt::format("{} {}", number(partition), url));
  };
  const auto owner = routes_->owner(partition);
  const auto mine = rank(url_);
  const auto before = std::ranges::count_if(nodes, [&](const auto& url) {
    return url != url_ && !(owner && owner->url == url) && rank(url) < mine;
  });
  return static_cast<std::uint64_t>(before) < standbys_;
}

}  // namespace fettle::cli
