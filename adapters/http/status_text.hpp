// The reason phrases of RFC 9110 and its extensions, for status lines and problem titles.
#pragma once

#include <string_view>

namespace fettle::http {

std::string_view status_text(unsigned status);  // "Status" for one we never send

}  // namespace fettle::http
