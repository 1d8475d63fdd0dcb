// A parsed JSON text, walked without copies. The home of simdjson is json_parser.cpp.
#pragma once

#include <bit>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace fettle::json {

inline constexpr std::size_t depth_max = 32;

enum class Kind : std::uint8_t { null, boolean, whole, real, text, array, object };

struct NodeData {
  Kind kind = Kind::null;
  bool too_big = false;        // a whole number beyond 64 bits signed
  std::uint32_t count = 0;     // of members or elements
  std::uint32_t beyond = 0;    // index of the node behind this one and all it holds
  std::int64_t number = 0;     // of a fraction: the bits of its double
  std::string_view name = {};  // when it is a member
  std::string_view text = {};
};

class Node {
 public:
  Node(const NodeData* all, std::uint32_t at) : all_(all), at_(at) {}
  Kind kind() const { return data().kind; }
  bool is_null() const { return kind() == Kind::null; }
  bool boolean() const { return data().number != 0; }
  bool too_big() const { return data().too_big; }
  std::int64_t whole() const { return data().number; }
  double fraction() const { return std::bit_cast<double>(data().number); }
  std::string_view text() const { return data().text; }
  std::string_view name() const { return data().name; }
  std::size_t count() const { return data().count; }

  // Members of an object, or elements of an array, in order.
  template <class Visit>
  void each(Visit&& visit) const {
    std::uint32_t child = at_ + 1;
    for (std::uint32_t i = 0; i < data().count; ++i) {
      visit(Node(all_, child));
      child = all_[child].beyond;
    }
  }

 private:
  const NodeData& data() const { return all_[at_]; }

  const NodeData* all_;
  std::uint32_t at_;
};

// Parses one text at a time; its nodes live until the next parse. One thread.
class Parser {
 public:
  Parser();
  ~Parser();
  // malformed with code json_malformed, json_too_deep, json_not_utf8 or json_duplicate_member.
  Checked<Node> parse(std::string_view text);
  // The object parsed last, with a member of text for each of these, which must live as long.
  // Precondition: it is an object, and has none of those names.
  Node with(const std::map<std::string, std::string>& members);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace fettle::json
