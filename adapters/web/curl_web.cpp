#include "adapters/web/curl_web.hpp"

#include <algorithm>
#include <cctype>

#include "adapters/web/incoming.hpp"

namespace fettle::web {
namespace {

template <class Value>
void set(CURL* curl, CURLoption option, Value value) {
  invariant(curl_easy_setopt(curl, option, value) == CURLE_OK, "libcurl knows our options");
}

void add(HeaderList& list, const std::string& line) {
  list.reset(curl_slist_append(list.release(), line.c_str()));
}

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(
      a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

// A line break in a value would begin a header of somebody else's.
bool is_sendable(const OutgoingRequest& request) {
  constexpr std::string_view breaks("\r\n\0", 3);
  const auto broken = [&](std::string_view text) {
    return text.find_first_of(breaks) != std::string_view::npos;
  };
  return !broken(request.method) && !broken(request.url) &&
         std::ranges::none_of(request.headers, [&](const auto& header) {
           return broken(header.first) || broken(header.second);
         });
}

HeaderList headers_of(const OutgoingRequest& request) {
  HeaderList list;
  add(list, "Expect:");  // else a large body waits for leave to be sent
  bool typed = false;
  for (const auto& [name, value] : request.headers) {
    typed = typed || same_name(name, "content-type");
    add(list, value.empty() ? name + ";" : name + ": " + value);
  }
  if (!typed) add(list, "Content-Type:");  // else libcurl says it is a form
  return list;
}

void set_method(CURL* curl, const OutgoingRequest& request) {
  if (request.method == "HEAD") return set(curl, CURLOPT_NOBODY, 1L);
  if (request.method != "GET" || !request.body.empty()) {
    set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(curl, CURLOPT_POSTFIELDS, request.body.data());
  }
  set(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

void set_bounds(CURL* curl, const OutgoingRequest& request, const CurlWebSettings& settings) {
  // Zero would be for ever.
  const auto whole = std::max(request.wait_max, std::chrono::milliseconds(1));
  const auto connect = std::clamp(settings.connect_wait_max, std::chrono::milliseconds(1), whole);
  set(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(whole.count()));
  set(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect.count()));
  set(curl, CURLOPT_NOSIGNAL, 1L);
  set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  set(curl, CURLOPT_FOLLOWLOCATION, 0L);
  set(curl, CURLOPT_NOPROXY, "*");
  set(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(curl, CURLOPT_FRESH_CONNECT, 1L);
  set(curl, CURLOPT_FORBID_REUSE, 1L);
  if (!settings.authority_file.empty()) {
    set(curl, CURLOPT_CAINFO, settings.authority_file.c_str());
  }
}

int end_when_stopped(void* stopped, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(stopped)->load() ? 1 : 0;
}

// libcurl asks about once a second, and whenever something moves.
void watch(CURL* curl, const std::atomic<bool>& stopped) {
  set(curl, CURLOPT_NOPROGRESS, 0L);
  set(curl, CURLOPT_XFERINFOFUNCTION, &end_when_stopped);
  set(curl, CURLOPT_XFERINFODATA, const_cast<std::atomic<bool>*>(&stopped));
}

Fault not_reached(const char* why) { return {FaultKind::unavailable, "not_reached", why}; }

Result<IncomingReply> outcome_of(CURL* curl, CURLcode code, Incoming incoming) {
  if (incoming.too_large) {
    return Fault{FaultKind::invalid, "reply_too_large",
                 "above " + std::to_string(incoming.body_bytes_max) + " bytes, or its headers are"};
  }
  if (!incoming.reached) return not_reached(curl_easy_strerror(code));
  if (code != CURLE_OK || !incoming.head_ended) {
    return Fault{FaultKind::unavailable, "reply_missing", curl_easy_strerror(code)};
  }
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  incoming.reply.status = static_cast<unsigned>(status);
  return std::move(incoming.reply);
}

}  // namespace

CurlWeb::CurlWeb(CurlWebSettings settings)
    : settings_(std::move(settings)), handles_(settings_.idle_handles_max) {}

Result<IncomingReply> CurlWeb::send(const OutgoingRequest& request) {
  if (stopped_) return not_reached("the process is stopping");
  if (!is_sendable(request)) return not_reached("a line break stands in URL or header");
  auto handle = handles_.take();
  auto* const curl = handle.get();
  const auto headers = headers_of(request);
  Incoming incoming{.body_bytes_max = request.reply_bytes_max};
  set(curl, CURLOPT_URL, request.url.c_str());
  set(curl, CURLOPT_HTTPHEADER, headers.get());
  set_method(curl, request);
  set_bounds(curl, request, settings_);
  watch(curl, stopped_);
  incoming.attach_to(curl);
  const auto code = curl_easy_perform(curl);
  auto outcome = outcome_of(curl, code, std::move(incoming));
  handles_.give_back(std::move(handle));
  return outcome;
}

}  // namespace fettle::web
