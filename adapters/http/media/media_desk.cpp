#include "adapters/http/media/media_desk.hpp"

#include <fmt/format.h>

#include "adapters/http/headers.hpp"
#include "adapters/http/problem.hpp"
#include "core/ulid.hpp"
#include "schemas/registration.hpp"

namespace fettle::http {

ObjectPlan plan_of(const StoredObject& object) {
  return {object.object_key, static_cast<std::uint64_t>(object.size), object.sha256,
          object.content_type};
}

MediaDesk::MediaDesk(const Domain& domain, MediaPorts ports)
    : domain_(domain), ports_(std::move(ports)) {}

void MediaDesk::show(MediaCallPointer call, std::function<void(const ShowMedia::Answer&)> then) {
  auto asked = std::make_shared<const ShowMedia>(ShowMedia{call->media});
  send(call, "ShowMedia", std::move(asked), [call, then = std::move(then)](const Accepted& shown) {
    const auto answer = stored<ShowMedia::Answer>("{" + shown.members + "}");
    if (!answer) return call->responder(to_response(answer.error()));
    then(*answer);
  });
}

void MediaDesk::complete(MediaCallPointer call, const StoredObject& object,
                         std::function<void(const Accepted&)> then) {
  auto told = std::make_shared<const CompleteMedia>(
      CompleteMedia{call->media, object.size, Sha256Hex(object.sha256)});
  send(std::move(call), "CompleteMedia", std::move(told), std::move(then));
}

void MediaDesk::drop(MediaCallPointer call, std::function<void(const Accepted&)> then) {
  auto asked = std::make_shared<const DropMedia>(DropMedia{call->media});
  send(std::move(call), "DropMedia", std::move(asked), std::move(then));
}

// No key of the caller's: each of these commands may be decided again at any time.
void MediaDesk::send(MediaCallPointer call, std::string_view command, Any value,
                     std::function<void(const Accepted&)> then) {
  const auto& routed = call->call.routed;
  const auto& caller = *call->call.caller;
  ports_.submit({.tenant = routed.tenant,
                 .caller = {caller.account, caller.role, routed.face, caller.store.value_or("")},
                 .type = domain_.command(command),
                 .command = std::move(value),
                 .key = make_ulid(now(), ports_.dice),
                 .request_hash = {},
                 .route = fmt::format("{} {}", to_text(routed.request.method), routed.pattern),
                 .if_match = {},
                 .correlation_id = {},
                 .causation_id = {},
                 .traceparent = traceparent(routed.request.headers, ports_.dice),
                 .done = [call, then = std::move(then)](Outcome outcome) {
                   if (const auto* accepted = std::get_if<Accepted>(&outcome))
                     return then(*accepted);
                   if (const auto* fault = std::get_if<Fault>(&outcome)) {
                     return call->responder(to_response(*fault));
                   }
                   call->responder(to_response(std::get<Rejection>(outcome)));
                 }});
}

void MediaDesk::later(const MediaCallPointer& call, std::function<void()> work) {
  if (lanes_.post(call->media.text(), std::move(work))) return;
  call->responder(to_response(Fault{FaultKind::unavailable, "uploads_busy", {}}));
}

}  // namespace fettle::http
