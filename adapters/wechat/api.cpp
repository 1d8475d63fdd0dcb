#include "adapters/wechat/api.hpp"

#include <fmt/format.h>

namespace fettle::wechat {

Answered<std::string> ask(OutgoingWeb& web, OutgoingRequest request) {
  request.wait_max = reply_wait_max;
  request.reply_bytes_max = reply_bytes_max;
  auto reply = web.send(request);
  if (!reply) return failure_of(reply.error());
  if (reply->status >= 500) return reply_of_another(fmt::format("status {}", reply->status));
  const auto complaint = json::read_foreign<Complaint>(reply->body);
  if (!complaint) {
    return unreadable_reply(fmt::format("status {}: {}", reply->status, complaint.error().detail));
  }
  if (const auto errcode = complaint->errcode.value_or(0); errcode != 0) {
    return failure_of(errcode, complaint->errmsg.value_or(""));
  }
  if (reply->status != 200) return unreadable_reply(fmt::format("status {}", reply->status));
  return std::move(reply->body);
}

OutgoingRequest posting(std::string url, std::string body) {
  return {.method = "POST",
          .url = std::move(url),
          .headers = {{"Content-Type", "application/json"}},
          .body = std::move(body)};
}

}  // namespace fettle::wechat
