// How each type looks in JSON: Codec<T> holds writing, reading and the JSON Schema side by side, so
// that the three cannot drift apart. Structs need no Codec: their declaration is enough.
//
// Reading never stops at the first mistake: it names every bad field.
#pragma once

#include <fmt/format.h>

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/id.hpp"
#include "core/moment.hpp"
#include "core/money.hpp"
#include "core/personal.hpp"
#include "core/sealing.hpp"
#include "schemas/codec/node.hpp"
#include "schemas/values.hpp"

namespace fettle {

template <class T>
struct Codec;

namespace json {

// Where text goes, and how personal fields are stored. Without sealing they are written plain.
struct Writer {
  std::string& out;
  Sealing* sealing = nullptr;
};

void append_quoted(std::string& out, std::string_view text);
void append_whole(std::string& out, std::int64_t value);

// What becomes of members that the declaration does not name. An event may hold some: within its
// version a later binary adds optional fields, and an earlier one must still fold it.
enum class Unknown { refused, passed_over };

// The mistakes found so far, and the path that leads to where we are.
class Reader {
 public:
  explicit Reader(Sealing* opener = nullptr, Unknown members = Unknown::refused)
      : sealing(opener), unknown(members) {}

  void wrong(std::string code, std::string detail) {
    errors.push_back({path(), std::move(code), std::move(detail)});
  }
  // Runs `visit` with the path extended by one step.
  template <class Visit>
  auto inside(std::string_view name, Visit&& visit) {
    const Step step{name, innermost_};
    innermost_ = &step;
    auto result = visit();
    innermost_ = step.outer;
    return result;
  }

  Sealing* sealing;
  Unknown unknown;
  std::vector<FieldError> errors;

 private:
  // On the stack of who reads: a path becomes text only for a mistake.
  struct Step {
    std::string_view name;
    const Step* outer;
  };
  std::string path() const;

  const Step* innermost_ = nullptr;
};

// Reads a text node, or says what it is instead. The view lives as long as the node.
std::optional<std::string_view> view_text(const Node& node, Reader& reader);
std::optional<std::string> read_text(const Node& node, Reader& reader);
std::optional<std::int64_t> read_whole(const Node& node, Reader& reader, std::int64_t min,
                                       std::int64_t max);
bool check_length(Reader& reader, std::size_t length, std::size_t min, std::size_t max,
                  std::string_view unit);
// Members of `object` whose names are not among `known`, unless the reader passes over them.
void refuse_unknown(const Node& object, Reader& reader, std::span<const std::string_view> known);
// Two bounds between three pieces of text.
template <class Number>
void schema_of_range(std::string& out, std::string_view before, Number min,
                     std::string_view between, Number max, std::string_view after) {
  out += before;
  out += std::to_string(min);
  out += between;
  out += std::to_string(max);
  out += after;
}
void write_sealed(Writer& writer, const SealedField& field);
std::optional<Personal> read_personal(const Node& node, Reader& reader);

template <class T>
concept Described = boost::describe::has_describe_members<T>::value && !std::is_union_v<T>;

template <class T>
concept DescribedEnum = boost::describe::has_describe_enumerators<T>::value;

template <class T>
void write(Writer& writer, const T& value) {
  Codec<T>::write(writer, value);
}

template <class T>
std::optional<T> read(const Node& node, Reader& reader) {
  return Codec<T>::read(node, reader);
}

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

// One member of a described struct with its type erased: a struct costs the compiler one table
// instead of one instantiation per member and use.
struct MemberCodec {
  std::string_view name;
  bool optional;
  bool (*absent)(const void* field);
  void (*write)(Writer& writer, const void* field);
  void (*schema)(std::string& out);
};

struct FoundMember {
  std::string_view name;
  std::optional<Node> node;
};

template <class Field>
void write_erased(Writer& writer, const void* field) {
  Codec<Field>::write(writer, *static_cast<const Field*>(field));
}
template <class Field>
bool absent_erased(const void* field) {
  if constexpr (is_optional<Field>) return !static_cast<const Field*>(field)->has_value();
  return false;
}
template <class Field>
constexpr MemberCodec member_codec(std::string_view name) {
  return {name, is_optional<Field>, &absent_erased<Field>, &write_erased<Field>,
          [](std::string& out) { Codec<Field>::schema(out); }};
}

void write_members(Writer& writer, std::span<const MemberCodec> table, const void* const* fields);
void schema_of_object(std::string& out, std::span<const MemberCodec> table);
// False, and said so, when `node` is no object. `found` has room for the table.
bool find_members(const Node& node, Reader& reader, std::span<const MemberCodec> table,
                  FoundMember* found);
void say_missing(Reader& reader);

template <class Field>
std::optional<Field> read_member(const FoundMember& member, Reader& reader) {
  return reader.inside(member.name, [&]() -> std::optional<Field> {
    if (member.node) return read<Field>(*member.node, reader);
    if constexpr (is_optional<Field>) return Field{};
    say_missing(reader);
    return std::nullopt;
  });
}

}  // namespace json
}  // namespace fettle

#include "schemas/codec/codec_structs.hpp"
#include "schemas/codec/codec_values.hpp"
