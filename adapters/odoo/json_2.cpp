#include "adapters/odoo/json_2.hpp"

#include <fmt/format.h>

#include "adapters/odoo/fault.hpp"
#include "adapters/odoo/reply.hpp"

namespace fettle::odoo {
namespace {

using json::Document;

constexpr unsigned not_found = 404;

std::string body_of(const Call& call) {
  Members members;
  if (call.ids) members.emplace_back("ids", list_of(*call.ids));
  for (const auto& [name, value] : call.positional) {
    const bool one_to_create = name == "vals_list" && value.members() != nullptr;
    members.emplace_back(name, one_to_create ? Document(Elements{value}) : value);
  }
  members.insert(members.end(), call.named.begin(), call.named.end());
  if (!call.context.empty()) members.emplace_back("context", Document(call.context));
  return Document(std::move(members)).compact();
}

// With the wrong database not even the path is known, and the page that says so is HTML.
Result<Reply> json_or_fault(const Result<IncomingReply>& received) {
  auto reply = json_reply(received);
  if (!reply && is(reply.error(), code::html_reply) && received->status == not_found) {
    return fault(code::database_missing, "status 404 in HTML: no such database, or no JSON-2 here");
  }
  return reply;
}

}  // namespace

Result<Document> Json2::call(const Call& call) {
  auto reply = TRY(json_or_fault(
      web_.send({.method = "POST",
                 .url = fmt::format("{}/json/2/{}/{}", settings_.url, call.model, call.method),
                 .headers = {{"Content-Type", "application/json"},
                             {"Authorization", "bearer " + settings_.secret},
                             {"X-Odoo-Database", settings_.database}},
                 .body = body_of(call),
                 .wait_max = settings_.wait_max,
                 .reply_bytes_max = settings_.reply_bytes_max})));
  if (reply.status == 200) return std::move(reply.body);
  const auto name = text_of(reply.body.find("name"));
  const auto message = text_of(reply.body.find("message"));
  return fault_of_exception(name, fmt::format("status {}, {}", reply.status, message));
}

}  // namespace fettle::odoo
