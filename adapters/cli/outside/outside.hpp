// Everything that this process knows of systems outside: who is connected to what, and the
// connectors that run while a partition is its own.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/cli/engine_settings.hpp"
#include "adapters/cli/outside/connector_settings.hpp"
#include "adapters/cli/partition_shard.hpp"
#include "adapters/odoo/connector.hpp"
#include "adapters/web/curl_web.hpp"
#include "adapters/wechat/notice_connector.hpp"
#include "adapters/wechat_pay/connector.hpp"
#include "commands/connectors/connector_loop.hpp"
#include "core/ports/metrics.hpp"
#include "core/thread_executor.hpp"

namespace fettle::cli {

class Outside {
 public:
  struct Ports {
    const EngineSettings& settings;
    const Domain& domain;
    Clock& clock;
    Dice& dice;
    Metrics& metrics;
    OnFault on_fault;
  };
  struct Stores {
    Log& log;
    Keys& keys;
    std::function<void(Submission)> submit;
  };

  // Reads the connections' file; asks nobody outside yet. invalid: as read_connections, and as the
  // outside systems' own settings are checked.
  static Result<std::unique_ptr<Outside>> open(const Ports& ports);
  ~Outside() { stop(); }

  // Null: the tenant has none. Any thread.
  wechat_pay::Merchant* merchant(std::string_view tenant) const;
  wechat::MiniProgram* mini_program(std::string_view tenant) const;

  // The connectors of one partition, running. They end before this does.
  Result<std::vector<std::unique_ptr<Companion>>> connect(Partition partition,
                                                          const Stores& stores);
  // For what faces ask outside, which must not hold up their threads. Callbacks are not behind
  // logins: a payment service takes a late answer for none.
  Executor& logins() { return *logins_; }
  Executor& callbacks() { return *callbacks_; }
  // Ends calls on their way and what faces posted. Once nobody posts any more, and before the write
  // side ends, which their outcomes go to.
  void stop();

 private:
  explicit Outside(const Ports& ports) : ports_(ports), web_({}) {}
  Result<void> open_wechat(const std::string& tenant, const TenantConnections& of);
  Result<void> start(std::unique_ptr<Connector> connector, std::vector<TenantId> tenants,
                     Partition partition, const Stores& stores,
                     std::vector<std::unique_ptr<Companion>>& into);
  ConnectorLoop::Options options_for(std::string_view connector, Partition partition) const;
  ThreadExecutor& caller_of(std::string_view connector, Partition partition);

  const Ports ports_;
  web::CurlWeb web_;
  wechat_pay::PayConnector::Merchants merchants_;
  wechat::Senders senders_;
  odoo::OdooConnector::Tenants shelves_;
  std::mutex mutex_;
  // A call outlives a partition that is lost; its thread is kept for the next time.
  std::map<std::string, std::unique_ptr<ThreadExecutor>> callers_;  // by connector and partition
  std::unique_ptr<ThreadExecutor> logins_ = std::make_unique<ThreadExecutor>();
  std::unique_ptr<ThreadExecutor> callbacks_ = std::make_unique<ThreadExecutor>();
};

}  // namespace fettle::cli
