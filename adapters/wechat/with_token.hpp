// A call in the mini-program's name: once more with a new token when the first one was refused.
// One that must not be carried out twice is told when nobody knows whether it was carried out.
#pragma once

#include "adapters/wechat/access_token.hpp"
#include "adapters/wechat/api.hpp"
#include "core/percent_encoding.hpp"

namespace fettle::wechat {

enum class Repeat { harmless, harmful };

template <class Reply>
Answered<Reply> post_with_token(OutgoingWeb& web, AccessToken& tokens, const std::string& url,
                                const std::string& body, Repeat repeat = Repeat::harmless) {
  const auto ask_by = [&](const std::string& token) {
    auto reply =
        ask_for<Reply>(web, posting(url + "?access_token=" + percent_encoded(token), body));
    if (reply || repeat == Repeat::harmless || !may_be_done(reply.error())) return reply;
    return Answered<Reply>(outcome_unknown(reply.error()));
  };
  const auto token = TRY(tokens.get());
  auto reply = ask_by(token);
  if (reply || !is_about_the_token(reply.error())) return reply;
  const auto another = TRY(tokens.instead_of(token));
  return ask_by(another);
}

}  // namespace fettle::wechat
