#include "bench/generator/repairs.hpp"

#include <fmt/format.h>

#include <array>

#include "bench/generator/numbered_text.hpp"

namespace fettle::bench {
namespace {

enum Caller : std::size_t { customer, manager };  // as BENCH_TOKENS has them

struct Step {
  Caller caller;
  std::string_view face, verb, body;  // {0} is the store's number, {1} the vehicle
};

constexpr std::array<Step, 7> steps{{
    {customer, "mp", "",
     R"({{"description":"冷车启动抖动明显，故障灯常亮","vehicle":"{1}","store":"s-{0}"}})"},
    {manager, "admin", "/accept", R"({{"technician":"t-{0}","bay":"b-1"}})"},
    {manager, "tech", "/start-diagnosis", "{{}}"},
    {manager, "tech", "/diagnosis",
     R"({{"fault_codes":["P0301"],"finding":"第一缸点火线圈击穿","suggestions":["更换点火线圈"]}})"},
    {manager, "admin", "/quotes",
     R"({{"lines":[{{"kind":"PART","name":"点火线圈","quantity_hundredths":100,)"
     R"("unit_price":{{"minor":32000,"currency":"CNY"}},)"
     R"("amount":{{"minor":32000,"currency":"CNY"}}}}],)"
     R"("total":{{"minor":32000,"currency":"CNY"}}}})"},
    {customer, "mp", "/confirm-quote", R"({{"quote_version":1}})"},
    {manager, "tech", "/start-repair", "{{}}"},
}};

std::string key_of(const std::string& run, std::uint64_t number) {
  const auto digits = NumberedText::spelt(number);
  return key_prefix(run).append(digits.data(), digits.size());
}

}  // namespace

Repairs::Repairs(const LoadSettings& settings, Acknowledged& acknowledged)
    : settings_(settings), acknowledged_(acknowledged) {}

Load::Request Repairs::next() {
  auto order = order_to_go_on_with();
  ++sent_;
  request_ = rendered(order);
  on_their_way_.emplace(sent_, std::move(order));
  return {request_, sent_};
}

// Those that are there before a new one, so that all of them come to their end.
Repairs::Order Repairs::order_to_go_on_with() {
  if (waiting_.empty()) return {.store = opened_++ % settings_.stores};
  auto order = std::move(waiting_.front());
  waiting_.pop_front();
  return order;
}

std::string Repairs::rendered(const Order& order) const {
  const auto& step = steps[order.step];
  const auto slash = order.id.empty() ? "" : "/";
  const auto path =
      fmt::format("/shop-{}/{}/work-orders{}{}{}", 1, step.face, slash, order.id, step.verb);
  const auto headers = bearer(settings_.tokens[step.caller]) + std::string(json_type) +
                       key_header(key_of(settings_.run, sent_));
  const auto body = fmt::format(fmt::runtime(step.body), order.store,
                                std::string_view(settings_.target.path).substr(1));
  return request("POST", settings_.target, path, headers, body);
}

// An order that was refused something goes no further.
Verdict Repairs::judge(std::uint64_t number, const Answer& answer) {
  auto order = std::move(on_their_way_.extract(number).mapped());
  if (answer.status != 200 && answer.status != 201) return Verdict::refused;
  const auto position = text_field(answer.body, "position");
  if (!position || !acknowledged_.add(number, *position)) return Verdict::wrong;
  const auto id = order.id.empty() ? text_field(answer.body, "id") : order.id;
  if (!id) return Verdict::wrong;
  order.id = *id;
  if (++order.step < steps.size()) waiting_.push_back(std::move(order));
  return Verdict::right;
}

}  // namespace fettle::bench
