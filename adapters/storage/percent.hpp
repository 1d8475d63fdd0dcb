// Percent-encoding, for paths and URLs.
#pragma once

#include <string>
#include <string_view>

namespace fettle::storage {

// Letters, digits, `_`, `-` and what is in `kept` stand for themselves, every other byte is %XX.
std::string percent_encoded(std::string_view text, std::string_view kept = {});

}  // namespace fettle::storage
