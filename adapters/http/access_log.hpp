// One JSON line a request, for those who want it.
#pragma once

#include <functional>
#include <string_view>

#include "adapters/http/message.hpp"
#include "core/ports/clock.hpp"

namespace fettle::http {

using LineSink = std::function<void(std::string_view line)>;  // any thread

Handler with_access_log(Handler next, LineSink sink, const Clock& clock);

LineSink lines_to_standard_error();

}  // namespace fettle::http
