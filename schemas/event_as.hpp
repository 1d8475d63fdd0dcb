// What happened, as a value of its own type: what folds ask of an event of any type. Types are
// found by name, so that a fold does not compile the events' codecs.
#pragma once

#include "schemas/declare.hpp"

namespace fettle {

// Null: another event.
template <class E>
const E* event_as(const AnyEvent& event) {
  constexpr auto declared = fettle_declaration_of(static_cast<const E*>(nullptr));
  return event.type->name == declared.name ? static_cast<const E*>(event.data.get()) : nullptr;
}

}  // namespace fettle
