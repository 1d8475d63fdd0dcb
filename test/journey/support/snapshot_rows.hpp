// What the snapshots of a stopped product hold, opened: states in clear, everything else as stored.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace fettle::journey {

std::map<std::string, std::string> snapshot_rows(const std::filesystem::path& data_dir);

}  // namespace fettle::journey
