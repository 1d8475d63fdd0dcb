#include "schemas/codec/codec.hpp"

#include <fmt/compile.h>

#include <algorithm>
#include <array>

#include "core/crypto/crypto.hpp"

namespace fettle {
namespace json {
namespace {

// For each byte: 0 as it is, 'u' as \u00xx, else the letter behind the backslash.
constexpr auto escapes = [] {
  std::array<char, 256> table{};
  for (std::size_t i = 0; i < 0x20; ++i) table[i] = 'u';
  table['"'] = '"';
  table['\\'] = '\\';
  table['\n'] = 'n';
  table['\r'] = 'r';
  table['\t'] = 't';
  table['\b'] = 'b';
  table['\f'] = 'f';
  return table;
}();

std::string_view kind_name(Kind kind) {
  constexpr std::string_view names[] = {"null", "true or false", "a whole number", "a fraction",
                                        "text", "a list",        "an object"};
  return names[static_cast<std::size_t>(kind)];
}

void say_unknown(const Node& member, Reader& reader) {
  if (reader.unknown == Unknown::passed_over) return;
  reader.inside(member.name(), [&] {
    reader.wrong("field_unknown", "there is no such field");
    return 0;
  });
}

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  std::size_t done = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char escape = escapes[static_cast<unsigned char>(text[i])];
    if (escape == 0) continue;
    out.append(text, done, i - done);
    done = i + 1;
    out += '\\';
    out += escape;
    if (escape == 'u') {
      fmt::format_to(std::back_inserter(out), FMT_COMPILE("{:04x}"), int{text[i]});
    }
  }
  out.append(text, done, text.size() - done);
  out += '"';
}

void append_whole(std::string& out, std::int64_t value) {
  fmt::format_to(std::back_inserter(out), FMT_COMPILE("{}"), value);
}

std::string Reader::path() const {
  std::string path;
  for (const auto* step = innermost_; step != nullptr; step = step->outer) {
    path.insert(0, path.empty() ? "" : ".").insert(0, step->name);
  }
  return path;
}

std::optional<std::string> read_text(const Node& node, Reader& reader) {
  const auto text = view_text(node, reader);
  return text ? std::optional<std::string>(*text) : std::nullopt;
}

std::optional<std::string_view> view_text(const Node& node, Reader& reader) {
  if (node.kind() == Kind::text) return node.text();
  reader.wrong("field_type", fmt::format("text is expected, not {}", kind_name(node.kind())));
  return std::nullopt;
}

std::optional<std::int64_t> read_whole(const Node& node, Reader& reader, std::int64_t min,
                                       std::int64_t max) {
  if (node.kind() != Kind::whole) {
    reader.wrong("field_type",
                 fmt::format("a whole number is expected, not {}", kind_name(node.kind())));
    return std::nullopt;
  }
  if (!node.too_big() && node.whole() >= min && node.whole() <= max) return node.whole();
  reader.wrong("field_range", fmt::format("from {} to {}", min, max));
  return std::nullopt;
}

bool check_length(Reader& reader, std::size_t length, std::size_t min, std::size_t max,
                  std::string_view unit) {
  if (length >= min && length <= max) return true;
  reader.wrong("field_length", fmt::format("{} to {} {}, not {}", min, max, unit, length));
  return false;
}

void refuse_unknown(const Node& object, Reader& reader, std::span<const std::string_view> known) {
  object.each([&](Node member) {
    if (std::find(known.begin(), known.end(), member.name()) != known.end()) return;
    say_unknown(member, reader);
  });
}

void write_members(Writer& writer, std::span<const MemberCodec> table, const void* const* fields) {
  bool first = true;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i].absent(fields[i])) continue;
    writer.out += first ? "\"" : ",\"";
    first = false;
    writer.out += table[i].name;
    writer.out += "\":";
    table[i].write(writer, fields[i]);
  }
}

void schema_of_object(std::string& out, std::span<const MemberCodec> table) {
  out += R"({"type":"object","properties":{)";
  std::string required;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (i != 0) out += ',';
    append_quoted(out, table[i].name);
    out += ':';
    table[i].schema(out);
    if (table[i].optional) continue;
    if (!required.empty()) required += ',';
    append_quoted(required, table[i].name);
  }
  out += '}';
  if (!required.empty()) out += ",\"required\":[" + required + "]";
  out += ",\"additionalProperties\":false}";
}

