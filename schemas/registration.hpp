// Makes the erased tables of core/domain.hpp from declarations: one template a thing.
#pragma once

#include <algorithm>
#include <boost/preprocessor/seq/for_each.hpp>
#include <boost/preprocessor/variadic/to_seq.hpp>
#include <concepts>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "core/decision.hpp"
#include "core/domain.hpp"
#include "core/tenant_view.hpp"
#include "schemas/codec/codec.hpp"
#include "schemas/declare.hpp"

namespace fettle {

json::Parser& thread_parser();  // one a thread: its nodes live until the next parse
Fault undecodable(std::string_view what, const std::vector<FieldError>& errors);
// The members of a body, where a blank one has none, and the parameters of the path: a body that
// names one of them is told.
Checked<json::Node> parse_command(std::string_view body,
                                  const std::map<std::string, std::string>& path);

template <class T>
std::string json_of(const T& value, Sealing* sealing = nullptr) {
  std::string out;
  json::Writer writer{out, sealing};
  json::write(writer, value);
  return out;
}

template <class T>
std::string schema_of() {
  std::string out;
  Codec<T>::schema(out);
  return out;
}

// Reads what we stored ourselves: a mistake is damage, not bad input. A state has no member but
// ours, since snapshots of other shapes are refused as a whole.
template <class T, class Make>
Result<std::invoke_result_t<Make, T>> made_of_stored(std::string_view text, Sealing* sealing,
                                                     json::Unknown unknown, Make&& make) {
  auto root = thread_parser().parse(text);
  if (!root) return undecodable(root.error().code, {});
  json::Reader reader(sealing, unknown);
  auto value = json::read<T>(*root, reader);
  if (sealing != nullptr && sealing->fault()) return *sealing->fault();
  if (!value) return undecodable("stored value", reader.errors);
  return make(*std::move(value));
}

template <class T>
Result<T> stored(std::string_view text, Sealing* sealing = nullptr,
                 json::Unknown unknown = json::Unknown::refused) {
  return made_of_stored<T>(text, sealing, unknown, [](T&& value) { return std::move(value); });
}

// Where a caller keeps it: a large value is moved there once.
template <class T>
Result<Any> stored_any(std::string_view text, Sealing* sealing, json::Unknown unknown) {
  return made_of_stored<T>(text, sealing, unknown, [](T&& value) {
    return Any(std::make_shared<const T>(std::move(value)));
  });
}

template <class E>
concept Upcast = requires(typename E::Older older) {
  upcast(std::move(older));
};

// Reads version `version` of E: an older one by E::Older and upcast(E::Older) -> E.
template <class E>
Result<E> stored_event(std::string_view text, std::uint16_t version, Sealing* sealing) {
  constexpr auto current = fettle_declaration_of(static_cast<const E*>(nullptr)).version;
  if (version == current) return stored<E>(text, sealing, json::Unknown::passed_over);
  if constexpr (Upcast<E>) {
    return upcast(TRY(stored_event<typename E::Older>(text, version, sealing)));
  }
  return Fault{FaultKind::mismatch, "event_version_unknown",
               fmt::format("version {} is not known to this binary", version)};
}

// All events of the log are read here.
template <class E>
Result<Any> any_event(std::string_view text, std::uint16_t version, Sealing* sealing) {
  constexpr auto current = fettle_declaration_of(static_cast<const E*>(nullptr)).version;
  if (version == current) return stored_any<E>(text, sealing, json::Unknown::passed_over);
  return Any(std::make_shared<const E>(TRY(stored_event<E>(text, version, sealing))));
}

template <class E>
const EventType& event_type();

template <class E>
const EventType* older_type() {
  if constexpr (Upcast<E>) return &event_type<typename E::Older>();
  return nullptr;
}

template <class E>
const EventType& event_type() {
  constexpr auto declared = fettle_declaration_of(static_cast<const E*>(nullptr));
  static constexpr EventType type{
      .name = declared.name,
      .version = declared.version,
      .sentence = declared.sentence,
      .encode =
          [](const void* event, std::string& out, Sealing* sealing) {
            json::Writer writer{out, sealing};
            json::write(writer, *static_cast<const E*>(event));
          },
      .decode = &any_event<E>,
      .json_schema = [] { return schema_of<E>(); },
      .older = &older_type<E>,
  };
  return type;
}

// As FETTLE_AGGREGATE_ELSEWHERE and _HERE, for events that many files name.
#define FETTLE_EVENTS_ELSEWHERE(...) \
  BOOST_PP_SEQ_FOR_EACH(FETTLE_EVENT_TYPE, extern, BOOST_PP_VARIADIC_TO_SEQ(__VA_ARGS__))
#define FETTLE_EVENTS_HERE(...) \
  BOOST_PP_SEQ_FOR_EACH(FETTLE_EVENT_TYPE, , BOOST_PP_VARIADIC_TO_SEQ(__VA_ARGS__))
#define FETTLE_EVENT_TYPE(r, linkage, E) linkage template const EventType& event_type<E>();

// An aggregate A: type, State, Key, Events (a list of its event types), and beside it
//   void evolve(A::State&, const Event&)  for every event,
//   void index(const A::State&, IndexSink&)  and, if it has timers,
//   Checked<Decision> on_timer(TenantView&, const Context&, const A::Key&, std::string_view timer,
//                              const A::State&).
template <class State, template <class...> class List, class... E>
bool evolve_listed(State& state, const AnyEvent& event, List<E...>) {
  struct Known {
    const EventType* type;
    void (*evolve)(State& state, const void* event);
  };
  static const Known all[] = {{&event_type<E>(), [](State& into, const void* data) {
                                 evolve(into, *static_cast<const E*>(data));
                               }}...};
  const auto found = std::ranges::find(all, event.type, &Known::type);
  if (found == std::end(all)) return false;
  found->evolve(state, event.data.get());
  return true;
}

template <class A>
bool evolve_any(void* state, const AnyEvent& event) {
  return evolve_listed(*static_cast<typename A::State*>(state), event, typename A::Events{});
}

template <class A>
concept HasTimers = requires(TenantView& view, const Context& context, const typename A::Key& key,
                             const typename A::State& state) {
  { on_timer(view, context, key, std::string_view{}, state) } -> std::same_as<Checked<Decision>>;
};

template <class A>
std::string shape_of() {
  auto shape = schema_of<typename A::State>() + "#" + std::string(A::shape);
  boost::mp11::mp_for_each<boost::mp11::mp_transform<std::add_pointer_t, typename A::Events>>(
      [&]<class E>(E*) { shape += schema_of<E>(); });
  return shape;
}

template <class A>
AggregateType make_aggregate_type() {
  using State = typename A::State;
  AggregateType type{
      .name = A::type,
      .initial = [] { return std::static_pointer_cast<void>(std::make_shared<State>()); },
      .copy =
          [](const void* state) {
            return std::static_pointer_cast<void>(
                std::make_shared<State>(*static_cast<const State*>(state)));
          },
      .evolve = &evolve_any<A>,
      .encode =
          [](const void* state, std::string& out, Sealing* sealing) {
            json::Writer writer{out, sealing};
            json::write(writer, *static_cast<const State*>(state));
          },
      .decode = [](std::string_view text, Sealing* sealing) -> Result<Any> {
        return stored_any<State>(text, sealing, json::Unknown::refused);
      },
      .index = [](const void* state,
                  IndexSink& sink) { index(*static_cast<const State*>(state), sink); },
      .on_timer = nullptr,
      .shape = &shape_of<A>,
      .events = {},
  };
  if constexpr (HasTimers<A>) {
    type.on_timer = [](TenantView& view, const Context& context, std::string_view id,
                       std::string_view timer) -> Checked<Decision> {
      const typename A::Key key{std::string(id)};
      const auto* state = view.get<A>(key);
      if (state == nullptr) return Decision{};
      return on_timer(view, context, key, timer, *state);
    };
  }
  boost::mp11::mp_for_each<boost::mp11::mp_transform<std::add_pointer_t, typename A::Events>>(
      [&]<class E>(E*) { type.events.push_back(&event_type<E>()); });
  return type;
}

template <class A>
const AggregateType& aggregate_type() {
  static const AggregateType type = make_aggregate_type<A>();
  return type;
}

// With its events' codecs an aggregate's table is slow to compile: a header of the aggregate says
// ELSEWHERE, one .cpp says HERE, both in namespace fettle.
#define FETTLE_AGGREGATE_ELSEWHERE(A) extern template const AggregateType& aggregate_type<A>();
#define FETTLE_AGGREGATE_HERE(A) template const AggregateType& aggregate_type<A>();

template <class C>
struct AnswerOf {
  using type = NoAnswer;
};
template <class C>
requires requires { typename C::Answer; }
struct AnswerOf<C> {
  using type = typename C::Answer;
};

template <class C>
Checked<Any> read_command(std::string_view body, const std::map<std::string, std::string>& path) {
  const auto root = TRY(parse_command(body, path));
  json::Reader reader;
  auto command = json::read<C>(root, reader);
  if (command) return Any(std::make_shared<const C>(*std::move(command)));
  return Rejection{Refusal::rule, "invalid_fields", "the command has fields that cannot be taken",
                   std::move(reader.errors)};
}

// The id of the addressed aggregate is the command's first field when that is an A::Key, where
// the declaration names A by its type; commands that make a new one begin with something else.
template <class C>
std::string subject_of(const void* command) {
  using First = boost::mp11::mp_front<typename Codec<C>::Members>;
  const auto& field = static_cast<const C*>(command)->*First::pointer;
  if constexpr (requires {
                  field.text();
                  field.well_formed(std::string_view{});
                }) {
    return field.text();
  }
  return {};
}

// decide(TenantView&, const Context&, const C&) -> Checked<Decision> stands beside C's aggregate.
template <class C>
const CommandType& command_type() {
  static const CommandType type = [] {
    constexpr auto declared = fettle_declaration_of(static_cast<const C*>(nullptr));
    CommandType made{
        .name = declared.name,
        .sentence = declared.sentence,
        .aggregate = declared.spec.aggregate,
        .routes = {},
        .roles = {},
        .key = declared.spec.key,
        .awaits = declared.spec.awaits,
        .decode = &read_command<C>,
        .decide =
            [](TenantView& view, const Context& context, const void* command) {
              return decide(view, context, *static_cast<const C*>(command));
            },
        .subject = &subject_of<C>,
        .json_schema = [] { return schema_of<C>(); },
        .answer_schema =
            [] {
              if constexpr (std::is_same_v<typename AnswerOf<C>::type, NoAnswer>) {
                return std::string(R"({"type":"object"})");
              } else {
                return schema_of<typename AnswerOf<C>::type>();
              }
            },
        .encode =
            [](const void* command, std::string& out) {
              json::Writer writer{out};
              json::write(writer, *static_cast<const C*>(command));
            },
    };
    for (const auto& route : declared.spec.routes) {
      if (!route.path.empty()) made.routes.push_back(route);
    }
    for (const auto& role : declared.spec.roles) {
      if (!role.empty()) made.roles.push_back(role);
    }
    return made;
  }();
  return type;
}

// Adds an event to a decision: add<Job>(decision, id, QuoteIssued{...}).
template <class A, class E>
void add(Decision& decision, const typename A::Key& key, E event) {
  static_assert(boost::mp11::mp_contains<typename A::Events, E>::value,
                "this aggregate has no such event");
  decision.events.push_back({&aggregate_type<A>(),
                             key.text(),
                             {&event_type<E>(), std::make_shared<const E>(std::move(event))}});
  if (decision.id.empty()) decision.id = key.text();
}

// The members that the answer has beside id, version and position.
template <class Answer>
void answer(Decision& decision, const Answer& members) {
  json::Writer writer{decision.answer};
  Codec<Answer>::write_members(writer, members);
}

}  // namespace fettle
