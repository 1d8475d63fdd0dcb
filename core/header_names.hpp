// Names of a record's headers. Those that start with `ce_` are CloudEvents and lie under the hash
// chain; those with `fettle_` belong to one log and do not.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace fettle {

namespace header {

// What stands for a name in a record's bytes is its place here: append, never move or remove. The
// first place is that of every other name, which is spelled out.
inline constexpr std::string_view names[] = {
    "",
    "content-type",
    "ce_actor",
    "ce_answer",
    "ce_causationid",
    "ce_commandid",
    "ce_commitcount",
    "ce_commitid",
    "ce_commitindex",
    "ce_correlationid",
    "ce_dataschema",
    "ce_face",
    "ce_id",
    "ce_idempotencykey",
    "ce_partitionkey",
    "ce_requesthash",
    "ce_role",
    "ce_route",
    "ce_sequence",
    "ce_source",
    "ce_specversion",
    "ce_status",
    "ce_subject",
    "ce_tenant",
    "ce_time",
    "ce_traceparent",
    "ce_type",
    "fettle_claim",
    "fettle_n",
    "fettle_hash",
    "fettle_kind",
    "fettle_owner",
    "fettle_nonce",
    "fettle_position",
    "fettle_resume",
};

}  // namespace header

// One of these names.
class HeaderName {
 public:
  // Does not compile for another.
  consteval HeaderName(const char* name)
      : HeaderName(std::ranges::find(header::names, std::string_view(name)) - header::names) {}

  constexpr operator std::string_view() const { return header::names[code_]; }
  constexpr std::uint8_t code() const { return code_; }

 private:
  consteval explicit HeaderName(std::ptrdiff_t place) : code_(static_cast<std::uint8_t>(place)) {
    if (place == std::ssize(header::names)) throw "not among the names";
  }

  std::uint8_t code_;
};

// Those that the engine itself reads back.
namespace header {

inline constexpr HeaderName claim{"fettle_claim"};  // offset of the writer's claim, decimal
inline constexpr HeaderName n{"fettle_n"};  // its number in that claim; of a claim, the first one
inline constexpr HeaderName hash{"fettle_hash"};  // 32 bytes, see hash_chain.hpp
inline constexpr HeaderName kind{"fettle_kind"};  // "claim", on claim records only
inline constexpr HeaderName owner{"fettle_owner"};
inline constexpr HeaderName nonce{"fettle_nonce"};

inline constexpr HeaderName type{"ce_type"};
inline constexpr HeaderName commit_index{"ce_commitindex"};  // 0 .. count-1, decimal
inline constexpr HeaderName commit_count{"ce_commitcount"};

}  // namespace header

}  // namespace fettle
