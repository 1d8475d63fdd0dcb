#include "adapters/cli/tools/web_client.hpp"

#include <curl/curl.h>

namespace fettle::cli {
namespace {

constexpr long connect_seconds = 5;
constexpr long reply_seconds = 30;
constexpr long unavailable = 503;

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

void add(HeaderList& list, const std::string& line) {
  list.reset(curl_slist_append(list.release(), line.c_str()));
}

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* into) {
  static_cast<std::string*>(into)->append(bytes, size * count);
  return size * count;
}

// Nothing when the header is missing, of which CURLINFO_RETRY_AFTER says 0, as of "at once".
std::optional<std::chrono::seconds> retry_after_of(CURL* curl) {
  curl_header* header = nullptr;
  curl_off_t seconds = 0;
  if (curl_easy_header(curl, "Retry-After", 0, CURLH_HEADER, -1, &header) != CURLHE_OK) {
    return std::nullopt;
  }
  curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds);
  return std::chrono::seconds(seconds);
}

HeaderList headers_of(const WebRequest& request) {
  HeaderList list;
  add(list, "Authorization: Bearer " + request.token);
  if (!request.body.empty()) add(list, "Content-Type: application/json");
  if (!request.key.empty()) add(list, "Idempotency-Key: \"" + request.key + "\"");
  return list;
}

}  // namespace

struct WebClient::Handle {
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl{curl_easy_init(), &curl_easy_cleanup};
  std::string authority;
};

WebClient::WebClient(std::string base, std::string authority)
    : base_(std::move(base)), handle_(std::make_unique<Handle>()) {
  handle_->authority = std::move(authority);
}
WebClient::~WebClient() = default;

Result<WebReply> WebClient::send(const WebRequest& request) {
  CURL* const curl = handle_->curl.get();
  WebReply reply;
  const auto url = base_ + request.path;
  const auto headers = headers_of(request);
  curl_easy_reset(curl);  // keeps the connection
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  if (request.method != "GET") {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.c_str());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body.size()));
  }
  if (!handle_->authority.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, handle_->authority.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, reply_seconds);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &reply.body);
  const auto outcome = curl_easy_perform(curl);
  if (outcome != CURLE_OK) {
    return Fault{FaultKind::unavailable, "server_unreachable",
                 url + ": " + curl_easy_strerror(outcome) + "; is `fettle serve` running?"};
  }
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply.status);
  if (reply.status == unavailable) reply.retry_after = retry_after_of(curl);
  return reply;
}

}  // namespace fettle::cli
