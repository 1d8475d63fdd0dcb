// POST /webhooks/wechatpay/…: callbacks of WeChat Pay. Each is kept word for word with its verdict,
// and answered only when that is durable: WeChat Pay goes by the status, and comes again unless it
// is 2xx. Beyond a limit a minute, those that do not verify are counted instead of kept.
#pragma once

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <string>

#include "adapters/cli/outside/outside.hpp"
#include "adapters/http/gate.hpp"
#include "adapters/http/router.hpp"
#include "schemas/inbound/commands.hpp"

namespace fettle::cli {

class CallbackFace {
 public:
  struct Ports {
    Outside& outside;
    const Domain& domain;
    const Clock& clock;
    Dice& dice;
    Metrics& metrics;
    std::function<void(Submission)> submit;
  };
  static constexpr std::uint64_t unverified_a_minute_max = 20;  // of one tenant
  static constexpr int waiting_max = 256;                       // beyond it 503

  explicit CallbackFace(Ports ports) : ports_(std::move(ports)) {}

  void mount(http::Router& router, http::Gate& gate);
  // Records what was only counted in a minute that is over. One thread.
  void keep_house();

 private:
  struct Minute {
    std::int64_t number = 0;
    std::uint64_t unverified = 0;
    // Those that were only counted.
    std::uint64_t beyond() const {
      return unverified - std::min(unverified, unverified_a_minute_max);
    }
  };
  using Reply = std::shared_ptr<http::Responder>;
  void take(http::Routed routed, http::Responder responder);
  void read(const http::Routed& routed, const Reply& reply);
  Counter& counter_of(std::string_view verdict);
  bool is_too_many(const TenantId& tenant);
  void submit(const TenantId& tenant, const ErrandResult& command,
              std::function<void(Outcome)> done);
  void count(const TenantId& tenant, std::uint64_t beyond);
  std::int64_t this_minute() const;

  const Ports ports_;
  std::atomic<int> waiting_ = 0;
  std::mutex mutex_;
  std::map<std::string, Minute> minutes_;  // by tenant
};

}  // namespace fettle::cli
