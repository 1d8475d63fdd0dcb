// Payments as errands: prepay orders, questions about payments that stay silent, closed orders,
// refunds, and the bill of each day since it was connected.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/wechat_pay/bill_days.hpp"
#include "adapters/wechat_pay/merchant.hpp"
#include "core/connector.hpp"

namespace fettle::wechat_pay {

inline constexpr std::string_view connector_name = "wechat_pay";

class PayConnector final : public Connector {
 public:
  struct Settings {
    // Without a callback a payment is asked after by itself: so long after the prepay order, and
    // again after each answer that it is not paid; the last one repeats.
    std::vector<std::chrono::milliseconds> ask_after{
        std::chrono::seconds(30), std::chrono::minutes(1), std::chrono::minutes(5),
        std::chrono::minutes(15)};
    // A refund to a bank card takes days; the last pause repeats until it is a person's matter.
    std::vector<std::chrono::milliseconds> ask_refund_after{
        std::chrono::minutes(1), std::chrono::minutes(5), std::chrono::minutes(30),
        std::chrono::hours(2),   std::chrono::hours(6),   std::chrono::hours(12)};
    std::chrono::milliseconds ask_stuck_refund_after{std::chrono::hours(24)};
    bool import_bills = true;
  };
  using Merchants = std::map<std::string, std::unique_ptr<Merchant>, std::less<>>;  // by tenant

  // Merchants and clock outlive it.
  PayConnector(const Merchants& merchants, const Clock& clock, Settings settings)
      : merchants_(merchants), clock_(clock), settings_(std::move(settings)) {}

  std::string_view name() const override { return connector_name; }
  bool serves(const TenantId& tenant) const override { return merchants_.contains(tenant.text()); }
  bool wants(std::string_view event_type) const override;
  ErrandChange fold(const Envelope& envelope, const AnyEvent& event) override;
  std::vector<ErrandOutcome> run(std::span<const DueErrand> errands) override;
  // The bill of a day that is missing, once it can be had.
  std::optional<Findings> look(const TenantId& tenant) override;

 private:
  ErrandChange fold_refunds(const Envelope& envelope, const AnyEvent& event) const;
  void fold_bills(const Envelope& envelope, const AnyEvent& event);
  std::optional<std::string> missing_day(const TenantId& tenant, Moment now);

  const Merchants& merchants_;
  const Clock& clock_;
  const Settings settings_;
  std::mutex mutex_;                           // fold and look are on two threads
  std::map<std::string, BillDays> bill_days_;  // by tenant
};

}  // namespace fettle::wechat_pay
