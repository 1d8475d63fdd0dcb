// Base64url without padding (RFC 4648 section 5), the spelling of tokens.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fettle::http {

std::string to_base64url(std::string_view bytes);

// Nothing for padding, other letters, or bits left over: each value has exactly one spelling.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace fettle::http
