// Text that WeChat's pages call a text and its examples give as a number: both are taken.
#pragma once

#include <string>

#include "schemas/codec/codec.hpp"

namespace fettle::wechat {

struct LooseText {
  std::string text;
};

}  // namespace fettle::wechat

namespace fettle {

template <>
struct Codec<wechat::LooseText> {
  static void write(json::Writer& writer, const wechat::LooseText& value) {
    json::append_quoted(writer.out, value.text);
  }
  static std::optional<wechat::LooseText> read(const json::Node& node, json::Reader& reader) {
    if (node.kind() == json::Kind::whole && !node.too_big()) {
      return wechat::LooseText{std::to_string(node.whole())};
    }
    auto text = json::read_text(node, reader);
    if (!text) return std::nullopt;
    return wechat::LooseText{*std::move(text)};
  }
  static void schema(std::string& out) { out += R"({"type":["string","integer"]})"; }
};

}  // namespace fettle
