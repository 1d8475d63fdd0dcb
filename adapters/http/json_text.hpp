// The little JSON that the edge itself writes.
#pragma once

#include <string>
#include <string_view>

namespace fettle::http {

// Appends `text` in quotes (RFC 8259). Bytes that are no UTF-8 become U+FFFD: a detail may quote
// what a client sent.
void append_json(std::string& out, std::string_view text);

}  // namespace fettle::http
