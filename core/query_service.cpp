#include "core/query_service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace fettle {
namespace {

Rejection unknown_position(const Position& position, std::string_view why) {
  return {Refusal::stale, "position_unknown", fmt::format("{}: {}", to_text(position), why)};
}

bool may_ask(const QueryType& type, const Caller& caller) {
  return std::find(type.roles.begin(), type.roles.end(), caller.role) != type.roles.end();
}

bool has_already(const QueryType& type, const QueryRequest& request, const QueryAnswer& answer) {
  if (type.one_thing || answer.etag.empty()) return false;
  return std::any_of(request.if_none_match.begin(), request.if_none_match.end(),
                     [&](const auto& tag) { return tag == answer.etag || tag == "*"; });
}

}  // namespace

struct QueryService::Asked {
  const QueryType& type;
  QueryRequest request;
  QueryPlan plan;
  QueryDone done;
};

void QueryService::run(const QueryType& type, QueryRequest request, QueryDone done) {
  if (!may_ask(type, request.caller)) {
    return done(Rejection{Refusal::forbidden, "role_not_allowed",
                          fmt::format("{} may not ask {}", request.caller.role, type.path)});
  }
  if (auto known = check_positions(request); !known) return done(std::move(known).error());
  auto plan = type.plan(request);
  if (!plan) return done(std::move(plan).error());
  wait_for(0, std::make_shared<Asked>(
                  Asked{type, std::move(request), *std::move(plan), std::move(done)}));
}

Checked<void> QueryService::check_positions(const QueryRequest& request) {
  for (const auto& position : request.positions) {
    if (position.log != log_.id()) return unknown_position(position, "another log");
    if (number(position.partition) >= log_.partitions()) {
      return unknown_position(position, "no such partition");
    }
    const auto held = log_.holds(position.partition, position.offset);
    if (held && !*held) return unknown_position(position, "beyond the log's end");
  }
  return {};
}

void QueryService::wait_for(std::size_t position, std::shared_ptr<Asked> asked) {
  if (position == asked->request.positions.size()) return read(asked);
  const auto& wanted = asked->request.positions[position];
  progress_.when(wanted, wait_max_, [this, position, asked](bool reached) {
    if (reached) return wait_for(position + 1, asked);
    asked->done(Fault{FaultKind::unavailable, "position_not_reached",
                      "the read side has not come that far yet; ask again"});
  });
}

void QueryService::read(const std::shared_ptr<Asked>& asked) {
  rows_.read({asked->request.tenant, std::move(asked->plan.statements), asked->type.report},
             [asked](Result<std::vector<RowSet>> rows) {
               if (!rows) return asked->done(std::move(rows).error());
               auto answer = asked->plan.render(*rows);
               if (!answer) return asked->done(std::move(answer).error());
               if (has_already(asked->type, asked->request, *answer)) {
                 answer->not_modified = true;
                 answer->body.clear();
               }
               asked->done(*std::move(answer));
             });
}

}  // namespace fettle
