// One JSON line a request, for those who want it.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "adapters/http/message.hpp"
#include "core/ports/clock.hpp"
#include "core/result.hpp"

namespace fettle::http {

using LineSink = std::function<void(std::string_view line)>;  // any thread

Handler with_access_log(Handler next, LineSink sink, const Clock& clock);

// Lines to standard error, or to a file, rotated by size, when `path` is not empty. invalid
// `log_file_unusable`.
Result<LineSink> log_lines(const std::string& path);

}  // namespace fettle::http
