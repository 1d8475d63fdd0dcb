#include "adapters/cli/outside/callback_face.hpp"

#include <cctype>

#include "adapters/http/problem.hpp"
#include "adapters/wechat_pay/received.hpp"
#include "core/trace.hpp"
#include "core/ulid.hpp"
#include "schemas/codec/codec.hpp"
#include "schemas/codec/enum_names.hpp"
#include "schemas/errand/result.hpp"

namespace fettle::cli {
namespace {

constexpr unsigned taken = 204;
constexpr unsigned not_verified = 401;
constexpr unsigned come_again = 503;

http::Response refusal(unsigned status) {
  return http::json(status, std::string(wechat_pay::callback_refusal));
}

wechat_pay::ReceivedHeaders headers_of(const http::Headers& headers) {
  wechat_pay::ReceivedHeaders received;
  for (const std::string name : {"wechatpay-timestamp", "wechatpay-nonce", "wechatpay-signature",
                                 "wechatpay-serial", "wechatpay-signature-type", "content-type"}) {
    if (const auto value = headers.find(name)) received.emplace_back(name, *value);
  }
  return received;
}

http::Response answer_to(const Outcome& outcome, CallbackVerdict verdict) {
  if (std::holds_alternative<Fault>(outcome)) return refusal(come_again);
  if (const auto* rejection = std::get_if<Rejection>(&outcome)) {
    return http::to_response(*rejection);
  }
  return verdict == CallbackVerdict::OK ? http::empty(taken) : refusal(not_verified);
}

}  // namespace

// Series begin at zero, so that an alert sees the very first of them.
void CallbackFace::mount(http::Router& router, http::Gate& gate) {
  for (const auto name : enum_names<CallbackVerdict>()) counter_of(name).add(0);
  router.add(http::Method::post, "/webhooks/wechatpay/{topic}",
             gate.open([this](http::Routed routed, http::Responder responder) {
               take(std::move(routed), std::move(responder));
             }));
}

// Reading one may fetch a certificate, so it has a thread of its own.
void CallbackFace::take(http::Routed routed, http::Responder responder) {
  if (ports_.outside.merchant(routed.tenant.text()) == nullptr) {
    return responder(http::to_response(
        Rejection{Refusal::not_found, "not_connected", "no payment service is connected", {}}));
  }
  if (routed.request.body.size() > wechat_pay::callback_bytes_max) {
    return responder(http::to_response(
        Rejection{Refusal::too_large, "callback_too_large", "no callback is that long", {}}));
  }
  if (++waiting_ > waiting_max) {
    --waiting_;
    return responder(refusal(come_again));
  }
  auto kept = std::make_shared<http::Routed>(std::move(routed));
  auto reply = std::make_shared<http::Responder>(std::move(responder));
  ports_.outside.callbacks().post([this, kept, reply] {
    read(*kept, reply);
    --waiting_;
  });
}

void CallbackFace::read(const http::Routed& routed, const Reply& reply) {
  auto& merchant = *ports_.outside.merchant(routed.tenant.text());
  auto record =
      wechat_pay::received(merchant, headers_of(routed.request.headers), routed.request.body);
  const auto verdict = record.verdict;
  counter_of(Codec<CallbackVerdict>::name(verdict)).add(1);
  if (verdict != CallbackVerdict::OK && is_too_many(routed.tenant)) {
    return (*reply)(http::to_response(
        Rejection{Refusal::too_many, "too_many_callbacks", "refused too often; wait", {}}));
  }
  submit(routed.tenant, result_of(std::move(record)),
         [reply, verdict](const Outcome& outcome) { (*reply)(answer_to(outcome, verdict)); });
}

Counter& CallbackFace::counter_of(std::string_view verdict) {
  return ports_.metrics.counter(
      {"fettle_callbacks_total", "Callbacks of payment services, by their verdict."},
      {{"verdict", std::string(verdict)}});
}

bool CallbackFace::is_too_many(const TenantId& tenant) {
  std::uint64_t beyond = 0;
  bool too_many = false;
  {
    const std::lock_guard lock(mutex_);
    auto& minute = minutes_[tenant.text()];
    if (minute.number != this_minute()) {
      beyond = minute.beyond();
      minute = {this_minute(), 0};
    }
    ++minute.unverified;
    too_many = minute.beyond() > 0;
  }
  if (beyond > 0) count(tenant, beyond);
  return too_many;
}

void CallbackFace::keep_house() {
  std::map<std::string, std::uint64_t> over;
  {
    const std::lock_guard lock(mutex_);
    for (auto& [tenant, minute] : minutes_) {
      if (minute.number == this_minute() || minute.unverified == 0) continue;
      if (minute.beyond() > 0) over[tenant] = minute.beyond();
      minute.unverified = 0;
    }
  }
  for (const auto& [tenant, beyond] : over) count(TenantId(tenant), beyond);
}

void CallbackFace::count(const TenantId& tenant, std::uint64_t beyond) {
  submit(tenant,
         result_of(
             CountCallbacks{.provider = InboundId(std::string(wechat_pay::connector_name)),
                            .reason = Text<1, 64>("too_many_callbacks"),
                            .count = Whole<1, 1'000'000'000>(static_cast<std::int64_t>(beyond))}),
         [](const Outcome&) {});
}

// Without a request hash no answer is kept for the key: a callback has no idempotency key, what it
// names has.
void CallbackFace::submit(const TenantId& tenant, const ErrandResult& command,
                          std::function<void(Outcome)> done) {
  ports_.submit(Submission{.tenant = tenant,
                           .caller = {AccountId("wechat_pay"), "engine", "webhooks", ""},
                           .type = ports_.domain.command(command.name),
                           .command = command.command,
                           .key = make_ulid(ports_.clock.now(), ports_.dice),
                           .request_hash = {},
                           .route = "POST /webhooks/wechatpay/{topic}",
                           .if_match = std::nullopt,
                           .correlation_id = {},
                           .causation_id = {},
                           .traceparent = begun_trace(ports_.dice),
                           .done = std::move(done)});
}

std::int64_t CallbackFace::this_minute() const {
  return std::chrono::duration_cast<std::chrono::minutes>(ports_.clock.now().since_epoch()).count();
}

}  // namespace fettle::cli
