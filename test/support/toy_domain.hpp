// A business small enough to test the engine with: boxes that take things in, with a label that
// is personal, a unique name, and a timer.
#pragma once

#include "schemas/registration.hpp"
#include "schemas/values.hpp"

namespace fettle::toy {

struct TenantMade {
  std::string kind;
};
FETTLE_EVENT(TenantMade, 1, "A tenant exists.", (kind))

struct Tenant {
  static constexpr std::string_view type = "tenant", shape = "1";
  using Key = Id<struct ToyTenantTag>;
  struct State {
    std::string kind;
  };
  using Events = boost::mp11::mp_list<TenantMade>;
};
FETTLE_STRUCT(Tenant::State, (kind))
inline void evolve(Tenant::State& state, const TenantMade& e) { state.kind = e.kind; }
inline void index(const Tenant::State&, IndexSink&) {}

struct BoxMade {
  std::string name;
  Personal label;
  std::optional<Moment> closes_at;
};
FETTLE_EVENT(BoxMade, 1, "A box was made.", (name, label, closes_at))
struct ThingAdded {
  std::int64_t count;
};
FETTLE_EVENT(ThingAdded, 1, "Things were put in.", (count))
struct BoxClosed {
  std::string why;
};
FETTLE_EVENT(BoxClosed, 1, "The box takes nothing any more.", (why))

struct Box {
  static constexpr std::string_view type = "box", shape = "1";
  using Key = Id<struct BoxTag>;
  struct State {
    std::string name;
    std::optional<Personal> label;
    std::int64_t count = 0;
    std::optional<Moment> closes_at;
    bool closed = false;
  };
  using Events = boost::mp11::mp_list<BoxMade, ThingAdded, BoxClosed>;
};
FETTLE_STRUCT(Box::State, (name, label, count, closes_at, closed))

inline constexpr Index boxes_by_name{"boxes_by_name"};
inline constexpr Index boxes_by_label{"boxes_by_label"};

inline void evolve(Box::State& state, const BoxMade& e) {
  state.name = e.name;
  state.label = e.label;
  state.closes_at = e.closes_at;
}
inline void evolve(Box::State& state, const ThingAdded& e) { state.count += e.count; }
inline void evolve(Box::State& state, const BoxClosed&) {
  state.closed = true;
  state.closes_at.reset();
}
inline void index(const Box::State& state, IndexSink& sink) {
  sink.put(boxes_by_name, state.name);
  if (state.label && state.label->value) sink.put_personal(boxes_by_label, *state.label->value);
  if (state.closes_at) sink.timer(*state.closes_at, "close");
}
inline Checked<Decision> on_timer(TenantView& view, const Context& context, const Box::Key& box,
                                  std::string_view, const Box::State&) {
  invariant(view.get<Tenant>(Tenant::Key(context.tenant.text())) != nullptr, "whose box is it?");
  Decision decision;
  add<Box>(decision, box, BoxClosed{"time"});
  return decision;
}

struct MakeTenant {
  Text<1, 20> kind;
};
FETTLE_COMMAND(MakeTenant, "Makes the tenant.", (.aggregate = "tenant"), (kind))
struct MakeBox {
  Text<1, 40> name;
  Text<1, 40> label;
  std::optional<Moment> closes_at;
};
FETTLE_COMMAND(MakeBox, "Makes a box of a unique name.", (.aggregate = "box"),
               (name, label, closes_at))
struct AddThings {
  Box::Key box;
  Whole<0, 100> count;
};
FETTLE_COMMAND(AddThings, "Puts things into a box; none is nothing to do.", (.aggregate = "box"),
               (box, count))
struct BreakBox {
  Box::Key box;
};
FETTLE_COMMAND(BreakBox, "Breaks an invariant of ours.", (.aggregate = "box"), (box))
struct WeighBox {
  Box::Key box;
};
FETTLE_COMMAND(WeighBox, "Changes nothing; the box is there.", (.aggregate = "box"), (box))

inline Checked<Decision> decide(TenantView&, const Context& context, const MakeTenant& command) {
  Decision decision;
  add<Tenant>(decision, Tenant::Key(context.tenant.text()), TenantMade{command.kind});
  return decision;
}
inline Checked<Decision> decide(TenantView& view, const Context& context, const MakeBox& command) {
  if (!view.find(boxes_by_name, command.name.text()).empty()) {
    return Rejection{Refusal::rule, "name_taken", "another box has this name", {}};
  }
  Decision decision;
  const auto key = context.fresh<Box::Key>();
  add<Box>(
      decision, key,
      BoxMade{
          command.name, {PersonId("owner-of-" + key.text()), command.label}, command.closes_at});
  return decision;
}
inline Checked<Decision> decide(TenantView& view, const Context&, const AddThings& command) {
  const auto* box = view.get<Box>(command.box);
  if (box == nullptr) return Rejection{Refusal::not_found, "box_unknown", "no such box", {}};
  if (box->closed) return Rejection{Refusal::wrong_state, "box_closed", "it is closed", {}};
  Decision decision;
  decision.id = command.box.text();
  if (command.count != 0) add<Box>(decision, command.box, ThingAdded{command.count});
  return decision;
}
inline Checked<Decision> decide(TenantView&, const Context&, const BreakBox&) {
  throw InvariantBroken("the box is broken");
}
inline Checked<Decision> decide(TenantView& view, const Context&, const WeighBox& command) {
  invariant(view.get<Box>(command.box) != nullptr, "a box that is weighed is there");
  Decision decision;
  decision.id = command.box.text();
  return decision;
}

inline Domain domain() {
  Domain made;
  made.add(aggregate_type<Tenant>());
  made.add(aggregate_type<Box>());
  made.add(command_type<MakeTenant>());
  made.add(command_type<MakeBox>());
  made.add(command_type<AddThings>());
  made.add(command_type<BreakBox>());
  made.add(command_type<WeighBox>());
  return made;
}

}  // namespace fettle::toy
