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

// The mistakes found so far, and the path that leads to where we are.
class Reader {
 public:
  explicit Reader(Sealing* opener = nullptr) : sealing(opener) {}

  void wrong(std::string code, std::string detail) {
    errors.push_back({path, std::move(code), std::move(detail)});
  }
  // Runs `visit` with the path extended by one step.
  template <class Visit>
  auto inside(std::string_view step, Visit&& visit) {
    const auto size = path.size();
    if (size != 0) path += '.';
    path += step;
    auto result = visit();
    path.resize(size);
    return result;
  }

  Sealing* sealing;
  std::vector<FieldError> errors;
  std::string path;
};

// Reads a text node, or says what it is instead.
std::optional<std::string> read_text(const Node& node, Reader& reader);
std::optional<std::int64_t> read_whole(const Node& node, Reader& reader, std::int64_t min,
                                       std::int64_t max);
bool check_length(Reader& reader, std::size_t length, std::size_t min, std::size_t max,
                  std::string_view unit);
// Members of `object` whose names are not among `known`.
void refuse_unknown(const Node& object, Reader& reader, const std::vector<std::string_view>& known);
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

}  // namespace json
}  // namespace fettle

#include "schemas/codec/codec_structs.hpp"
#include "schemas/codec/codec_values.hpp"
