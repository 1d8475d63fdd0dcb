// Calls of WeChat's open interface, which answers 200 for errors too, in a JSON called text/plain.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "adapters/wechat/failures.hpp"
#include "core/ports/web.hpp"
#include "schemas/codec/foreign.hpp"
#include "schemas/declare.hpp"

namespace fettle::wechat {

inline constexpr std::chrono::milliseconds reply_wait_max{5'000};
inline constexpr std::size_t reply_bytes_max = 256 * 1024;

struct Complaint {
  std::optional<std::int64_t> errcode;  // left out by some that succeed
  std::optional<std::string> errmsg;
};
FETTLE_STRUCT(Complaint, (errcode, errmsg))

// The reply's text, of a call that succeeded.
Answered<std::string> ask(OutgoingWeb& web, OutgoingRequest request);

template <class Reply>
Answered<Reply> ask_for(OutgoingWeb& web, OutgoingRequest request) {
  const auto text = TRY(ask(web, std::move(request)));
  auto reply = json::read_foreign<Reply>(text);
  if (!reply) return unreadable_reply(reply.error().detail);
  return *std::move(reply);
}

// POST of a JSON text.
OutgoingRequest posting(std::string url, std::string body);

}  // namespace fettle::wechat
