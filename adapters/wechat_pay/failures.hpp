// What went wrong at WeChat Pay, in stable words of ours. A call that fails with `reply_missing`,
// or with an unreadable or unverified reply, may have been carried out: ask before doing it anew.
#pragma once

#include <string_view>

#include "core/call_failure.hpp"
#include "core/ports/web.hpp"

namespace fettle::wechat_pay {

template <class T>
using Answered = Expected<T, ErrandFailure>;

// Of a reply that is no success: by its code, and where that is new, by its status.
ErrandFailure failure_of(const IncomingReply& reply);

// Of one that nobody signed: only its status counts.
ErrandFailure failure_by_status(unsigned status);

// Half a text, or another shape than is known: retry `wechat_pay_reply_unreadable`.
ErrandFailure unreadable_reply(std::string detail);

// A page of a proxy's: away `wechat_pay_reply_unreadable`.
ErrandFailure reply_of_another(std::string detail);

}  // namespace fettle::wechat_pay
