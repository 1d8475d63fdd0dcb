#include "adapters/cli/outside/outside.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "adapters/cli/stores.hpp"

namespace fettle::cli {
namespace {

constexpr std::string_view odoo_name = "odoo";
// A batch of pickings on a server that is slow at every call.
constexpr std::chrono::minutes odoo_call_max{15};

void write_line(const ErrandAttempt& attempt) {
  const bool done = attempt.outcome == "done";
  spdlog::log(done ? spdlog::level::info : spdlog::level::warn,
              "errand {} tenant={} connector={} action={} subject={} try={} outcome={} ms={} {}",
              attempt.errand, attempt.tenant, attempt.connector, attempt.action, attempt.subject,
              attempt.number, attempt.outcome, attempt.took.count(), attempt.detail);
}

// One connector on one partition: the loop on a thread, its calls on another.
class Running final : public Companion {
 public:
  Running(std::unique_ptr<Connector> connector, std::unique_ptr<ConnectorLoop> loop,
          ThreadExecutor& caller, const OnFault& on_fault)
      : connector_(std::move(connector)), loop_(std::move(loop)), caller_(caller) {
    thread_ = std::make_unique<LoopThread>(
        LoopThread::Loop{[this](std::chrono::milliseconds wait) { return loop_->step(wait); },
                         [this] { loop_->wake(); }},
        [name = std::string(connector_->name()), on_fault](const Fault& fault) {
          on_fault(name, fault);
        });
  }
  // A call may still be on its way: the connector goes when that is over.
  ~Running() override {
    thread_.reset();
    loop_.reset();
    caller_.post([connector = std::shared_ptr<Connector>(std::move(connector_))] {});
  }

 private:
  std::unique_ptr<Connector> connector_;
  std::unique_ptr<ConnectorLoop> loop_;
  ThreadExecutor& caller_;
  std::unique_ptr<LoopThread> thread_;
};

template <class Map>
std::vector<TenantId> tenants_of(const Map& connected) {
  std::vector<TenantId> tenants;
  for (const auto& [tenant, of_tenant] : connected) tenants.emplace_back(tenant);
  return tenants;
}

}  // namespace

Result<std::unique_ptr<Outside>> Outside::open(const Ports& ports) {
  std::unique_ptr<Outside> outside(new Outside(ports));
  for (const auto& [tenant, of] : TRY(read_connections(ports.settings.connectors_file))) {
    TRY(outside->open_wechat(tenant, of));
    if (of.odoo) outside->shelves_.emplace(tenant, *of.odoo);
  }
  return outside;
}

void Outside::stop() {
  web_.stop();
  logins_.reset();
  callbacks_.reset();
}

Result<void> Outside::open_wechat(const std::string& tenant, const TenantConnections& of) {
  if (of.wechat_pay) {
    merchants_.emplace(
        tenant, TRY(wechat_pay::Merchant::open(*of.wechat_pay, web_, ports_.clock, ports_.dice)));
  }
  if (!of.mini_program) return {};
  wechat::Sender sender;
  sender.program = TRY(wechat::MiniProgram::open(of.mini_program->account, web_, ports_.clock));
  if (!of.mini_program->page.empty()) sender.page = of.mini_program->page;
  for (const auto& [moment, text] : of.mini_program->templates) {
    sender.templates.emplace(moment, TRY(wechat::parse_template(text)));
  }
  senders_.emplace(tenant, std::move(sender));
  return {};
}

wechat_pay::Merchant* Outside::merchant(std::string_view tenant) const {
  const auto found = merchants_.find(tenant);
  return found == merchants_.end() ? nullptr : found->second.get();
}

wechat::MiniProgram* Outside::mini_program(std::string_view tenant) const {
  const auto found = senders_.find(tenant);
  return found == senders_.end() ? nullptr : found->second.program.get();
}

Result<std::vector<std::unique_ptr<Companion>>> Outside::connect(Partition partition,
                                                                 const Stores& stores) {
  std::vector<std::unique_ptr<Companion>> started;
  if (!merchants_.empty()) {
    TRY(start(std::make_unique<wechat_pay::PayConnector>(merchants_, ports_.clock,
                                                         wechat_pay::PayConnector::Settings{}),
              tenants_of(merchants_), partition, stores, started));
  }
  if (!senders_.empty()) {
    TRY(start(std::make_unique<wechat::NoticeConnector>(senders_), tenants_of(senders_), partition,
              stores, started));
  }
  if (!shelves_.empty()) {
    TRY(start(std::make_unique<odoo::OdooConnector>(shelves_, web_, ports_.clock),
              tenants_of(shelves_), partition, stores, started));
  }
  return started;
}

Result<void> Outside::start(std::unique_ptr<Connector> connector, std::vector<TenantId> tenants,
                            Partition partition, const Stores& stores,
                            std::vector<std::unique_ptr<Companion>>& into) {
  auto& caller = caller_of(connector->name(), partition);
  auto loop = TRY(ConnectorLoop::open(ports_.domain,
                                      {stores.log, stores.keys, ports_.clock, ports_.dice,
                                       ports_.metrics, caller, stores.submit, &write_line},
                                      *connector, std::move(tenants),
                                      options_for(connector->name(), partition)));
  into.push_back(
      std::make_unique<Running>(std::move(connector), std::move(loop), caller, ports_.on_fault));
  return {};
}

ConnectorLoop::Options Outside::options_for(std::string_view connector, Partition partition) const {
  const auto& settings = ports_.settings.connectors;
  ConnectorLoop::Options options;
  options.partition = partition;
  options.node = ports_.settings.on_kafka() ? node_url(ports_.settings) : "embedded";
  options.retry = connector == wechat_pay::connector_name ? settings.wechat_pay_retry
                  : connector == wechat::connector_name   ? settings.mini_program_retry
                                                          : settings.odoo_retry;
  if (connector == odoo_name) options.call_max = odoo_call_max;
  options.breaker.failures_max = settings.breaker_failures;
  options.breaker.pause = settings.breaker_pause;
  return options;
}

ThreadExecutor& Outside::caller_of(std::string_view connector, Partition partition) {
  const std::lock_guard lock(mutex_);
  auto& caller = callers_[fmt::format("{}/{}", connector, number(partition))];
  if (!caller) caller = std::make_unique<ThreadExecutor>();
  return *caller;
}

}  // namespace fettle::cli
