// A JSON text as a value of its own, for what is built or compared piece by piece: contracts,
// differences of states. Members keep their order. Events and commands never go this way.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/result.hpp"
#include "schemas/codec/node.hpp"

namespace fettle::json {

class Document {
 public:
  using Member = std::pair<std::string, Document>;
  using Members = std::vector<Member>;
  using Elements = std::vector<Document>;

  Document() = default;  // null
  template <class T>
  requires std::same_as<T, bool> Document(T value) : value_(value) {}
  template <class T>
  requires std::same_as<T, double> Document(T value) : value_(value) {}
  Document(int value) : value_(std::int64_t{value}) {}
  Document(std::int64_t value) : value_(value) {}
  Document(std::string text) : value_(std::move(text)) {}
  Document(std::string_view text) : value_(std::string(text)) {}
  Document(const char* text) : value_(std::string(text)) {}
  Document(Elements elements) : value_(std::move(elements)) {}
  Document(Members members) : value_(std::move(members)) {}
  static Document object(std::initializer_list<Member> members) {
    return Document(Members(members));
  }

  // Fractions are what others send us: none of ours has one. A number beyond 64 bits becomes a
  // text.
  static Document copy_of(const Node& node);
  static Checked<Document> parse(std::string_view text);
  // Of a text that we made ourselves.
  static Document of(std::string_view text);

  const std::string* text() const { return std::get_if<std::string>(&value_); }
  const std::int64_t* whole() const { return std::get_if<std::int64_t>(&value_); }
  const double* fraction() const { return std::get_if<double>(&value_); }
  const bool* boolean() const { return std::get_if<bool>(&value_); }
  const Elements* elements() const { return std::get_if<Elements>(&value_); }
  const Members* members() const { return std::get_if<Members>(&value_); }
  Members* members() { return std::get_if<Members>(&value_); }

  // Null when this is no object, or has no such member.
  const Document* find(std::string_view name) const;
  Document* find(std::string_view name);
  // The member of that name, made when there is none. Precondition: an object, or null.
  Document& operator[](std::string_view name);
  void push(Document element);  // precondition: a list, or null

  std::string compact() const;
  std::string pretty() const;  // two spaces a level, and a line feed at the end

  bool operator==(const Document&) const = default;

 private:
  void write(std::string& out, int level) const;

  std::variant<std::monostate, bool, std::int64_t, double, std::string, Elements, Members> value_;
};

}  // namespace fettle::json
