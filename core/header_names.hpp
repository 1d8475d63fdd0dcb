// Names of the headers that the engine itself reads back from the log. Those that start with `ce_`
// are CloudEvents and lie under the hash chain; those with `fettle_` belong to one log and do not.
#pragma once

#include <string_view>

namespace fettle::header {

inline constexpr std::string_view claim = "fettle_claim";  // offset of the writer's claim, decimal
inline constexpr std::string_view n =
    "fettle_n";  // its number in that claim; of a claim, the first one
inline constexpr std::string_view hash = "fettle_hash";  // 32 bytes, see hash_chain.hpp
inline constexpr std::string_view kind = "fettle_kind";  // "claim", on claim records only
inline constexpr std::string_view owner = "fettle_owner";
inline constexpr std::string_view nonce = "fettle_nonce";

inline constexpr std::string_view type = "ce_type";
inline constexpr std::string_view commit_index = "ce_commitindex";  // 0 .. count-1, decimal
inline constexpr std::string_view commit_count = "ce_commitcount";

}  // namespace fettle::header
