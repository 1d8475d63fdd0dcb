// The bytes of a response's head.
#pragma once

#include <string>
#include <string_view>

#include "adapters/http/message.hpp"
#include "core/moment.hpp"

namespace fettle::http {

enum class After { keep_open, keep_open_as_asked, close };  // as asked: an HTTP/1.0 client did

// 204 and 304 never have a body; one that is given is not sent.
constexpr bool has_no_content(unsigned status) { return status == 204 || status == 304; }

// Appends status line, headers and the empty line. A line break in a header's value becomes a
// space, so no value can begin a header of its own.
void append_head(std::string& out, const Response& response, std::string_view date, After after);

std::string http_date(Moment moment);  // RFC 9110 5.6.7: "Fri, 20 Nov 2026 08:00:00 GMT"

}  // namespace fettle::http
