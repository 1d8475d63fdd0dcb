// Declaring what is written and asked: a struct, described once. From the declaration come JSON
// both ways, validation, JSON Schema, routes, permissions and the reference pages.
//
//   struct QuoteApproved {
//     JobId job;
//     std::int64_t version;
//   };
//   FETTLE_EVENT(QuoteApproved, 1, "The manager allowed a quote at or above the limit.",
//                (job, version))
//
// Fields are listed in the order of the struct; a forgotten one does not compile, and a swapped
// one fails the round-trip property in test/unit.
#pragma once

#include <boost/describe.hpp>
#include <boost/preprocessor/repetition/enum_params.hpp>
#include <boost/preprocessor/tuple/size.hpp>
#include <cstdint>
#include <string_view>

#include "core/domain.hpp"

namespace fettle {

struct EventDeclaration {
  std::string_view name;
  std::uint16_t version;
  std::string_view sentence;
};

// `routes` and `roles` end at their first empty one.
struct CommandSpec {
  std::string_view aggregate;
  Route routes[4] = {};
  std::string_view roles[8] = {};
  KeyPolicy key = KeyPolicy::optional;
  Awaits awaits = {};
};

struct CommandDeclaration {
  std::string_view name;
  std::string_view sentence;
  CommandSpec spec;
};

// No members beside id, version and position. A command with more declares `struct Answer`.
struct NoAnswer {};

}  // namespace fettle

// A described part of an event, command, state or row. The structured binding fails to compile
// when a field is missing from the list.
#define FETTLE_STRUCT(Type, fields)                                                           \
  BOOST_DESCRIBE_STRUCT(Type, (), fields)                                                     \
  [[maybe_unused]] inline void fettle_all_fields_of(const Type& whole) {                      \
    [[maybe_unused]] const auto& [BOOST_PP_ENUM_PARAMS(BOOST_PP_TUPLE_SIZE(fields), field)] = \
        whole;                                                                                \
  }

#define FETTLE_EVENT(Type, version, sentence, fields)                       \
  FETTLE_STRUCT(Type, fields)                                               \
  constexpr ::fettle::EventDeclaration fettle_declaration_of(const Type*) { \
    return {#Type, version, sentence};                                      \
  }

// FETTLE_COMMAND(Type, "sentence", (.aggregate = "job", .routes = {...}, .roles = {...}), (fields))
#define FETTLE_COMMAND(Type, sentence, spec, fields)                          \
  FETTLE_STRUCT(Type, fields)                                                 \
  constexpr ::fettle::CommandDeclaration fettle_declaration_of(const Type*) { \
    return {#Type, sentence, ::fettle::CommandSpec{FETTLE_UNWRAP spec}};      \
  }

#define FETTLE_UNWRAP(...) __VA_ARGS__

// An enum whose enumerators are spelled as they stand on the wire.
#define FETTLE_ENUM(Type, ...) BOOST_DESCRIBE_ENUM(Type, __VA_ARGS__)
