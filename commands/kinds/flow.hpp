// A table of moves: which command takes a job from which state to which. Data, not code, and
// checked when compiled; each kind of business has its own (auto.cpp).
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>

namespace fettle {

// `command` is the declared name of the command.
struct Move {
  std::string_view command;
  std::string_view from;
  std::string_view to;
};

// In these states the command is taken and the state stays. Its table of states lies elsewhere.
struct Stay {
  std::string_view command;
  std::span<const std::string_view> states;

  constexpr bool holds(std::string_view state) const {
    return std::find(states.begin(), states.end(), state) != states.end();
  }
};

struct Flow {
  std::string_view name;
  std::span<const std::string_view> states;  // the first one is where a job begins
  std::span<const std::string_view> finals;
  std::span<const Move> moves;
  std::span<const Stay> stays;

  // The state after the command; nothing when the table does not allow it.
  constexpr std::optional<std::string_view> after(std::string_view command,
                                                  std::string_view state) const {
    for (const auto& move : moves) {
      if (move.command == command && move.from == state) return move.to;
    }
    for (const auto& stay : stays) {
      if (stay.command == command && stay.holds(state)) return state;
    }
    return std::nullopt;
  }
  constexpr bool knows(std::string_view state) const {
    return std::find(states.begin(), states.end(), state) != states.end();
  }
  constexpr bool is_final(std::string_view state) const {
    return std::find(finals.begin(), finals.end(), state) != finals.end();
  }
};

constexpr bool names_only_known_states(const Flow& flow) {
  const auto known = [&](std::string_view state) { return flow.knows(state); };
  return std::all_of(flow.moves.begin(), flow.moves.end(),
                     [&](const Move& m) { return flow.knows(m.from) && flow.knows(m.to); }) &&
         std::all_of(flow.stays.begin(), flow.stays.end(), [&](const Stay& s) {
           return std::all_of(s.states.begin(), s.states.end(), known);
         });
}

constexpr bool final_states_take_nothing(const Flow& flow) {
  return std::all_of(flow.finals.begin(), flow.finals.end(), [&](std::string_view state) {
    return flow.knows(state) &&
           std::none_of(flow.moves.begin(), flow.moves.end(),
                        [&](const Move& m) { return m.from == state; }) &&
           std::none_of(flow.stays.begin(), flow.stays.end(),
                        [&](const Stay& s) { return s.holds(state); });
  });
}

constexpr bool every_state_is_reached(const Flow& flow) {
  return std::all_of(flow.states.begin() + 1, flow.states.end(), [&](std::string_view state) {
    return std::any_of(flow.moves.begin(), flow.moves.end(),
                       [&](const Move& m) { return m.to == state && m.from != state; });
  });
}

constexpr bool each_command_goes_one_way(const Flow& flow) {
  for (std::size_t i = 0; i < flow.moves.size(); ++i) {
    for (std::size_t k = i + 1; k < flow.moves.size(); ++k) {
      if (flow.moves[i].command == flow.moves[k].command &&
          flow.moves[i].from == flow.moves[k].from) {
        return false;
      }
    }
    for (const auto& stay : flow.stays) {
      if (stay.command == flow.moves[i].command && stay.holds(flow.moves[i].from)) return false;
    }
  }
  return true;
}

}  // namespace fettle
