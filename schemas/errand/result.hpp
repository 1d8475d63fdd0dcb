// The commands by which a connector answers, named as they are declared: adapters know their
// shapes, not their decisions.
#pragma once

#include <memory>
#include <utility>

#include "core/connector.hpp"
#include "schemas/declare.hpp"

namespace fettle {

template <class Command>
ErrandResult result_of(Command command) {
  return {fettle_declaration_of(static_cast<const Command*>(nullptr)).name,
          std::make_shared<const Command>(std::move(command))};
}

}  // namespace fettle
