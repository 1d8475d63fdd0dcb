#include "adapters/http/media/upload_face.hpp"

#include <fmt/format.h>

#include "adapters/http/problem.hpp"
#include "schemas/codec/codec.hpp"
#include "schemas/faces.hpp"

namespace fettle::http {
namespace {

constexpr std::string_view offset_header = "Upload-Offset";
constexpr std::string_view length_header = "Upload-Length";

void add_progress(Response& response, std::uint64_t offset, std::int64_t size) {
  response.headers.push_back({std::string(offset_header), std::to_string(offset)});
  response.headers.push_back({std::string(length_header), std::to_string(size)});
  response.headers.push_back({"Cache-Control", "no-store"});
}

Response progress(const MediaId& media, std::uint64_t offset, std::int64_t size, bool completed) {
  std::string body = "{\"id\":";
  json::append_quoted(body, media.text());
  body += fmt::format(",\"offset\":{},\"size\":{},\"completed\":{}}}", offset, size, completed);
  auto response = json(200, std::move(body));
  add_progress(response, offset, size);
  return response;
}

Response refused(const Rejection& no, std::uint64_t offset, std::int64_t size) {
  auto problem = problem_of(no);
  problem.extensions.push_back({"offset", std::to_string(offset)});
  auto response = to_response(problem);
  add_progress(response, offset, size);
  return response;
}

Response gap(std::uint64_t offset, std::int64_t size) {
  return refused({Refusal::wrong_state, "upload_offset_mismatch",
                  fmt::format("the next piece begins at {}", offset)},
                 offset, size);
}

Response other_bytes(Finish finish, std::int64_t size) {
  const bool hash = finish == Finish::hash_differs;
  return refused({Refusal::rule, hash ? "media_hash_mismatch" : "media_size_mismatch",
                  "these are not the announced bytes; they were thrown away, send them again"},
                 0, size);
}

Rejection other_size(std::uint64_t told, std::int64_t announced) {
  return {Refusal::rule, "media_size_mismatch",
          fmt::format("{} bytes in Content-Range, {} announced", told, announced)};
}

}  // namespace

void UploadFace::mount(Router& router, Gate& gate) {
  for (const std::string face : {"/mp", "/tech", "/admin"}) {
    const auto path = face + "/uploads/{upload}";
    const auto add = [&](Method method, Step step) {
      router.add(method, path, gate.guard([this, step](Call call, Responder responder) {
        enter(step, std::move(call), std::move(responder));
      }));
    };
    add(Method::get, &UploadFace::tell);
    add(Method::put, &UploadFace::take);
    add(Method::remove, &UploadFace::give_up);
  }
}

void UploadFace::enter(Step step, Call call, Responder responder) {
  const auto& routed = call.routed;
  if (!may_enter(call.caller->role, routed.face)) {
    const Rejection no{Refusal::forbidden, "role_not_allowed",
                       fmt::format("{} may not upload at {}", call.caller->role, routed.face)};
    return denials_.deny(call, no, "Upload", std::move(responder));
  }
  const std::string id(find(routed.path, "upload").value_or(""));
  if (!MediaId::well_formed(id)) {
    return responder(
        to_response(Rejection{Refusal::not_found, "media_unknown", "there is no such upload", {}}));
  }
  (this->*step)(
      std::make_shared<MediaCall>(MediaCall{std::move(call), std::move(responder), MediaId(id)}));
}

void UploadFace::with_own(MediaCallPointer call,
                          std::function<void(const ShowMedia::Answer&)> then) {
  desk_.show(call, [call, then = std::move(then)](const ShowMedia::Answer& shown) {
    if (!shown.own) {
      return call->responder(to_response(
          Rejection{Refusal::not_found, "media_unknown", "you have no such upload", {}}));
    }
    if (shown.stage == MediaStage::DROPPED) {
      return call->responder(to_response(
          Rejection{Refusal::wrong_state, "upload_dropped", "it was dropped; begin anew", {}}));
    }
    then(shown);
  });
}

void UploadFace::tell(MediaCallPointer call) {
  with_own(call, [this, call](const ShowMedia::Answer& shown) {
    const auto size = shown.object.size;
    if (shown.stage == MediaStage::COMPLETED) {
      return call->responder(progress(call->media, static_cast<std::uint64_t>(size), size, true));
    }
    desk_.later(call, [this, call, object = shown.object] {
      const auto offset = desk_.store().received(plan_of(object));
      if (!offset) return call->responder(to_response(offset.error()));
      call->responder(progress(call->media, *offset, object.size, false));
    });
  });
}

void UploadFace::take(MediaCallPointer call) {
  const auto& request = call->call.routed.request;
  const auto piece = read_piece(request.headers.find("Content-Range"), request.body.size());
  if (!piece) return call->responder(to_response(piece.error()));
  with_own(call, [this, call, piece = *piece](const ShowMedia::Answer& shown) {
    const auto size = shown.object.size;
    if (piece.whole != static_cast<std::uint64_t>(size)) {
      return call->responder(to_response(other_size(piece.whole, size)));
    }
    if (shown.stage == MediaStage::COMPLETED) {
      return call->responder(progress(call->media, piece.whole, size, true));
    }
    desk_.later(call, [this, call, piece, object = shown.object] { store(call, piece, object); });
  });
}

void UploadFace::store(const MediaCallPointer& call, const Piece& piece,
                       const StoredObject& object) {
  const auto& body = call->call.routed.request.body;
  const auto offset = desk_.store().append(plan_of(object), piece.offset, body);
  if (!offset) return call->responder(to_response(offset.error()));
  if (*offset < piece.offset) return call->responder(gap(*offset, object.size));
  if (*offset == piece.whole) return finish(call, object);
  call->responder(progress(call->media, *offset, object.size, false));
}

// A crash behind the store's end of it and before the event: the next PUT comes here again.
void UploadFace::finish(const MediaCallPointer& call, const StoredObject& object) {
  const auto finished = desk_.store().finish(plan_of(object));
  if (!finished) return call->responder(to_response(finished.error()));
  if (*finished != Finish::stored) return call->responder(other_bytes(*finished, object.size));
  desk_.complete(call, object, [call, size = object.size](const Accepted& accepted) {
    auto response = progress(call->media, static_cast<std::uint64_t>(size), size, true);
    if (accepted.position) {
      response.headers.push_back({"Fettle-Position", to_text(*accepted.position)});
    }
    call->responder(std::move(response));
  });
}

// Dropped first: a piece that is still on its way finds nothing to go on with.
void UploadFace::give_up(MediaCallPointer call) {
  with_own(call, [this, call](const ShowMedia::Answer& shown) {
    desk_.drop(call, [this, call, object = shown.object](const Accepted&) {
      desk_.later(call, [this, call, object] {
        const auto gone = desk_.store().abort(plan_of(object));
        call->responder(gone ? empty(204) : to_response(gone.error()));
      });
    });
  });
}

}  // namespace fettle::http
