#include "bench/generator/loads.hpp"

#include <fmt/format.h>

#include "bench/generator/many_stores.hpp"
#include "bench/generator/numbered_text.hpp"
#include "bench/generator/repairs.hpp"
#include "bench/generator/visible.hpp"

namespace fettle::bench {
namespace {

// Each request is a command of its own, with a key and with words that no other one has.
class Commands final : public Load {
 public:
  Commands(std::vector<NumberedText> requests, int status, Acknowledged& acknowledged)
      : requests_(std::move(requests)), status_(status), acknowledged_(acknowledged) {}

  Request next() override {
    ++sent_;
    return {requests_[sent_ % requests_.size()].with(sent_), sent_};
  }

  Verdict judge(std::uint64_t number, const Answer& answer) override {
    if (answer.status != status_) return Verdict::refused;
    const auto position = text_field(answer.body, "position");
    const bool holds = position && acknowledged_.add(number, *position);
    return holds ? Verdict::right : Verdict::wrong;
  }

 private:
  std::vector<NumberedText> requests_;
  const int status_;
  Acknowledged& acknowledged_;
  std::uint64_t sent_ = 0;
};

// The same request again and again, of what keeps nothing.
class Repeated final : public Load {
 public:
  explicit Repeated(std::string request) : request_(std::move(request)) {}
  Request next() override { return {request_, ++sent_}; }
  Verdict judge(std::uint64_t, const Answer& answer) override {
    if (answer.status != 200) return Verdict::refused;
    return answer.body.empty() ? Verdict::wrong : Verdict::right;
  }

 private:
  const std::string request_;
  std::uint64_t sent_ = 0;
};

std::string command_headers(const LoadSettings& settings, std::size_t shop) {
  return bearer(settings.tokens[shop]) + std::string(json_type) +
         key_header(key_prefix(settings.run) + std::string(NumberedText::mark));
}

// Renames a store, the shops in turn, and of each shop the stores in turn.
std::vector<NumberedText> store_requests(const LoadSettings& settings) {
  const auto body =
      fmt::format(R"({{"name":"城东店 {0}","address":"建国路 {0} 号，近地铁口，工作日八点开门"}})",
                  NumberedText::mark);
  std::vector<NumberedText> requests;
  for (std::size_t store = 0; store < settings.stores; ++store) {
    for (std::size_t shop = 0; shop < settings.tokens.size(); ++shop) {
      const auto path = fmt::format("/shop-{}/admin/stores/s-{}", shop + 1, store);
      requests.emplace_back(
          request("PATCH", settings.target, path, command_headers(settings, shop), body));
    }
  }
  return requests;
}

// Opens a work order, so that there is one aggregate more after each of them. The vehicle is the
// customer's own, whose token it is; its id is the path of the URL.
std::vector<NumberedText> order_requests(const LoadSettings& settings) {
  const auto vehicle = settings.target.path.substr(1);
  std::vector<NumberedText> requests;
  for (std::size_t store = 0; store < settings.stores; ++store) {
    const auto body = fmt::format(
        R"({{"description":"怠速抖动，冷车明显，第 {} 单","vehicle":"{}","store":"s-{}"}})",
        NumberedText::mark, vehicle, store);
    requests.emplace_back(request("POST", settings.target,
                                  fmt::format("/shop-{}/mp/work-orders", 1),
                                  command_headers(settings, 0), body));
  }
  return requests;
}

Result<void> must_know(const LoadSettings& settings, std::size_t tokens, std::size_t stores = 1) {
  if (settings.tokens.size() >= tokens && settings.stores >= stores) return {};
  return Fault{FaultKind::invalid, "shops_unknown",
               fmt::format("this load needs BENCH_STORES, and {} or more BENCH_TOKENS", tokens)};
}

}  // namespace

Result<std::unique_ptr<Load>> make_load(const std::string& name, const LoadSettings& settings,
                                        Acknowledged& acknowledged) {
  const auto& target = settings.target;
  if (name == "post") {
    const std::string body(settings.body_bytes, 'x');
    return std::make_unique<Repeated>(
        request("POST", target, target.path, std::string(json_type), body));
  }
  if (name == "get") {
    const auto credential = settings.tokens.empty() ? "" : bearer(settings.tokens.front());
    return std::make_unique<Repeated>(request("GET", target, target.path, credential, ""));
  }
  if (name == "repairs") {
    TRY(must_know(settings, 2));
    return std::make_unique<Repairs>(settings, acknowledged);
  }
  if (name == "stores-new") {
    TRY(must_know(settings, 1, 0));
    return std::make_unique<NewStores>(settings, acknowledged);
  }
  if (name == "stores-any") {
    TRY(must_know(settings, 1));
    return std::make_unique<AnyStore>(settings, acknowledged);
  }
  if (name == "visible") {
    return std::make_unique<Visible>(settings, TRY(make_load("orders", settings, acknowledged)));
  }
  if (name != "stores" && name != "orders") {
    return Fault{FaultKind::invalid, "load_unknown",
                 fmt::format("--load {} is none of: {}", name, load_names)};
  }
  TRY(must_know(settings, 1));
  const bool renames = name == "stores";
  return std::make_unique<Commands>(renames ? store_requests(settings) : order_requests(settings),
                                    renames ? 200 : 201, acknowledged);
}

}  // namespace fettle::bench
