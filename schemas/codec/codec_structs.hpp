// JSON of described structs and enums. Included by codec.hpp only.
#pragma once

namespace fettle {

template <json::Described T>
struct Codec<T> {
  using Members = boost::describe::describe_members<T, boost::describe::mod_any_access>;
  static constexpr std::size_t size = boost::mp11::mp_size<Members>::value;
  template <class D>
  using FieldOf = std::remove_cvref_t<decltype(std::declval<T&>().*D::pointer)>;

  static void write(json::Writer& writer, const T& value) {
    writer.out += '{';
    write_members(writer, value);
    writer.out += '}';
  }

  // Without braces: what an answer adds to id, version and position.
  static void write_members(json::Writer& writer, const T& value) {
    bool first = true;
    boost::mp11::mp_for_each<Members>([&](auto member) {
      const auto& field = value.*member.pointer;
      using Field = std::remove_cvref_t<decltype(field)>;
      if constexpr (json::is_optional<Field>) {
        if (!field) return;
      }
      if (!first) writer.out += ',';
      first = false;
      writer.out += '"';
      writer.out += member.name;
      writer.out += "\":";
      json::write(writer, field);
    });
  }

  static std::optional<T> read(const json::Node& node, json::Reader& reader) {
    if (node.kind() != json::Kind::object) {
      reader.wrong("field_type", "an object is expected");
      return std::nullopt;
    }
    json::refuse_unknown(node, reader, names());
    return read_fields(node, reader, std::make_index_sequence<size>{});
  }

  static const std::vector<std::string_view>& names() {
    static const std::vector<std::string_view> all = [] {
      std::vector<std::string_view> list;
      boost::mp11::mp_for_each<Members>([&](auto member) { list.push_back(member.name); });
      return list;
    }();
    return all;
  }

  static void schema(std::string& out) {
    out += R"({"type":"object","properties":{)";
    std::string required;
    bool first = true;
    boost::mp11::mp_for_each<Members>([&](auto member) {
      using Field = FieldOf<decltype(member)>;
      out += fmt::format("{}\"{}\":", first ? "" : ",", member.name);
      first = false;
      Codec<Field>::schema(out);
      if (!json::is_optional<Field>) {
        required += fmt::format("{}\"{}\"", required.empty() ? "" : ",", member.name);
      }
    });
    out += "}";
    if (!required.empty()) out += ",\"required\":[" + required + "]";
    out += ",\"additionalProperties\":false}";
  }

 private:
  template <std::size_t... I>
  static std::optional<T> read_fields(const json::Node& node, json::Reader& reader,
                                      std::index_sequence<I...>) {
    const auto mistakes = reader.errors.size();
    std::optional<json::Node> found[size == 0 ? 1 : size];
    node.each([&](json::Node member) {
      for (std::size_t i = 0; i < size; ++i) {
        if (names()[i] == member.name()) found[i] = member;
      }
    });
    std::tuple<std::optional<FieldOf<boost::mp11::mp_at_c<Members, I>>>...> fields{
        read_field<FieldOf<boost::mp11::mp_at_c<Members, I>>>(found[I], names()[I], reader)...};
    if (reader.errors.size() != mistakes) return std::nullopt;
    return T{*std::move(std::get<I>(fields))...};
  }

  template <class Field>
  static std::optional<Field> read_field(const std::optional<json::Node>& node,
                                         std::string_view name, json::Reader& reader) {
    return reader.inside(name, [&]() -> std::optional<Field> {
      if (!node) {
        if constexpr (json::is_optional<Field>) return Field{};
        reader.wrong("field_missing", "this field is required");
        return std::nullopt;
      }
      return json::read<Field>(*node, reader);
    });
  }
};

template <json::DescribedEnum T>
struct Codec<T> {
  using Enumerators = boost::describe::describe_enumerators<T>;

  static std::string_view name(T value) {
    return boost::describe::enum_to_string(value, "unknown");
  }
  static void write(json::Writer& writer, const T& value) {
    json::append_quoted(writer.out, name(value));
  }
  static std::optional<T> read(const json::Node& node, json::Reader& reader) {
    const auto text = json::read_text(node, reader);
    if (!text) return std::nullopt;
    std::optional<T> value;
    boost::mp11::mp_for_each<Enumerators>([&](auto enumerator) {
      if (*text == enumerator.name) value = enumerator.value;
    });
    if (!value) reader.wrong("field_enum", "one of " + list(" "));
    return value;
  }
  static void schema(std::string& out) { out += "{\"enum\":[" + list(",", "\"") + "]}"; }

 private:
  static std::string list(std::string_view between, std::string_view quote = "") {
    std::string text;
    boost::mp11::mp_for_each<Enumerators>([&](auto enumerator) {
      text += fmt::format("{}{}{}{}", text.empty() ? "" : between, quote, enumerator.name, quote);
    });
    return text;
  }
};

}  // namespace fettle
