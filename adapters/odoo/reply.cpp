#include "adapters/odoo/reply.hpp"

#include <fmt/format.h>

#include "adapters/odoo/fault.hpp"

namespace fettle::odoo {
namespace {

Fault fault_of_web(const Fault& from) {
  if (from.code == "not_reached") return fault(code::unreachable, from.detail);
  if (from.code == "reply_too_large") return fault(code::reply_too_large, from.detail);
  return fault(code::reply_missing, from.detail);
}

bool says_json(const IncomingReply& reply) {
  const auto type = reply.header("content-type");
  return type && type->starts_with("application/json");
}

// Of whoever stands before Odoo, however it is written: Odoo itself is not there, or is too slow.
bool says_away(unsigned status) { return status >= 502 && status <= 504; }

}  // namespace

Result<Reply> json_reply(const Result<IncomingReply>& received) {
  if (!received) return fault_of_web(received.error());
  if (says_away(received->status) || !says_json(*received)) {
    return fault(code::html_reply, fmt::format("status {}, and not Odoo's", received->status));
  }
  auto body = json::Document::parse(received->body);
  if (body) return Reply{received->status, *std::move(body)};
  return fault(code::malformed_reply, fmt::format("status {}, {} bytes: {}", received->status,
                                                  received->body.size(), body.error().code));
}

std::string_view text_of(const json::Document* member) {
  const auto* text = member == nullptr ? nullptr : member->text();
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

}  // namespace fettle::odoo
