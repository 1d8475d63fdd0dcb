// What a connector's run gave: the command that it asks for, or why there is none.
#pragma once

#include <doctest/doctest.h>

#include <vector>

#include "core/connector.hpp"
#include "schemas/declare.hpp"

namespace fettle::test {

// Null when it is another command.
template <class Command>
const Command* command_in(const ErrandResult& result) {
  const auto name = fettle_declaration_of(static_cast<const Command*>(nullptr)).name;
  return result.name == name ? static_cast<const Command*>(result.command.get()) : nullptr;
}

template <class Command>
const Command& recorded(const ErrandOutcome& outcome) {
  if (const auto* failure = std::get_if<ErrandFailure>(&outcome)) {
    FAIL(failure->code << " " << failure->detail);
  }
  const auto* command = command_in<Command>(std::get<ErrandResult>(outcome));
  REQUIRE(command != nullptr);
  return *command;
}

inline ErrandFailure failed(const ErrandOutcome& outcome) {
  REQUIRE(std::holds_alternative<ErrandFailure>(outcome));
  return std::get<ErrandFailure>(outcome);
}

// All commands of one kind that a look found, in their order.
template <class Command>
std::vector<Command> found(const Connector::Findings& findings) {
  std::vector<Command> commands;
  for (const auto& one : findings.found) {
    if (const auto* command = command_in<Command>(one.command)) commands.push_back(*command);
  }
  return commands;
}

}  // namespace fettle::test
