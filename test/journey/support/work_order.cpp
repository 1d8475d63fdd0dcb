#include "test/journey/support/work_order.hpp"

#include <stdexcept>

namespace fettle::journey {
namespace {

Answer submit(const Caller& customer, const std::string& vehicle, const std::string& store) {
  return accepted(
      customer.post("/mp/work-orders",
                    {{"description", "刹车异响，左前轮"}, {"vehicle", vehicle}, {"store", store}}));
}

constexpr std::string_view whole_order = "{work_order}";

}  // namespace

Json money(std::int64_t fen) { return {{"minor", fen}, {"currency", "CNY"}}; }

Json quote_of(std::int64_t fen) {
  const Json line{{"kind", "LABOUR"},
                  {"name", "更换刹车片工时"},
                  {"quantity_hundredths", 100},
                  {"unit_price", money(fen)},
                  {"amount", money(fen)}};
  return {{"lines", Json::array({line})}, {"total", money(fen)}};
}

Json full_checklist() {
  const Json passed{{"passed", true}};
  return {{"checklist",
           {{"brakes", passed}, {"lights", passed}, {"oil_leak", passed}, {"road_test", passed}}}};
}

WorkOrder::WorkOrder(Shop& shop) : WorkOrder(shop, shop.store) {}

WorkOrder::WorkOrder(Shop& shop, std::string store_id)
    : WorkOrder(shop, shop.customer(), "", std::move(store_id)) {}

WorkOrder::WorkOrder(Shop& shop, Caller by, const std::string& vehicle, std::string store_id)
    : WorkOrder(shop, by, store_id,
                submit(by, vehicle.empty() ? shop.vehicle_of(by) : vehicle, store_id)) {}

WorkOrder::WorkOrder(Shop& shop, Caller by, std::string store_id, const Answer& created)
    : id(created.id()),
      store(std::move(store_id)),
      customer(std::move(by)),
      technician(shop.technician()),
      shop_(&shop),
      short_number_(created.body.at("short_number")) {
  note(created);
}

void WorkOrder::note(const Answer& answer) {
  if (!answer.accepted() || answer.body.value("id", "") != id) return;
  version_ = answer.version();
  state_ = answer.body.value("state", state_);
  if (answer.body.contains("quote_version")) quote_version_ = answer.body.at("quote_version");
}

std::string WorkOrder::path(std::string_view pattern) const {
  std::string path(pattern);
  path.replace(path.find(whole_order), whole_order.size(), id);
  return path;
}

Answer WorkOrder::post(const Caller& caller, std::string_view pattern, const Json& body,
                       const Headers& headers) {
  auto answer = caller.post(path(pattern), body, headers);
  note(answer);
  return answer;
}

Answer WorkOrder::done(const Caller& caller, std::string_view pattern, const Json& body) {
  return accepted(post(caller, pattern, body));
}

void WorkOrder::quote(std::int64_t fen) {
  done(shop_->front_desk, "/admin/work-orders/{work_order}/quotes", quote_of(fen));
}

void WorkOrder::approve() {
  done(shop_->manager, "/admin/work-orders/{work_order}/approve-quote",
       {{"quote_version", quote_version_}});
}

void WorkOrder::confirm() {
  done(customer, "/mp/work-orders/{work_order}/confirm-quote", {{"quote_version", quote_version_}});
}

void WorkOrder::pay(std::int64_t fen) {
  done(shop_->finance, "/admin/work-orders/{work_order}/record-payment",
       {{"quote_version", quote_version_}, {"amount", money(fen)}});
}

// One state further on the way of an order that nothing goes wrong with.
void WorkOrder::step() {
  if (state_ == "SUBMITTED") {
    done(technician, "/tech/work-orders/{work_order}/accept", {{"bay", "b1"}});
  } else if (state_ == "ACCEPTED") {
    done(technician, "/tech/work-orders/{work_order}/start-diagnosis");
  } else if (state_ == "DIAGNOSING") {
    quote();
  } else if (state_ == "QUOTED") {
    confirm();
  } else if (state_ == "CUSTOMER_CONFIRMED") {
    done(technician, "/tech/work-orders/{work_order}/start-repair");
  } else if (state_ == "REPAIRING") {
    done(technician, "/tech/work-orders/{work_order}/finish", full_checklist());
  } else if (state_ == "READY_TO_PAY") {
    pay();
  } else if (state_ == "PAID") {
    done(shop_->front_desk, "/admin/work-orders/{work_order}/close");
  } else {
    throw std::logic_error("no way on from " + state_);
  }
}

WorkOrder& WorkOrder::to(const std::string& state) {
  if (state == "CANCELED") {
    done(customer, "/mp/work-orders/{work_order}/cancel", {{"reason", "改天再修"}});
  }
  while (state_ != state) step();
  return *this;
}

Json WorkOrder::shown() const {
  return accepted(shop_->manager.get(path("/admin/work-orders/{work_order}"))).body;
}

}  // namespace fettle::journey
