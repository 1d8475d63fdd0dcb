// What went wrong at WeChat, in stable words of ours. No failure holds a code, a token or a secret.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/call_failure.hpp"

namespace fettle::wechat {

template <class T>
using Answered = Expected<T, ErrandFailure>;

// Of an errcode that is not 0.
ErrandFailure failure_of(std::int64_t errcode, std::string_view errmsg);
// No JSON, or not of the expected shape.
ErrandFailure unreadable_reply(std::string detail);
// Of a server before WeChat's, which is away.
ErrandFailure reply_of_another(std::string detail);

// Whether the call that failed so may have been carried out all the same: it was sent, and what
// came back, if anything, is no answer of theirs.
bool may_be_done(const ErrandFailure& failure);
// The same as a refusal to do it again: refused `outcome_unknown`.
ErrandFailure outcome_unknown(const ErrandFailure& failure);

// Whether the access token is what they do not like.
bool is_about_the_token(const ErrandFailure& failure);

}  // namespace fettle::wechat
