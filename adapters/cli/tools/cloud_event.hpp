// One event as text: CloudEvents 1.0 in JSON (structured form), or a line of a table.
#pragma once

#include <string>

#include "core/envelope.hpp"
#include "core/position.hpp"

namespace fettle::cli {

// The record's CloudEvents attributes with `data` in place of its value, its position and its hash.
std::string cloud_event(RecordView record, const std::string& position, std::string_view data);

std::string csv_heading();
std::string csv_line(const Envelope& envelope, const std::string& position, std::string_view data);

}  // namespace fettle::cli
