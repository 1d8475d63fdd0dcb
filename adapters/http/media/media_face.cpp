#include "adapters/http/media/media_face.hpp"

#include <fmt/format.h>

#include "adapters/http/json_text.hpp"
#include "adapters/http/media/sent_object.hpp"
#include "adapters/http/problem.hpp"
#include "schemas/faces.hpp"

namespace fettle::http {
namespace {

Rejection unknown() { return {Refusal::not_found, "media_unknown", "there is no such medium"}; }

void append_member(std::string& out, std::string_view name, std::string_view value) {
  append_json(out, name);
  out += ':';
  append_json(out, value);
  out += ',';
}

Response link_response(const MediaId& media, const StoredObject& object, std::string_view url,
                       Moment expires) {
  std::string body = "{";
  append_member(body, "id", media.text());
  append_member(body, "url", url);
  append_member(body, "expires_at", to_text(expires));
  append_member(body, "content_type", object.content_type);
  append_member(body, "sha256", object.sha256);
  body += fmt::format("\"size\":{}}}", object.size);
  auto response = json(200, std::move(body));
  response.headers.push_back({"Cache-Control", "private, no-store"});
  return response;
}

}  // namespace

void MediaFace::mount(Router& router, Gate& gate) {
  for (const std::string face : {"/mp", "/tech", "/admin"}) {
    router.add(Method::get, face + "/media/{media}",
               gate.guard([this](Call call, Responder responder) {
                 give_link(std::move(call), std::move(responder));
               }));
  }
  router.add(Method::get, "/media/{media}",
             gate.open([this](const Routed& routed, Responder responder) {
               serve(routed, std::move(responder));
             }));
}

void MediaFace::give_link(Call call, Responder responder) {
  const auto& routed = call.routed;
  if (!may_enter(call.caller->role, routed.face)) {
    const Rejection no{Refusal::forbidden, "role_not_allowed",
                       fmt::format("{} may not see media at {}", call.caller->role, routed.face)};
    return denials_.deny(call, no, "ShowMedia", std::move(responder));
  }
  const std::string id(find(routed.path, "media").value_or(""));
  if (!MediaId::well_formed(id)) return responder(to_response(unknown()));
  const auto asked =
      std::make_shared<MediaCall>(MediaCall{std::move(call), std::move(responder), MediaId(id)});
  desk_.show(asked, [this, asked](const ShowMedia::Answer& shown) {
    if (shown.stage != MediaStage::COMPLETED) return asked->responder(to_response(unknown()));
    desk_.later(
        asked, [this, asked, object = shown.object] { asked->responder(link_to(*asked, object)); });
  });
}

Response MediaFace::link_to(const MediaCall& call, const StoredObject& object) {
  const auto& tenant = call.call.routed.tenant;
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(desk_.now().since_epoch());
  const Moment expires(now + link_lifetime_);
  if (const auto url = desk_.store().link(object.object_key, link_lifetime_)) {
    return link_response(call.media, object, *url, expires);
  }
  auto sealing = desk_.sealing(tenant);
  const auto target = to_target(
      {tenant, call.media, object.object_key, object.content_type, object.sha256, expires},
      sealing);
  if (sealing.fault()) return to_response(*sealing.fault());
  return link_response(call.media, object, target, expires);
}

void MediaFace::serve(const Routed& routed, Responder responder) {
  const auto wanted = wanted_of(routed.request.headers);
  const std::string id(find(routed.path, "media").value_or(""));
  const auto reply = std::make_shared<Responder>(std::move(responder));
  const bool taken = desk_.lanes().post(
      id, [this, reply, wanted, id, tenant = routed.tenant, query = routed.request.query] {
        auto sealing = desk_.sealing(tenant);
        const auto link = read_link(tenant, id, query, sealing, desk_.now());
        if (!link) return (*reply)(to_response(link.error()));
        (*reply)(sent_object(desk_.store(), desk_.lanes(), *link, wanted));
      });
  if (!taken) (*reply)(to_response(Fault{FaultKind::unavailable, "media_busy", {}}));
}

}  // namespace fettle::http