bool find_members(const Node& node, Reader& reader, std::span<const MemberCodec> table,
                  FoundMember* found) {
  if (node.kind() != Kind::object) {
    reader.wrong("field_type", "an object is expected");
    return false;
  }
  for (std::size_t i = 0; i < table.size(); ++i) found[i].name = table[i].name;
  std::size_t at = 0;
  node.each([&](Node member) {
    // What we wrote has the table's order, so that each is searched behind the one before.
    for (std::size_t tried = 0; tried < table.size(); ++tried) {
      auto& place = found[at];
      at = at + 1 == table.size() ? 0 : at + 1;
      if (place.name != member.name()) continue;
      place.node = member;
      return;
    }
    say_unknown(member, reader);
  });
  return true;
}

void say_missing(Reader& reader) { reader.wrong("field_missing", "this field is required"); }

void write_sealed(Writer& writer, const SealedField& field) {
  writer.out += "{\"key\":";
  append_quoted(writer.out, field.key_id);
  writer.out += ",\"nonce\":\"" + crypto::to_base64(field.nonce) + "\",\"ciphertext\":\"" +
                crypto::to_base64(field.ciphertext) + "\"}";
}

std::optional<Personal> read_personal(const Node& node, Reader& reader) {
  static constexpr std::string_view known[] = {"key", "nonce", "ciphertext"};
  const auto mistakes = reader.errors.size();
  std::optional<std::string> key, nonce, ciphertext;
  if (node.kind() == Kind::object && reader.sealing != nullptr) {
    refuse_unknown(node, reader, known);
    node.each([&](Node member) {
      if (member.kind() != Kind::text) return;
      if (member.name() == "key") key = std::string(member.text());
      if (member.name() == "nonce") nonce = crypto::from_base64(member.text());
      if (member.name() == "ciphertext") ciphertext = crypto::from_base64(member.text());
    });
  }
  if (!key || key->empty() || !nonce || !ciphertext) {
    reader.wrong("field_type", "a sealed field is expected");
  }
  if (reader.errors.size() != mistakes) return std::nullopt;
  return reader.sealing->open({*std::move(key), *std::move(nonce), *std::move(ciphertext)});
}

}  // namespace json

void Codec<Money>::write(json::Writer& writer, const Money& value) {
  fmt::format_to(std::back_inserter(writer.out), FMT_COMPILE(R"({{"minor":{},"currency":"{}"}})"),
                 value.minor(), value.currency().code());
}

std::optional<Money> Codec<Money>::read(const json::Node& node, json::Reader& reader) {
  if (node.kind() != json::Kind::object) {
    reader.wrong("field_type", R"(money like {"minor":9000,"currency":"CNY"} is expected)");
    return std::nullopt;
  }
  static constexpr std::string_view known[] = {"minor", "currency"};
  json::refuse_unknown(node, reader, known);
  const auto mistakes = reader.errors.size();
  std::optional<std::int64_t> minor;
  std::optional<std::string_view> currency;
  node.each([&](json::Node member) {
    reader.inside(member.name(), [&] {
      if (member.name() == "minor") minor = Codec<std::int64_t>::read(member, reader);
      if (member.name() == "currency") currency = json::view_text(member, reader);
      return 0;
    });
  });
  if (currency && !Currency::well_formed(*currency)) {
    reader.wrong("field_pattern", "a currency is three capital letters");
  } else if (reader.errors.size() == mistakes && (!minor || !currency)) {
    reader.wrong("field_missing", "money needs minor and currency");
  }
  if (reader.errors.size() != mistakes) return std::nullopt;
  return Money(*minor, Currency(*currency));
}

void Codec<Money>::schema(std::string& out) {
  out += R"({"type":"object","properties":{"minor":{"type":"integer"},)"
         R"("currency":{"type":"string","pattern":"^[A-Z]{3}$"}},)"
         R"("required":["minor","currency"],"additionalProperties":false})";
}

void Codec<Personal>::write(json::Writer& writer, const Personal& value) {
  if (!value.value) {
    // An erased field stays erased: sealed by a key that no longer exists.
    if (writer.sealing == nullptr) writer.out += "null";
    if (writer.sealing != nullptr) json::write_sealed(writer, {value.person.text() + "/0", "", ""});
  } else if (writer.sealing == nullptr) {
    json::append_quoted(writer.out, *value.value);
  } else {
    json::write_sealed(writer, writer.sealing->seal(value.person, *value.value));
  }
}

void Codec<Personal>::schema(std::string& out) {
  out += R"({"type":"object","properties":{"key":{"type":"string"},"nonce":{"type":"string"},)"
         R"("ciphertext":{"type":"string"}},"required":["key","nonce","ciphertext"],)"
         R"("additionalProperties":false,"description":"personal: sealed by the person's key"})";
}

}  // namespace fettle
