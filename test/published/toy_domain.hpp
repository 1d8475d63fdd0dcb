// A domain small enough to read the contracts that come from it; with an event in two versions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schemas/registration.hpp"
#include "schemas/roles.hpp"

namespace toy {

using fettle::Money;
using fettle::Personal;
using ParcelId = fettle::Id<struct ParcelTag>;

namespace v1 {
struct ParcelWeighed {
  std::int64_t kilograms;
};
FETTLE_EVENT(ParcelWeighed, 1, "The parcel was put on the scales.", (kilograms))
}  // namespace v1

struct ParcelWeighed {
  using Older = v1::ParcelWeighed;
  std::int64_t grams;
  std::optional<std::string> scales;
};
FETTLE_EVENT(ParcelWeighed, 2, "The parcel was put on the scales.", (grams, scales))

namespace v1 {
inline toy::ParcelWeighed upcast(ParcelWeighed older) {
  return {.grams = older.kilograms * 1000, .scales = std::nullopt};
}
}  // namespace v1

struct ParcelPosted {
  Personal receiver;
  Money paid;
  std::vector<std::string> labels;
};
FETTLE_EVENT(ParcelPosted, 1, "Somebody posted a parcel.", (receiver, paid, labels))

enum class Speed { slow, fast };
FETTLE_ENUM(Speed, slow, fast)

struct PostParcel {
  struct Answer {
    std::string label;
  };
  fettle::Text<1, 40> receiver;
  Speed speed;
  Money paid;
};
FETTLE_STRUCT(PostParcel::Answer, (label))
FETTLE_COMMAND(PostParcel, "Takes a parcel over the counter.",
               (.aggregate = "parcel", .routes = {{"POST", "/mp/parcels"}},
                .roles = {fettle::role::customer}, .key = fettle::KeyPolicy::required),
               (receiver, speed, paid))

struct WeighParcel {
  ParcelId parcel;
  fettle::Whole<1, 30'000> grams;
};
FETTLE_COMMAND(WeighParcel, "Says what a parcel weighs.",
               (.aggregate = "parcel",
                .routes = {{"POST", "/tech/parcels/{parcel}/weight"},
                           {"POST", "/admin/parcels/{parcel}/weight"}},
                .roles = {fettle::role::technician, fettle::role::manager}),
               (parcel, grams))

struct Parcel {
  static constexpr std::string_view type = "parcel";
  static constexpr std::string_view shape = "1";
  using Key = ParcelId;
  using Events = boost::mp11::mp_list<ParcelPosted, ParcelWeighed>;
  struct State {
    std::int64_t grams = 0;
    std::int64_t labels = 0;
  };
};
FETTLE_STRUCT(Parcel::State, (grams, labels))

inline void evolve(Parcel::State& state, const ParcelPosted& event) {
  state.labels = static_cast<std::int64_t>(event.labels.size());
}
inline void evolve(Parcel::State& state, const ParcelWeighed& event) { state.grams = event.grams; }
inline void index(const Parcel::State&, fettle::IndexSink&) {}

inline fettle::Checked<fettle::Decision> decide(fettle::TenantView&, const fettle::Context& context,
                                                const PostParcel& command) {
  fettle::Decision decision;
  fettle::add<Parcel>(
      decision, context.fresh<ParcelId>(),
      ParcelPosted{{fettle::PersonId("anna"), command.receiver.text()}, command.paid, {"fragile"}});
  return decision;
}
inline fettle::Checked<fettle::Decision> decide(fettle::TenantView&, const fettle::Context&,
                                                const WeighParcel& command) {
  fettle::Decision decision;
  fettle::add<Parcel>(decision, command.parcel,
                      ParcelWeighed{.grams = command.grams, .scales = std::nullopt});
  return decision;
}

inline fettle::Domain domain() {
  fettle::Domain domain;
  domain.add(fettle::aggregate_type<Parcel>());
  domain.add(fettle::command_type<PostParcel>());
  domain.add(fettle::command_type<WeighParcel>());
  return domain;
}

}  // namespace toy
