// The only user of simdjson: turns its document into our flat nodes, which templates may include
// without its header.
#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

#include "schemas/codec/huge_numbers.hpp"
#include "schemas/codec/node.hpp"

namespace fettle::json {

using simdjson::dom::element_type;

constexpr double first_beyond = 9223372036854775808.0;  // 2^63
// Each of so few names is compared with those before it: most differ in length. More are sorted.
constexpr std::size_t compared_max = 16;

struct Parser::State {
  simdjson::dom::parser parser;
  std::vector<NodeData> nodes;
  std::vector<std::string_view> names;
  std::string_view duplicate;

  void add(simdjson::dom::element element, std::string_view name);
  void set_scalar(NodeData& node, simdjson::dom::element element);
  void refuse_duplicates(std::uint32_t object);
};

void Parser::State::refuse_duplicates(std::uint32_t object) {
  names.clear();
  Node(nodes.data(), object).each([this](Node member) {
    const auto name = member.name();
    if (names.size() < compared_max && std::ranges::find(names, name) != names.end()) {
      duplicate = name;
    }
    names.push_back(name);
  });
  if (names.size() <= compared_max) return;
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice != names.end()) duplicate = *twice;
}

void Parser::State::set_scalar(NodeData& node, simdjson::dom::element element) {
  switch (element.type()) {
    case element_type::BOOL:
      node.kind = Kind::boolean;
      node.number = bool(element) ? 1 : 0;
      break;
    case element_type::STRING:
      node.kind = Kind::text;
      node.text = std::string_view(element);
      break;
    case element_type::INT64:
      node.kind = Kind::whole;
      node.number = std::int64_t(element);
      break;
    case element_type::UINT64:
      node.kind = Kind::whole;
      node.too_big = true;
      break;
    case element_type::DOUBLE:
      // 1e30 is a whole number, and beyond what we take; what is left of 1.5 is none.
      node.too_big = std::abs(double(element)) >= first_beyond;
      node.kind = node.too_big ? Kind::whole : Kind::real;
      if (!node.too_big) node.number = std::bit_cast<std::int64_t>(double(element));
      break;
    case element_type::NULL_VALUE:
    case element_type::ARRAY:
    case element_type::OBJECT:
      break;
  }
}

void Parser::State::add(simdjson::dom::element element, std::string_view name) {
  const auto at = static_cast<std::uint32_t>(nodes.size());
  nodes.push_back({.name = name});
  const auto type = element.type();
  if (type == element_type::ARRAY) {
    nodes[at].kind = Kind::array;
    for (const auto child : simdjson::dom::array(element)) {
      add(child, {});
      ++nodes[at].count;
    }
  } else if (type == element_type::OBJECT) {
    nodes[at].kind = Kind::object;
    for (const auto member : simdjson::dom::object(element)) {
      add(member.value, member.key);
      ++nodes[at].count;
    }
    refuse_duplicates(at);
  } else {
    set_scalar(nodes[at], element);
  }
  nodes[at].beyond = static_cast<std::uint32_t>(nodes.size());
}

Parser::Parser() : state_(std::make_unique<State>()) {}
Parser::~Parser() = default;

Checked<Node> Parser::parse(std::string_view text) {
  auto& s = *state_;
  s.nodes.clear();
  s.duplicate = {};
  if (s.parser.max_depth() != depth_max || s.parser.capacity() < text.size()) {
    if (s.parser.allocate(std::max<std::size_t>(text.size(), 4096), depth_max)) {
      return Rejection{Refusal::too_large, "body_too_large", "no memory for this text"};
    }
  }
  simdjson::dom::element root;
  auto error = s.parser.parse(text.data(), text.size(), true).get(root);
  if (error == simdjson::NUMBER_ERROR) {
    const auto bounded = without_huge_numbers(text);
    error = s.parser.parse(bounded.data(), bounded.size(), true).get(root);
  }
  if (error == simdjson::UTF8_ERROR) {
    return Rejection{Refusal::malformed, "json_not_utf8", "the text is not valid UTF-8"};
  }
  if (error == simdjson::DEPTH_ERROR) {
    return Rejection{Refusal::malformed, "json_too_deep", "nested deeper than 32 levels"};
  }
  if (error) return Rejection{Refusal::malformed, "json_malformed", simdjson::error_message(error)};
  s.add(root, {});
  if (!s.duplicate.empty()) {
    const std::string name(s.duplicate);
    return Rejection{Refusal::malformed,
                     "json_duplicate_member",
                     "a member occurs twice: " + name,
                     {{name, "json_duplicate_member", "occurs twice"}}};
  }
  return Node(s.nodes.data(), 0);
}

Node Parser::with(const std::map<std::string, std::string>& members) {
  auto& nodes = state_->nodes;
  for (const auto& [name, text] : members) {
    const auto behind = static_cast<std::uint32_t>(nodes.size()) + 1;
    nodes.push_back({.kind = Kind::text, .beyond = behind, .name = name, .text = text});
    ++nodes.front().count;
  }
  nodes.front().beyond = static_cast<std::uint32_t>(nodes.size());
  return Node(nodes.data(), 0);
}

}  // namespace fettle::json
