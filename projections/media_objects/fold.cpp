#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/job/events.hpp"
#include "schemas/media/events.hpp"
#include "schemas/media/media_row.hpp"

namespace fettle::projections {
namespace {

// A job's event names its media; what is known of those that were uploaded follows in the commit.
template <class Event>
void name(ProjectionBuilder& to) {
  to.put_each<MediaRow, Event>([](const Event& e, const EventFacts& f) {
    std::vector<MediaRow> rows;
    for (const auto& id : e.media) {
      rows.push_back({.tenant = facts::tenant(f),
                      .id = id.text(),
                      .order_id = facts::id(f),
                      .object_key = {},
                      .hash = {},
                      .size = {},
                      .content_type = {},
                      .uploaded_by = {},
                      .attached_by = facts::account(f),
                      .attached_at = facts::time(f)});
    }
    return rows;
  });
}

MediaRow uploaded(const EventFacts& f, const std::string& owner, const StoredObject& object) {
  return {.tenant = facts::tenant(f),
          .id = facts::id(f),
          .order_id = {},
          .object_key = object.object_key,
          .hash = object.sha256,
          .size = object.size,
          .content_type = object.content_type,
          .uploaded_by = owner,
          .attached_by = {},
          .attached_at = {}};
}

}  // namespace

void fold_media_objects(ProjectionBuilder& to) {
  name<JobOpened>(to);
  name<EvidenceRecorded>(to);
  to.put<MediaRow, MediaCompleted>(
      [](const MediaCompleted& e, const EventFacts& f) { return uploaded(f, e.owner, e.object); });
  to.replace<MediaRow, MediaAttached>(facts::own_key,
                                      [](const MediaAttached& e, const EventFacts& f) {
                                        auto row = uploaded(f, e.owner, e.object);
                                        row.order_id = e.job.text();
                                        row.attached_by = facts::account(f);
                                        row.attached_at = facts::time(f);
                                        return row;
                                      });
  to.change<MediaRow, MediaDropped>(
      facts::own_key,
      [](MediaRow& row, const MediaDropped&, const EventFacts&) { row.object_key.reset(); });
}

}  // namespace fettle::projections
