// A random value of any declared type, drawn inside a RapidCheck property.
#pragma once

#include <rapidcheck.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "schemas/codec/codec.hpp"

namespace fettle::test {

inline std::int64_t any_whole(std::int64_t from, std::int64_t to) {
  // inRange excludes its end; the largest whole number is drawn rarely enough to be left out.
  return *rc::gen::inRange<std::int64_t>(from, to == INT64_MAX ? to : to + 1);
}

inline std::string any_text(std::size_t min, std::size_t max) {
  static const std::array<std::string, 8> letters{"a", "Z", "0", "\"", "\\", "修", "\n", "é"};
  std::string text;
  const auto size =
      any_whole(static_cast<std::int64_t>(min), static_cast<std::int64_t>(std::min(max, min + 8)));
  for (std::int64_t i = 0; i < size; ++i) text += *rc::gen::elementOf(letters);
  return text;
}

template <class T>
struct AnyValue;

template <class T>
T any_value() {
  return AnyValue<T>::draw();
}

template <>
struct AnyValue<std::string> {
  static std::string draw() { return any_text(0, 8); }
};
template <>
struct AnyValue<bool> {
  static bool draw() { return any_whole(0, 1) == 1; }
};
template <>
struct AnyValue<std::int64_t> {
  static std::int64_t draw() { return any_whole(INT64_MIN, INT64_MAX); }
};
template <>
struct AnyValue<Moment> {
  static Moment draw() { return Moment(Micros(any_whole(0, 4'000'000'000'000'000))); }
};
template <>
struct AnyValue<Money> {
  static Money draw() { return {any_whole(INT64_MIN, INT64_MAX), Currency("CNY")}; }
};
template <class Tag>
struct AnyValue<Id<Tag>> {
  static Id<Tag> draw() {
    return Id<Tag>(*rc::gen::elementOf(std::array<std::string, 5>{"a", "A.1", "x_y", "9:@", "-"}));
  }
};
template <>
struct AnyValue<Personal> {
  static Personal draw() { return {any_value<PersonId>(), any_text(0, 8)}; }
};
template <std::size_t Min, std::size_t Max>
struct AnyValue<Text<Min, Max>> {
  static Text<Min, Max> draw() { return Text<Min, Max>(any_text(Min, Max)); }
};
template <std::int64_t Min, std::int64_t Max>
struct AnyValue<Whole<Min, Max>> {
  static Whole<Min, Max> draw() { return Whole<Min, Max>(any_whole(Min, Max)); }
};
template <class Rule>
struct AnyValue<Word<Rule>> {
  static Word<Rule> draw() {
    static const std::vector<std::string> all{
        "LSVAA4182E2184847", "JZX-1",         "13800000001", "P0301",      "auto",
        "body_work",         "li@example.cn", "2026-11-20",  "image/jpeg", std::string(64, 'a')};
    std::vector<std::string> fitting;
    for (const auto& word : all) {
      if (Rule::matches(word)) fitting.push_back(word);
    }
    return Word<Rule>(*rc::gen::elementOf(fitting));
  }
};
template <class T>
struct AnyValue<std::optional<T>> {
  static std::optional<T> draw() {
    if (any_value<bool>()) return any_value<T>();
    return std::nullopt;
  }
};
template <class List>
List any_list(std::size_t min, std::size_t max) {
  List list;
  const auto size =
      any_whole(static_cast<std::int64_t>(min), static_cast<std::int64_t>(std::min(max, min + 3)));
  for (std::int64_t i = 0; i < size; ++i) {
    list.push_back(any_value<typename List::value_type>());
  }
  return list;
}
template <class T>
struct AnyValue<std::vector<T>> {
  static std::vector<T> draw() { return any_list<std::vector<T>>(0, 3); }
};
template <class T, std::size_t Min, std::size_t Max>
struct AnyValue<List<T, Min, Max>> {
  static List<T, Min, Max> draw() { return any_list<List<T, Min, Max>>(Min, Max); }
};
template <json::DescribedEnum T>
struct AnyValue<T> {
  static T draw() {
    std::vector<T> all;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
        [&](auto enumerator) { all.push_back(enumerator.value); });
    return *rc::gen::elementOf(all);
  }
};
template <json::Described T>
struct AnyValue<T> {
  using Members = boost::describe::describe_members<T, boost::describe::mod_any_access>;
  template <class D>
  using FieldOf = std::remove_cvref_t<decltype(std::declval<T&>().*D::pointer)>;
  static T draw() { return of(static_cast<Members*>(nullptr)); }

 private:
  template <template <class...> class List, class... D>
  static T of(List<D...>*) {
    return T{any_value<FieldOf<D>>()...};
  }
};

}  // namespace fettle::test
