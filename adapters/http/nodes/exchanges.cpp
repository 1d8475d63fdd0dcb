// libcurl's multi interface. It repeats by itself a request whose kept connection turns out to be
// closed: the owner may get it twice, which its idempotency key makes harmless.
#include "adapters/http/nodes/exchanges.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "adapters/http/nodes/node_secret.hpp"

namespace fettle::http {
namespace {

// Less than a server keeps an idle connection, so that few are found closed.
constexpr long idle_seconds_max = 60;
constexpr long kept_connections_max = 1'024;

template <auto End>
struct By {
  template <class Thing>
  void operator()(Thing* thing) const {
    End(thing);
  }
};
using Easy = std::unique_ptr<CURL, By<&curl_easy_cleanup>>;
using Multi = std::unique_ptr<CURLM, By<&curl_multi_cleanup>>;
using HeaderList = std::unique_ptr<curl_slist, By<&curl_slist_free_all>>;

void add(HeaderList& list, const std::string& line) {
  list.reset(curl_slist_append(list.release(), line.c_str()));
}

template <class Value>
void set(CURL* curl, CURLoption option, Value value) {
  invariant(curl_easy_setopt(curl, option, value) == CURLE_OK, "libcurl knows our options");
}

long millis_until(Deadline deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
      deadline - std::chrono::steady_clock::now());
  return std::max(1L, static_cast<long>(left.count()));  // 0 would be for ever
}

std::string proof_in(CURL* curl) {
  curl_header* header = nullptr;
  const auto found =
      curl_easy_header(curl, std::string(node_header).c_str(), 0, CURLH_HEADER, -1, &header);
  return found == CURLHE_OK ? header->value : "";
}

}  // namespace

struct Exchanges::Exchange {
  Letter letter;
  Easy curl{curl_easy_init()};
  HeaderList headers;
  std::string answer;
  std::size_t answer_bytes_max;

  // Fewer bytes taken than given end the exchange.
  static std::size_t take(char* bytes, std::size_t size, std::size_t count, void* into) {
    auto& self = *static_cast<Exchange*>(into);
    if (self.answer.size() + size * count > self.answer_bytes_max) return 0;
    self.answer.append(bytes, size * count);
    return size * count;
  }

  void prepare(const Limits& limits);
  Result<Answer> result(CURLcode code);
};

struct Exchanges::Line {
  Multi multi{curl_multi_init()};
  std::unordered_map<CURL*, std::unique_ptr<Exchange>> running;

  std::unique_ptr<Exchange> take_out(CURL* curl) {
    const auto found = running.find(curl);
    invariant(found != running.end(), "an exchange ends once");
    auto exchange = std::move(found->second);
    running.erase(found);
    curl_multi_remove_handle(multi.get(), curl);
    return exchange;
  }
};

void Exchanges::Exchange::prepare(const Limits& limits) {
  auto* const handle = curl.get();
  answer_bytes_max = limits.answer_bytes_max;
  add(headers, "Content-Type: application/json");
  add(headers, "Expect:");  // else a large body waits for leave to be sent
  add(headers, fmt::format("{}: {}", node_header, letter.proof));
  set(handle, CURLOPT_URL, fmt::format("{}{}", letter.owner, node_route).c_str());
  set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  set(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(handle, CURLOPT_HTTPHEADER, headers.get());
  set(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(letter.body.size()));
  set(handle, CURLOPT_POSTFIELDS, letter.body.data());
  if (!limits.authority_file.empty()) {
    set(handle, CURLOPT_CAINFO, limits.authority_file.c_str());
  }
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_NOPROXY, "*");
  set(handle, CURLOPT_MAXAGE_CONN, idle_seconds_max);
  set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect_timeout.count()));
  set(handle, CURLOPT_TIMEOUT_MS, millis_until(letter.deadline));
  set(handle, CURLOPT_WRITEFUNCTION, &Exchange::take);
  set(handle, CURLOPT_WRITEDATA, this);
}

Result<Exchanges::Answer> Exchanges::Exchange::result(CURLcode code) {
  if (code != CURLE_OK) {
    return Fault{FaultKind::unavailable, "owner_unreachable",
                 fmt::format("{}: {}", letter.owner, curl_easy_strerror(code))};
  }
  Answer got{0, proof_in(curl.get()), std::move(answer)};
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &got.status);
  return got;
}

Exchanges::Exchanges(Limits limits) : limits_(std::move(limits)), line_(std::make_unique<Line>()) {
  invariant(line_->multi != nullptr, "libcurl begins");
  curl_multi_setopt(line_->multi.get(), CURLMOPT_MAXCONNECTS, kept_connections_max);
}

Exchanges::~Exchanges() { abandon(); }

void Exchanges::start(Letter letter) {
  auto exchange = std::make_unique<Exchange>();
  exchange->letter = std::move(letter);
  invariant(exchange->curl != nullptr, "libcurl begins");
  exchange->prepare(limits_);
  auto* const handle = exchange->curl.get();
  line_->running.emplace(handle, std::move(exchange));
  invariant(curl_multi_add_handle(line_->multi.get(), handle) == CURLM_OK, "libcurl takes it");
}

std::vector<Exchanges::Ended> Exchanges::turn(std::chrono::milliseconds wait) {
  auto* const multi = line_->multi.get();
  int count = 0;
  curl_multi_perform(multi, &count);
  std::vector<Ended> ended;
  while (const auto* message = curl_multi_info_read(multi, &count)) {
    if (message->msg != CURLMSG_DONE) continue;
    const auto code = message->data.result;
    const auto exchange = line_->take_out(message->easy_handle);
    auto answer = exchange->result(code);
    ended.push_back({std::move(exchange->letter), std::move(answer)});
  }
  if (ended.empty()) {
    curl_multi_poll(multi, nullptr, 0, static_cast<int>(wait.count()), nullptr);
  }
  return ended;
}

std::vector<Letter> Exchanges::abandon() {
  std::vector<Letter> all;
  while (!line_->running.empty()) {
    all.push_back(std::move(line_->take_out(line_->running.begin()->first)->letter));
  }
  return all;
}

void Exchanges::wake() { curl_multi_wakeup(line_->multi.get()); }

}  // namespace fettle::http
