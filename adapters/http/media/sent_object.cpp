#include "adapters/http/media/sent_object.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "adapters/http/media/byte_range.hpp"
#include "adapters/http/problem.hpp"

namespace fettle::http {
namespace {

constexpr std::size_t portion = 512 * 1024;

std::optional<std::string> text_of(const Headers& headers, std::string_view name) {
  const auto value = headers.find(name);
  return value ? std::optional(std::string(*value)) : std::nullopt;
}

// What is still to be sent, from portion to portion.
struct Sending {
  ObjectStore& store;
  WorkLanes& lanes;
  std::string key;
  std::uint64_t at;
  std::uint64_t left;

  Result<std::string> next() {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left, portion));
    auto bytes = TRY(store.read(key, at, count));
    at += bytes.size();
    left -= bytes.size();
    return bytes;
  }
};

// Whatever ends it early ends the connection: the head has left.
void send_next(const std::shared_ptr<Sending>& sending, Responder responder) {
  const auto reply = std::make_shared<Responder>(std::move(responder));
  const bool taken = sending->lanes.post(sending->key, [sending, reply] {
    auto bytes = sending->next();
    (*reply)(bytes ? plain(200, *std::move(bytes)) : to_response(bytes.error()));
  });
  if (!taken) (*reply)(internal_error());
}

Response with_headers(Response response, const std::string& tag) {
  response.headers.push_back({"ETag", tag});
  response.headers.push_back({"Cache-Control", "private"});
  response.headers.push_back({"Accept-Ranges", "bytes"});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  return response;
}

Response unsatisfiable(std::uint64_t size, const std::string& tag) {
  auto response = with_headers(to_response(Problem{416, "range_not_satisfiable", {}}), tag);
  response.headers.push_back({"Content-Range", fmt::format("bytes */{}", size)});
  return response;
}

Result<Response> first_portion(const std::shared_ptr<Sending>& sending, unsigned status,
                               const std::string& type) {
  const auto length = sending->left;
  auto beginning = TRY(sending->next());
  Response response{status, type, std::move(beginning), {}};
  if (sending->left == 0) return response;
  response.length = length;
  response.rest = [sending](Responder responder) { send_next(sending, std::move(responder)); };
  return response;
}

}  // namespace

Wanted wanted_of(const Headers& headers) {
  return {text_of(headers, "Range"), text_of(headers, "If-Range"),
          text_of(headers, "If-None-Match")};
}

Response sent_object(ObjectStore& store, WorkLanes& lanes, const MediaLink& link,
                     const Wanted& wanted) {
  const auto size = store.size_of(link.object_key);
  if (!size) return to_response(size.error());
  if (!*size) return to_response(Rejection{Refusal::not_found, "media_unknown", "no bytes", {}});
  const auto whole = **size;
  const auto tag = '"' + link.sha256 + '"';
  if (wanted.if_none_match == tag) return with_headers(empty(304), tag);
  const bool stale = wanted.if_range && *wanted.if_range != tag;
  const auto asked = stale ? AskedRange{} : read_range(wanted.range, whole);
  if (asked.kind == AskedRange::Kind::unsatisfiable) return unsatisfiable(whole, tag);
  const bool part = asked.kind == AskedRange::Kind::part;
  const auto range = part ? asked.part : ByteRange{0, whole};
  const auto sending =
      std::make_shared<Sending>(Sending{store, lanes, link.object_key, range.first, range.size});
  auto response = first_portion(sending, part ? 206 : 200, link.content_type);
  if (!response) return to_response(response.error());
  if (part) {
    response->headers.push_back(
        {"Content-Range",
         fmt::format("bytes {}-{}/{}", range.first, range.first + range.size - 1, whole)});
  }
  return with_headers(*std::move(response), tag);
}

}  // namespace fettle::http
