// What comes back over HTTP, before anybody looks for a result in it: a proxy's page, half a text
// or no answer are faults already.
#pragma once

#include <string_view>

#include "core/ports/web.hpp"
#include "schemas/codec/document.hpp"

namespace fettle::odoo {

struct Reply {
  unsigned status = 0;
  json::Document body;
};

Result<Reply> json_reply(const Result<IncomingReply>& received);

// Of a member that may be missing or no text: then it is empty.
std::string_view text_of(const json::Document* member);

}  // namespace fettle::odoo
