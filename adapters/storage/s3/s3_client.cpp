#include "adapters/storage/s3/s3_client.hpp"

#include <fmt/format.h>

#include "core/text_numbers.hpp"

namespace fettle::storage {
namespace {

constexpr unsigned not_found = 404;
constexpr unsigned range_not_satisfiable = 416;
constexpr std::size_t reply_bytes_beside_data = 64 * 1024;  // headers of no account, XML of lists
constexpr std::size_t list_bytes_max = 8 * 1024 * 1024;
constexpr std::size_t pages_max = 100;  // of a list, a thousand entries each

Fault failed(std::string_view what, const IncomingReply& reply) {
  return {FaultKind::unavailable, "s3_failed",
          fmt::format("{}: {} {}", what, reply.status, error_code(reply.body).value_or(""))};
}

bool is_success(const IncomingReply& reply) { return reply.status / 100 == 2; }

}  // namespace

struct S3Client::Ask {
  std::string_view what;  // for the operator
  std::string method;
  std::string_view key;
  Pairs query = {};
  Pairs headers = {};
  std::string body = {};
  std::size_t reply_bytes_max = list_bytes_max;
};

struct S3Client::Place {
  std::string base;  // scheme and host
  std::string host;
  std::string path;
};

S3Client::S3Client(S3Settings settings, OutgoingWeb& web, const Clock& clock)
    : settings_(std::move(settings)), web_(web), clock_(clock) {}

S3Client::Place S3Client::place_of(std::string_view endpoint, std::string_view key) const {
  const auto host_at = endpoint.find("://") + 3;
  const auto scheme = endpoint.substr(0, host_at);
  std::string host(endpoint.substr(host_at));
  std::string path = "/" + std::string(key);
  if (settings_.bucket_in_path) {
    path = "/" + settings_.bucket + (key.empty() ? "" : path);
  } else {
    host = settings_.bucket + "." + host;
  }
  return {fmt::format("{}{}", scheme, host), host, path};
}

Result<IncomingReply> S3Client::send(const Ask& ask) {
  const auto place = place_of(settings_.endpoint, ask.key);
  const S3Question question{ask.method, place.host, place.path, ask.query, ask.headers};
  auto headers = ask.headers;
  for (auto& header :
       signing_headers(question, settings_.identity, hex_sha256(ask.body), clock_.now())) {
    headers.push_back(std::move(header));
  }
  const auto query = encoded_query(ask.query);
  return web_.send(
      {.method = ask.method,
       .url = place.base + encoded_path(place.path) + (query.empty() ? "" : "?") + query,
       .headers = std::move(headers),
       .body = ask.body,
       .wait_max = settings_.wait_max,
       .reply_bytes_max = ask.reply_bytes_max});
}

Result<IncomingReply> S3Client::demand(const Ask& ask) {
  auto reply = TRY(send(ask));
  if (!is_success(reply)) return failed(ask.what, reply);
  return reply;
}

Result<std::string> S3Client::begin(const ObjectPlan& plan) {
  const auto reply = TRY(demand(
      {.what = "begin an upload",
       .method = "POST",
       .key = plan.key,
       .query = {{"uploads", ""}},
       .headers = {{"content-type", plan.content_type}, {"x-amz-meta-sha256", plan.sha256}}}));
  return upload_id(reply.body);
}

Result<std::optional<std::string>> S3Client::upload_of(std::string_view key) {
  const auto reply = TRY(demand({.what = "find an upload",
                                 .method = "GET",
                                 .key = {},
                                 .query = {{"uploads", ""}, {"prefix", std::string(key)}}}));
  const auto listed = TRY(uploads(reply.body));
  const S3Upload* oldest = nullptr;
  for (const auto& upload : listed.uploads) {
    if (upload.key != key) continue;
    if (oldest == nullptr || upload.initiated < oldest->initiated) oldest = &upload;
  }
  return oldest ? std::optional(oldest->id) : std::nullopt;
}

Result<std::vector<S3Upload>> S3Client::uploads_before(Moment then) {
  std::vector<S3Upload> old;
  Pairs page{{"uploads", ""}};
  for (std::size_t i = 0; i < pages_max; ++i) {
    const auto reply =
        TRY(demand({.what = "list uploads", .method = "GET", .key = {}, .query = page}));
    const auto listed = TRY(uploads(reply.body));
    for (const auto& upload : listed.uploads) {
      if (upload.initiated && *upload.initiated < then) old.push_back(upload);
    }
    if (!listed.more) break;
    page = {{"uploads", ""}, {"key-marker", listed.next_key}, {"upload-id-marker", listed.next_id}};
  }
  return old;
}

Result<std::vector<S3Part>> S3Client::parts_of(std::string_view key, const std::string& upload) {
  std::vector<S3Part> all;
  Pairs page{{"uploadId", upload}};
  for (std::size_t i = 0; i < pages_max; ++i) {
    const auto reply =
        TRY(demand({.what = "list parts", .method = "GET", .key = key, .query = page}));
    auto listed = TRY(parts(reply.body));
    for (auto& part : listed.parts) {
      if (part.number == all.size() + 1) all.push_back(std::move(part));
    }
    if (!listed.more) break;
    page = {{"uploadId", upload}, {"part-number-marker", listed.next}};
  }
  return all;
}

Result<S3Part> S3Client::put_part(std::string_view key, const std::string& upload, unsigned number,
                                  std::string_view bytes) {
  const auto reply =
      TRY(demand({.what = "put a part",
                  .method = "PUT",
                  .key = key,
                  .query = {{"partNumber", std::to_string(number)}, {"uploadId", upload}},
                  .headers = {},
                  .body = std::string(bytes)}));
  const auto etag = reply.header("etag");
  if (!etag) return failed("put a part: no ETag", reply);
  return S3Part{number, std::string(*etag), bytes.size()};
}

Result<void> S3Client::complete(std::string_view key, const std::string& upload,
                                const std::vector<S3Part>& parts) {
  const auto reply = TRY(demand({.what = "end an upload",
                                 .method = "POST",
                                 .key = key,
                                 .query = {{"uploadId", upload}},
                                 .headers = {{"content-type", "application/xml"}},
                                 .body = complete_request(parts)}));
  if (error_code(reply.body)) return failed("end an upload", reply);
  return completed(reply.body);
}

Result<void> S3Client::abort(std::string_view key, const std::string& upload) {
  const auto reply = TRY(send({.what = "give up an upload",
                               .method = "DELETE",
                               .key = key,
                               .query = {{"uploadId", upload}}}));
  if (!is_success(reply) && reply.status != not_found) return failed("give up an upload", reply);
  return {};
}

Result<std::optional<std::uint64_t>> S3Client::size_of(std::string_view key) {
  const auto reply = TRY(send({.what = "ask for an object", .method = "HEAD", .key = key}));
  if (reply.status == not_found) return std::optional<std::uint64_t>();
  if (!is_success(reply)) return failed("ask for an object", reply);
  const auto size = whole_number<std::uint64_t>(reply.header("content-length").value_or(""));
  if (!size) return failed("ask for an object: no Content-Length", reply);
  return size;
}

Result<std::string> S3Client::read(std::string_view key, std::uint64_t offset, std::size_t count) {
  auto reply =
      TRY(send({.what = "read an object",
                .method = "GET",
                .key = key,
                .query = {},
                .headers = {{"range", fmt::format("bytes={}-{}", offset, offset + count - 1)}},
                .body = {},
                .reply_bytes_max = count + reply_bytes_beside_data}));
  if (reply.status == range_not_satisfiable) return std::string();
  if (reply.status == not_found) {
    return Fault{FaultKind::invalid, "object_missing", std::string(key) + " is not there"};
  }
  constexpr unsigned partial_content = 206;
  if (reply.status != partial_content) return failed("read an object", reply);
  return std::move(reply.body);
}

Result<void> S3Client::remove(std::string_view key) {
  const auto reply = TRY(send({.what = "remove an object", .method = "DELETE", .key = key}));
  if (!is_success(reply) && reply.status != not_found) return failed("remove an object", reply);
  return {};
}

std::string S3Client::link(std::string_view key, std::chrono::seconds lifetime) const {
  const auto& endpoint =
      settings_.link_endpoint.empty() ? settings_.endpoint : settings_.link_endpoint;
  const auto place = place_of(endpoint, key);
  const S3Question question{"GET", place.host, place.path, {}, {}};
  return fmt::format("{}{}?{}", place.base, encoded_path(place.path),
                     presigned_query(question, settings_.identity, lifetime, clock_.now()));
}

}  // namespace fettle::storage
