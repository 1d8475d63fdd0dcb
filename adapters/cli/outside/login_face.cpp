#include "adapters/cli/outside/login_face.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "adapters/cli/tools/token_keys.hpp"
#include "adapters/http/faces/command_face.hpp"
#include "adapters/http/headers.hpp"
#include "adapters/http/problem.hpp"
#include "core/ulid.hpp"
#include "schemas/customer/commands.hpp"
#include "schemas/errand/result.hpp"
#include "schemas/registration.hpp"
#include "schemas/roles.hpp"

namespace fettle::cli {
namespace {

struct CodeBody {
  Text<1, 256> code;
};
FETTLE_STRUCT(CodeBody, (code))

http::Response not_connected() {
  return http::to_response(
      Rejection{Refusal::not_found, "not_connected", "no mini-program is connected", {}});
}

// What WeChat says of a code is the client's to know; that WeChat is away, or that our settings are
// wrong, is not his mistake.
http::Response not_exchanged(const ErrandFailure& failure) {
  const bool of_the_code =
      failure.code.starts_with("wechat_code_") || failure.code == "wechat_user_blocked";
  if (!of_the_code) spdlog::warn("a code was not exchanged: {} {}", failure.code, failure.detail);
  if (of_the_code) {
    http::Problem problem;
    problem.status = 401;
    problem.code = failure.code;
    problem.detail = "the code is not taken; get a new one";
    return http::to_response(problem);
  }
  return http::to_response(Fault{FaultKind::unavailable, "wechat_unavailable", failure.code});
}

// Precondition: it is not accepted.
http::Response not_accepted(const Outcome& outcome) {
  if (const auto* no = std::get_if<Rejection>(&outcome)) return http::to_response(*no);
  return http::to_response(std::get<Fault>(outcome));
}

Checked<std::string> code_in(const http::Request& request) {
  TRY(http::expect_json(request.headers));
  const auto body = TRY(read_command<CodeBody>(request.body, {}));
  return static_cast<const CodeBody*>(body.get())->code.text();
}

}  // namespace

void LoginFace::mount(http::Router& router, http::Gate& gate, http::CommandFace& commands) {
  router.add(http::Method::post, "/mp/login",
             gate.open([this](http::Routed routed, http::Responder responder) {
               auto reply = std::make_shared<http::Responder>(std::move(responder));
               auto kept = std::make_shared<http::Routed>(std::move(routed));
               post(reply, [this, kept, reply] { log_in(*kept, reply); });
             }));
  router.add(http::Method::post, "/mp/me/phone",
             gate.guard([this, &commands](http::Call call, http::Responder responder) {
               if (call.caller->role != role::customer) {
                 const Rejection no{Refusal::forbidden,
                                    "role_not_allowed",
                                    fmt::format("{} has no number here", call.caller->role),
                                    {}};
                 return commands.deny(call, no, "RecordPhone", std::move(responder));
               }
               auto reply = std::make_shared<http::Responder>(std::move(responder));
               auto kept = std::make_shared<http::Call>(std::move(call));
               post(reply, [this, kept, reply] { add_phone(*kept, reply); });
             }));
}

// WeChat is asked on a thread that may wait.
void LoginFace::post(const Reply& reply, std::function<void()> work) {
  if (++waiting_ > waiting_max) {
    --waiting_;
    return (*reply)(http::to_response(
        Fault{FaultKind::unavailable, "too_many_logins", "more wait than can be asked for"}));
  }
  ports_.outside.logins().post([this, work = std::move(work)] {
    work();
    --waiting_;
  });
}

void LoginFace::log_in(const http::Routed& routed, const Reply& reply) {
  auto* program = ports_.outside.mini_program(routed.tenant.text());
  if (program == nullptr) return (*reply)(not_connected());
  const auto code = code_in(routed.request);
  if (!code) return (*reply)(http::to_response(code.error()));
  const auto login = program->login(*code);
  if (!login) return (*reply)(not_exchanged(login.error()));
  RecognizeCustomer recognize{.openid = Text<1, 128>(login->openid), .unionid = {}};
  if (login->unionid) recognize.unionid = Text<1, 128>(*login->unionid);
  submit(routed, AccountId("login"), result_of(std::move(recognize)), "POST /mp/login",
         [this, reply, tenant = routed.tenant](const Outcome& outcome) {
           if (const auto* known = std::get_if<Accepted>(&outcome)) {
             return (*reply)(with_token(tenant, *known));
           }
           (*reply)(not_accepted(outcome));
         });
}

void LoginFace::add_phone(const http::Call& call, const Reply& reply) {
  auto* program = ports_.outside.mini_program(call.routed.tenant.text());
  if (program == nullptr) return (*reply)(not_connected());
  const auto code = code_in(call.routed.request);
  if (!code) return (*reply)(http::to_response(code.error()));
  const auto found = program->phone_number(*code);
  if (!found) return (*reply)(not_exchanged(found.error()));
  if (!PhoneRule::matches(found->number)) {
    return (*reply)(http::to_response(Rejection{
        Refusal::rule, "phone_unreadable", "WeChat gave no number that can be called", {}}));
  }
  submit(call.routed, call.caller->account,
         result_of(RecordPhone{CustomerId(call.caller->account.text()), Phone(found->number)}),
         "POST /mp/me/phone", [reply](const Outcome& outcome) {
           if (const auto* kept = std::get_if<Accepted>(&outcome)) {
             return (*reply)(http::to_response(*kept));
           }
           (*reply)(not_accepted(outcome));
         });
}

// With the position of his registration, so that his first query finds him.
http::Response LoginFace::with_token(const TenantId& tenant, const Accepted& known) {
  const auto key = signing_key(ports_.token_keys, ports_.dice);
  if (!key) return http::to_response(key.error());
  TokenWish wish;
  wish.tenant = tenant.text();
  wish.account = known.id;
  wish.role = std::string(role::customer);
  wish.face = "mp";
  wish.lifetime = token_lifetime;
  const auto token = make_token(*key, wish, ports_.clock.now(), ports_.dice);
  if (!token) return http::to_response(token.error());
  auto response =
      http::json(200, fmt::format(R"({{"account":"{}","token":"{}","expires_in":{}}})", known.id,
                                  *token, std::chrono::seconds(token_lifetime).count()));
  if (known.position) response.headers.push_back({"Fettle-Position", to_text(*known.position)});
  return response;
}

// Whoever sends a code twice is told by WeChat; our side keeps no answer for it.
void LoginFace::submit(const http::Routed& routed, const AccountId& account,
                       const ErrandResult& command, std::string route,
                       std::function<void(Outcome)> done) {
  ports_.submit(Submission{.tenant = routed.tenant,
                           .caller = {account, "engine", "mp", ""},
                           .type = ports_.domain.command(command.name),
                           .command = command.command,
                           .key = make_ulid(ports_.clock.now(), ports_.dice),
                           .request_hash = {},
                           .route = std::move(route),
                           .if_match = std::nullopt,
                           .correlation_id = {},
                           .causation_id = {},
                           .traceparent = http::traceparent(routed.request.headers, ports_.dice),
                           .done = std::move(done)});
}

}  // namespace fettle::cli
