// What the server itself says no to, before any handler sees the request.
#pragma once

#include <boost/system/error_code.hpp>
#include <optional>

#include "adapters/http/message.hpp"
#include "adapters/http/request_parser.hpp"
#include "adapters/http/server.hpp"

namespace fettle::http {

// The answer to bytes that the parser refused.
Response refusal_of(const boost::system::error_code& error, const ServerSettings& settings);

// A whole request that HTTP/1.1 still forbids: no Host or several, or a body framed in a way that
// is not ours.
std::optional<Response> refusal_of(const RequestParser& parser);

Response too_slow();
Response no_memory();

// A whole response as text: sent to those beyond the last free connection.
std::string no_room(std::string_view date);

}  // namespace fettle::http
