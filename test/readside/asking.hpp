// Asks queries of the read side and waits for their answers.
#pragma once

#include <future>

#include "adapters/postgres/postgres_rows.hpp"
#include "core/query_service.hpp"
#include "projections/queries.hpp"
#include "test/readside/read_side.hpp"

namespace fettle::test {

struct Asking : ReadSide {
  explicit Asking(std::string server = cluster_url()) : ReadSide(std::move(server)) {}

  PostgresRows rows{database.url(), "auto"};
  Progress progress;
  QueryService service{rows, log, progress, std::chrono::milliseconds(200)};

  static const QueryType& type(std::string_view path) {
    for (const auto& one : projections::auto_repair_queries()) {
      if (one.path == path) return one;
    }
    throw std::runtime_error("no query " + std::string(path));
  }

  static QueryRequest as(std::string account, std::string role, std::string store = "",
                         std::string tenant = "demo") {
    return {TenantId(std::move(tenant)),
            {AccountId(std::move(account)), std::move(role), "", std::move(store)},
            {},
            {},
            {},
            {}};
  }

  QueryOutcome ask(std::string_view path, QueryRequest request) {
    std::promise<QueryOutcome> promise;
    service.run(type(path), std::move(request),
                [&promise](QueryOutcome outcome) { promise.set_value(std::move(outcome)); });
    return promise.get_future().get();
  }

  QueryAnswer answer(std::string_view path, QueryRequest request) {
    auto outcome = ask(path, std::move(request));
    if (const auto* fault = std::get_if<Fault>(&outcome)) {
      FAIL(fault->code << ": " << fault->detail);
    }
    if (const auto* no = std::get_if<Rejection>(&outcome)) FAIL(no->code << ": " << no->detail);
    return std::get<QueryAnswer>(std::move(outcome));
  }

  // The code of the refusal or fault; of bad parameters the first one's name and code.
  std::string refusal(std::string_view path, QueryRequest request) {
    const auto outcome = ask(path, std::move(request));
    if (const auto* fault = std::get_if<Fault>(&outcome)) return fault->code;
    const auto* no = std::get_if<Rejection>(&outcome);
    if (no == nullptr) return "answered";
    if (no->fields.empty()) return no->code;
    return no->fields.front().field + " " + no->fields.front().code;
  }
};

// Values of `"name":"…"` in the order they stand.
inline std::vector<std::string> members(const std::string& json, const std::string& name) {
  std::vector<std::string> values;
  const auto mark = "\"" + name + "\":\"";
  for (auto at = json.find(mark); at != std::string::npos; at = json.find(mark, at + 1)) {
    const auto begin = at + mark.size();
    values.push_back(json.substr(begin, json.find('"', begin) - begin));
  }
  return values;
}

inline bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace fettle::test
