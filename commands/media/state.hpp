// What a decision must know of a picture, clip or voice note.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/media/commands.hpp"
#include "schemas/media/events.hpp"

namespace fettle {

struct MediaState {
  MediaStage stage = MediaStage::BEGUN;
  std::string owner;
  std::string role;                    // of the owner when it began
  std::optional<StoredObject> object;  // of every medium that was begun
  std::optional<Moment> ends_at;
  std::vector<JobId> jobs;  // that show it
};
FETTLE_STRUCT(MediaState, (stage, owner, role, object, ends_at, jobs))

struct Media {
  static constexpr std::string_view type = "media";
  static constexpr std::string_view shape = "2";
  using Key = MediaId;
  using State = MediaState;
  using Events = boost::mp11::mp_list<MediaBegun, MediaCompleted, MediaDropped, MediaAttached>;
};

void evolve(MediaState&, const MediaBegun&);
void evolve(MediaState&, const MediaCompleted&);
void evolve(MediaState&, const MediaDropped&);
void evolve(MediaState&, const MediaAttached&);

// An upload that nobody goes on with, or that no order shows, ends by itself.
Checked<Decision> on_timer(TenantView& view, const Context& context, const MediaId& id,
                           std::string_view timer, const MediaState& media);

}  // namespace fettle
