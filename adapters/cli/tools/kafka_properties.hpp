// The file that the setting kafka.properties_file names: librdkafka's own settings, one a line.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "core/result.hpp"

namespace fettle::cli {

// name=value; empty lines and those that begin with # are passed over.
// invalid `kafka_properties_malformed`, `kafka_properties_unreadable`.
Result<std::map<std::string, std::string>> read_properties(const std::filesystem::path& path);

}  // namespace fettle::cli
