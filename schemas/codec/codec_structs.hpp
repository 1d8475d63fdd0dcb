// JSON of described structs and enums. Included by codec.hpp only.
#pragma once

namespace fettle {

template <json::Described T>
struct Codec<T> {
  using Members = boost::describe::describe_members<T, boost::describe::mod_any_access>;
  static constexpr std::size_t size = boost::mp11::mp_size<Members>::value;

  static void write(json::Writer& writer, const T& value) {
    writer.out += '{';
    write_members(writer, value);
    writer.out += '}';
  }

  // Without braces: what an answer adds to id, version and position.
  static void write_members(json::Writer& writer, const T& value) {
    write_listed(writer, value, Members{});
  }

  static std::optional<T> read(const json::Node& node, json::Reader& reader) {
    json::FoundMember found[size];
    const auto mistakes = reader.errors.size();
    if (!json::find_members(node, reader, table(), found)) return std::nullopt;
    return read_listed(reader, found, mistakes, Members{}, std::make_index_sequence<size>{});
  }

  static void schema(std::string& out) { json::schema_of_object(out, table()); }

  static std::span<const json::MemberCodec> table() { return table_of(Members{}); }

 private:
  template <class D>
  using FieldOf = std::remove_cvref_t<decltype(std::declval<T&>().*D::pointer)>;

  template <template <class...> class List, class... D>
  static std::span<const json::MemberCodec> table_of(List<D...>) {
    static constexpr json::MemberCodec members[] = {json::member_codec<FieldOf<D>>(D::name)...};
    return members;
  }
  template <template <class...> class List, class... D>
  static void write_listed(json::Writer& writer, const T& value, List<D...>) {
    const void* const fields[] = {&(value.*D::pointer)...};
    json::write_members(writer, table(), fields);
  }
  template <template <class...> class List, class... D, std::size_t... I>
  static std::optional<T> read_listed(json::Reader& reader, const json::FoundMember* found,
                                      std::size_t mistakes, List<D...>, std::index_sequence<I...>) {
    std::tuple<std::optional<FieldOf<D>>...> fields{
        json::read_member<FieldOf<D>>(found[I], reader)...};
    if (reader.errors.size() != mistakes) return std::nullopt;
    return T{*std::move(std::get<I>(fields))...};
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
    const auto text = json::view_text(node, reader);
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
      if (!text.empty()) text += between;
      text += quote;
      text += enumerator.name;
      text += quote;
    });
    return text;
  }
};

}  // namespace fettle
