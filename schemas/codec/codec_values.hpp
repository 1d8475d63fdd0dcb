// JSON of plain values and containers. Included by codec.hpp only.
#pragma once

#include <limits>

namespace fettle {

template <>
struct Codec<std::string> {
  static void write(json::Writer& writer, const std::string& value) {
    json::append_quoted(writer.out, value);
  }
  static std::optional<std::string> read(const json::Node& node, json::Reader& reader) {
    return json::read_text(node, reader);
  }
  static void schema(std::string& out) { out += R"({"type":"string"})"; }
};

template <>
struct Codec<bool> {
  static void write(json::Writer& writer, bool value) { writer.out += value ? "true" : "false"; }
  static std::optional<bool> read(const json::Node& node, json::Reader& reader) {
    if (node.kind() == json::Kind::boolean) return node.boolean();
    reader.wrong("field_type", "true or false is expected");
    return std::nullopt;
  }
  static void schema(std::string& out) { out += R"({"type":"boolean"})"; }
};

template <>
struct Codec<std::int64_t> {
  static void write(json::Writer& writer, std::int64_t value) {
    json::append_whole(writer.out, value);
  }
  static std::optional<std::int64_t> read(const json::Node& node, json::Reader& reader) {
    return json::read_whole(node, reader, std::numeric_limits<std::int64_t>::min(),
                            std::numeric_limits<std::int64_t>::max());
  }
  static void schema(std::string& out) { out += R"({"type":"integer"})"; }
};

template <std::int64_t Min, std::int64_t Max>
struct Codec<Whole<Min, Max>> {
  static void write(json::Writer& writer, Whole<Min, Max> value) {
    json::append_whole(writer.out, value);
  }
  static std::optional<Whole<Min, Max>> read(const json::Node& node, json::Reader& reader) {
    const auto value = json::read_whole(node, reader, Min, Max);
    if (!value) return std::nullopt;
    return Whole<Min, Max>(*value);
  }
  static void schema(std::string& out) {
    json::schema_of_range(out, R"({"type":"integer","minimum":)", Min, R"(,"maximum":)", Max, "}");
  }
};

template <class Tag>
struct Codec<Id<Tag>> {
  static void write(json::Writer& writer, const Id<Tag>& value) {
    json::append_quoted(writer.out, value.text());
  }
  static std::optional<Id<Tag>> read(const json::Node& node, json::Reader& reader) {
    const auto text = json::view_text(node, reader);
    if (!text) return std::nullopt;
    if (Id<Tag>::well_formed(*text)) return Id<Tag>(std::string(*text));
    reader.wrong("field_pattern", "an id is 1 to 64 of A-Z a-z 0-9 . _ : @ -");
    return std::nullopt;
  }
  static void schema(std::string& out) {
    out += R"({"type":"string","pattern":"^[A-Za-z0-9._:@-]{1,64}$"})";
  }
};

template <>
struct Codec<Moment> {
  static void write(json::Writer& writer, Moment value) {
    writer.out += '"';
    append_text(writer.out, value);
    writer.out += '"';
  }
  static std::optional<Moment> read(const json::Node& node, json::Reader& reader) {
    const auto text = json::view_text(node, reader);
    if (!text) return std::nullopt;
    const auto moment = parse_moment(*text);
    if (!moment) reader.wrong("field_pattern", "a moment like 2026-11-20T08:00:00Z is expected");
    return moment;
  }
  static void schema(std::string& out) { out += R"({"type":"string","format":"date-time"})"; }
};

template <>
struct Codec<Money> {
  static void write(json::Writer& writer, const Money& value);
  static std::optional<Money> read(const json::Node& node, json::Reader& reader);
  static void schema(std::string& out);
};

// Sealed where the writer seals, plain text or null elsewhere.
template <>
struct Codec<Personal> {
  static void write(json::Writer& writer, const Personal& value);
  static std::optional<Personal> read(const json::Node& node, json::Reader& reader) {
    return json::read_personal(node, reader);
  }
  static void schema(std::string& out);
};

template <class T>
struct Codec<std::optional<T>> {
  static void write(json::Writer& writer, const std::optional<T>& value) {
    if (value) return json::write(writer, *value);
    writer.out += "null";
  }
  static std::optional<std::optional<T>> read(const json::Node& node, json::Reader& reader) {
    if (node.is_null()) return std::optional<T>{};
    auto value = json::read<T>(node, reader);
    if (!value) return std::nullopt;
    return std::optional<std::optional<T>>(std::move(value));
  }
  static void schema(std::string& out) { Codec<T>::schema(out); }
};

template <class List, class T>
struct ListCodec {
  static void write(json::Writer& writer, const List& values) {
    writer.out += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i != 0) writer.out += ',';
      json::write(writer, values[i]);
    }
    writer.out += ']';
  }
  static std::optional<List> read(const json::Node& node, json::Reader& reader, std::size_t min,
                                  std::size_t max) {
    if (node.kind() != json::Kind::array) {
      reader.wrong("field_type", "a list is expected");
      return std::nullopt;
    }
    if (!json::check_length(reader, node.count(), min, max, "elements")) return std::nullopt;
    const auto mistakes = reader.errors.size();
    List values;
    std::size_t at = 0;
    node.each([&](json::Node element) {
      auto value =
          reader.inside(std::to_string(at++), [&] { return json::read<T>(element, reader); });
      if (value) values.push_back(*std::move(value));
    });
    if (reader.errors.size() != mistakes) return std::nullopt;
    return values;
  }
};

