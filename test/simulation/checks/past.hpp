// A tenant at every moment of its past: the states and index entries that it had between any two
// of its commits, folded from the log by the real evolve.
#pragma once

#include "core/shard/cell.hpp"
#include "core/tenant_view.hpp"
#include "test/simulation/checks/read_log.hpp"

namespace fettle::sim {

class TenantPast {
 public:
  TenantPast(const Domain& domain, TenantId tenant, Keys& keys, Dice& dice)
      : domain_(domain), tenant_(std::move(tenant)), keys_(keys), dice_(dice) {}

  // The tenant's next commit, seen to be durable now.
  void add(const ReadCommit& commit, Moment now);

  const TenantId& tenant() const { return tenant_; }
  // State `n` is what the first n commits made of it; this is the newest.
  std::size_t newest() const { return shown_.size(); }
  // Whether it was in that state at `since` or later.
  bool was_in(std::size_t state, Moment since) const {
    return state == newest() || shown_[state] >= since;
  }

  // Null: there was none.
  const Cell* cell(std::string_view type, std::string_view id, std::size_t state) const;
  // Entries in [from, to) in byte order.
  void scan(std::string_view from, std::string_view to, std::size_t state,
            const std::function<bool(std::string_view key)>& visit) const;
  Sealing sealing() const { return {tenant_, keys_, dice_}; }

 private:
  template <class T>
  using Changes = std::vector<std::pair<std::size_t, T>>;  // each with the state it came with

  void fold(const ReadEvent& event, std::size_t state);

  const Domain& domain_;
  TenantId tenant_;
  Keys& keys_;
  Dice& dice_;
  std::vector<Moment> shown_;  // by commit
  std::map<std::string, Changes<Cell>, std::less<>> cells_;
  std::map<std::string, Changes<bool>, std::less<>> entries_;  // there, or taken back
};

// What decide saw, or would have seen, in one of these states.
class PastView final : public TenantView {
 public:
  PastView(const TenantPast& past, std::size_t state) : past_(past), state_(state) {}

  std::vector<std::string> find(const Index& index, std::string_view key,
                                std::size_t limit) override;
  std::vector<std::string> find_personal(const Index& index, std::string_view key,
                                         std::size_t limit) override;
  std::vector<std::string> range(const Index& index, std::string_view from, std::string_view to,
                                 std::size_t limit) override;
  Versioned lookup(std::string_view type, std::string_view id) override;

 private:
  std::vector<std::string> ids_between(const std::string& from, const std::string& to,
                                       std::size_t limit) const;
  const TenantPast& past_;
  std::size_t state_;
};

}  // namespace fettle::sim
