// What is done to the segments of a log before it is written again: the chain of heads is checked,
// the tail is scanned, cut where it is torn, and made durable.
#pragma once

#include <optional>
#include <string>

#include "adapters/segment_log/appender.hpp"
#include "adapters/segment_log/segment.hpp"

namespace fettle::segment_log {

// Nothing when the directory holds no segment. `mark` is the durable end on the mark page.
// damaged `log_damaged`: a segment is missing, or something that was durable is not there.
Result<std::optional<OpenTail>> open_segments(Disk& disk, const std::string& directory,
                                              Offset mark);

// The id of the log in a directory, from its first segment.
// mismatch `log_not_found`: there is none.
Result<LogId> log_in(Disk& disk, const std::string& directory);

}  // namespace fettle::segment_log