template <class T>
struct Codec<std::vector<T>> : ListCodec<std::vector<T>, T> {
  static std::optional<std::vector<T>> read(const json::Node& node, json::Reader& reader) {
    return ListCodec<std::vector<T>, T>::read(node, reader, 0, SIZE_MAX);
  }
  static void schema(std::string& out) {
    out += R"({"type":"array","items":)";
    Codec<T>::schema(out);
    out += '}';
  }
};

template <class T, std::size_t Min, std::size_t Max>
struct Codec<List<T, Min, Max>> : ListCodec<List<T, Min, Max>, T> {
  static std::optional<List<T, Min, Max>> read(const json::Node& node, json::Reader& reader) {
    return ListCodec<List<T, Min, Max>, T>::read(node, reader, Min, Max);
  }
  static void schema(std::string& out) {
    json::schema_of_range(out, R"({"type":"array","minItems":)", Min, R"(,"maxItems":)", Max,
                          R"(,"items":)");
    Codec<T>::schema(out);
    out += '}';
  }
};

template <std::size_t Min, std::size_t Max>
struct Codec<Text<Min, Max>> {
  static void write(json::Writer& writer, const Text<Min, Max>& value) {
    json::append_quoted(writer.out, value.text());
  }
  static std::optional<Text<Min, Max>> read(const json::Node& node, json::Reader& reader) {
    auto text = json::read_text(node, reader);
    if (!text) return std::nullopt;
    if (!json::check_length(reader, characters(*text), Min, Max, "characters")) return std::nullopt;
    if (has_control_characters(*text)) {
      reader.wrong("field_pattern", "control characters are not allowed");
      return std::nullopt;
    }
    return Text<Min, Max>(*std::move(text));
  }
  static void schema(std::string& out) {
    json::schema_of_range(out, R"({"type":"string","minLength":)", Min, R"(,"maxLength":)", Max,
                          "}");
  }
};

template <class Rule>
struct Codec<Word<Rule>> {
  static void write(json::Writer& writer, const Word<Rule>& value) {
    json::append_quoted(writer.out, value.text());
  }
  static std::optional<Word<Rule>> read(const json::Node& node, json::Reader& reader) {
    auto text = json::read_text(node, reader);
    if (!text) return std::nullopt;
    if (Rule::matches(*text)) return Word<Rule>(*std::move(text));
    reader.wrong("field_pattern", "not a " + std::string(Rule::name));
    return std::nullopt;
  }
  static void schema(std::string& out) {
    out += R"({"type":"string","pattern":)";
    json::append_quoted(out, Rule::pattern);
    out += '}';
  }
};

}  // namespace fettle
