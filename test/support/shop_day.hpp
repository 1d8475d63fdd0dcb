// Orders of a workshop that go all the way, for tests and benches of the read side.
#pragma once

#include "test/support/shop_log.hpp"

namespace fettle::test {

inline constexpr std::string_view job = "job";

inline Personal personal(const std::string& person, std::string value) {
  return {PersonId(person), std::move(value)};
}

// Tenant, a store with two bays, a technician, a threshold.
inline void open_shop(ShopLog& log, const std::string& tenant) {
  log.by("root", "operator", "admin");
  log.commit(tenant, {event_of("tenant", tenant, TenantCreated{"auto", "金星汽修"})});
  log.commit(tenant, {event_of("store", "s1", StoreCreated{"东门店", "东大街 1 号"}),
                      event_of("store", "s1", BayAdded{BayId("b1"), "一号工位"}),
                      event_of("store", "s1", BayAdded{BayId("b2"), "二号工位"})});
  log.commit(tenant,
             {event_of("staff", "tom",
                       StaffRegistered{
                           personal("tom", "汤姆"), "technician", StoreId("s1"), {"engine"}})});
  log.commit(tenant, {event_of("settings", tenant,
                               SettingPut{"quote_approval_threshold", {}, 500'000, {}})});
}

// A customer with a vehicle: two commits, each given to `commit`.
template <class Commit>
void arrive(const std::string& n, Commit&& commit) {
  const auto customer = "c" + n, vehicle = "v" + n;
  commit({event_of("customer", customer,
                   CustomerRegistered{personal(customer, "王小明\t" + n),
                                      personal(customer, "1380000" + n),
                                      StoreId("s1"),
                                      customer,
                                      {},
                                      {}})});
  commit({event_of(
      "asset", vehicle,
      AssetRegistered{"vehicle", CustomerId(customer), personal(customer, "LSVAU2180E2000" + n),
                      personal(customer, "京A" + n), "大众 \"朗逸\"\n2018", 2018, 80'000})});
}

inline void arrive(ShopLog& log, const std::string& tenant, const std::string& n) {
  log.by("c" + n, "customer", "mp");
  arrive(n, [&](const std::vector<DecidedEvent>& events) { log.commit(tenant, events); });
}

inline DecidedEvent moved(const std::string& order, std::string from, std::string to) {
  return event_of(job, order, JobMoved{std::move(from), std::move(to), {}});
}

inline QuoteIssued quote(std::int64_t version, std::int64_t fen) {
  return {version,
          {{LineKind::LABOUR, "更换刹车片", 100, Money::fen(fen), Money::fen(fen)}},
          Money::fen(fen),
          false,
          {}};
}

// The commits of one order from intake to paid, each given to `commit`.
template <class Commit>
void whole_order(const std::string& n, Commit&& commit) {
  const auto order = "w" + n, customer = "c" + n, payment = "p" + n;
  const auto one = [&](auto event) { return event_of(job, order, std::move(event)); };
  const Moment begun{Micros{1'763'712'000'000'000}}, ended = begun + std::chrono::minutes(90);
  commit({one(JobOpened{"work_order",
                        "SUBMITTED",
                        "A" + n,
                        StoreId("s1"),
                        CustomerId(customer),
                        AssetId("v" + n),
                        personal(customer, "刹车有异响, 请检查"),
                        {MediaId("m" + n)},
                        {},
                        "engine"})});
  commit({one(JobAssigned{StaffId("tom"), BayId("b1")}), moved(order, "SUBMITTED", "ACCEPTED")});
  commit({moved(order, "ACCEPTED", "DIAGNOSING")});
  commit({one(StepRecorded{"diagnosis",
                           1,
                           "tom",
                           {{"fault_code", "P0301", {}},
                            {"finding", {}, personal(customer, "刹车片磨损")},
                            {"suggestion", {}, personal(customer, "更换前轮刹车片")}},
                           {}})});
  commit({one(quote(1, 9000)), moved(order, "DIAGNOSING", "QUOTED")});
  commit({one(quote(2, 12000))});
  commit({one(QuoteConfirmed{2, Money::fen(12000)}), moved(order, "QUOTED", "CUSTOMER_CONFIRMED")});
  commit({moved(order, "CUSTOMER_CONFIRMED", "REPAIRING"),
          one(TimerStarted{StaffId("tom"), begun, ended})});
  commit({one(TimerStopped{StaffId("tom"), begun, ended, 5400, "finished"}),
          one(StepRecorded{
              "checklist", 1, "tom", {{"brakes", "passed", personal(customer, "试车无异响")}}, {}}),
          moved(order, "REPAIRING", "READY_TO_PAY")});
  commit({event_of(
      "notice", "n" + n,
      NoticeCreated{CustomerId(customer), JobId(order), "A" + n, "TO_PAY", "请支付", {}})});
  commit({event_of("payment", payment,
                   PaymentStarted{JobId(order),
                                  CustomerId(customer),
                                  StoreId("s1"),
                                  2,
                                  Money::fen(12000),
                                  {},
                                  {},
                                  {},
                                  {},
                                  {}}),
          one(PaymentBegun{PaymentId(payment), 2, Money::fen(12000), {}, {}})});
  commit({one(JobPaid{PaymentId(payment), Money::fen(12000), 2, "cash", {}}),
          moved(order, "READY_TO_PAY", "PAID"),
          event_of("payment", payment,
                   PaymentSucceeded{JobId(order), Money::fen(12000), "cash", "anna", {}, {}, {}})});
}

inline void whole_order(ShopLog& log, const std::string& tenant, const std::string& n) {
  arrive(log, tenant, n);
  log.by("anna", "front_desk", "admin");
  whole_order(n, [&](const std::vector<DecidedEvent>& events) { log.commit(tenant, events); });
}

}  // namespace fettle::test
