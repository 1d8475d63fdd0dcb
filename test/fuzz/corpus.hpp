// A corpus: one input a line, printable but for `\xNN`, `\n`, `\r`, `\t` and `\\`.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace fettle::fuzz {

std::vector<std::string> corpus(const std::filesystem::path& file);

}  // namespace fettle::fuzz
