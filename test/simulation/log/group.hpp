// The group that deals out partitions, simulated: who does not ask within a session is left out,
// and nobody learns of a change before he asks again. A member that was stopped believes what it
// heard last.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/ports/lease.hpp"
#include "core/position.hpp"
#include "test/simulation/engine/schedule.hpp"

namespace fettle::sim {

inline constexpr Micros session_time{6'000'000};
inline constexpr Micros ask_every{1'000'000};

struct Dealt {
  Part part = Part::none;
  std::uint64_t term = 0;  // rises with each new owner
  bool operator==(const Dealt&) const = default;
};

class Group {
 public:
  Group(const Schedule& schedule, std::uint32_t partitions)
      : schedule_(schedule), holders_(partitions), terms_(partitions) {}

  // `member`, who acts for what he `holds`, is in, and is told what is his own. What another holds
  // is dealt only once that one asked without it, or was silent for a session.
  std::vector<Dealt> ask(const std::string& member, const std::vector<bool>& holds) {
    const auto now = schedule_.now();
    std::erase_if(members_, [&](const auto& one) { return now - one.second > session_time; });
    members_.insert_or_assign(member, now);
    std::vector<Dealt> dealt;
    for (std::uint32_t p = 0; p < holders_.size(); ++p) {
      const auto part = deal(member, p, holds[p]);
      dealt.push_back({part, terms_[p]});
    }
    return dealt;
  }

 private:
  Part deal(const std::string& member, std::uint32_t partition, bool holds) {
    auto& holder = holders_[partition];
    const auto part = planned(member, partition);
    const bool silent = !members_.contains(holder);
    if (silent || (holder == member && !holds)) holder.clear();
    if (part == Part::owner && holder.empty()) {
      holder = member;
      ++terms_[partition];
    }
    if (part == Part::owner && holder != member) return Part::standby;
    return part;
  }
  // The next behind the owner stands by.
  Part planned(const std::string& member, std::uint32_t partition) const {
    const auto place =
        static_cast<std::size_t>(std::distance(members_.begin(), members_.find(member)));
    const auto owner = partition % members_.size();
    if (place == owner) return Part::owner;
    return place == (owner + 1) % members_.size() ? Part::standby : Part::none;
  }

  const Schedule& schedule_;
  std::map<std::string, Moment> members_;  // when each asked last
  std::vector<std::string> holders_;       // by partition; empty: nobody
  std::vector<std::uint64_t> terms_;       // by partition
};

// What one process believes of all partitions.
class Membership {
 public:
  Membership(const Schedule& schedule, std::uint32_t partitions)
      : schedule_(schedule), dealt_(partitions) {}

  // True: something is another's now, or ours.
  bool told(std::vector<Dealt> dealt, Moment asked) {
    asked_ = asked;
    return dealt != std::exchange(dealt_, dealt);
  }
  Part part(Partition partition) const { return dealt_[number(partition)].part; }
  std::uint64_t term(Partition partition) const { return dealt_[number(partition)].term; }
  std::vector<bool> holds() const {
    std::vector<bool> held;
    for (const auto& one : dealt_) held.push_back(one.part == Part::owner);
    return held;
  }
  // As adapters/kafka_log/membership.hpp.
  bool fresh() const { return schedule_.now() - asked_ < session_time / 2; }

 private:
  const Schedule& schedule_;
  std::vector<Dealt> dealt_;
  Moment asked_{Micros{0}};
};

class DealtLease final : public Lease {
 public:
  DealtLease(const Membership& membership, Partition partition)
      : membership_(membership), partition_(partition) {}
  Part part() const override { return membership_.part(partition_); }
  bool fresh() const override { return membership_.fresh(); }
  std::uint64_t term() const override { return membership_.term(partition_); }

 private:
  const Membership& membership_;
  Partition partition_;
};

}  // namespace fettle::sim
