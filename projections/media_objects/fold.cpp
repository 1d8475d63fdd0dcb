#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/job/events.hpp"
#include "schemas/media/media_row.hpp"

namespace fettle::projections {
namespace {

template <class Event>
void attach(ProjectionBuilder& to) {
  to.put_each<MediaRow, Event>([](const Event& e, const EventFacts& f) {
    std::vector<MediaRow> rows;
    for (const auto& id : e.media) {
      rows.push_back({facts::tenant(f),
                      id.text(),
                      facts::id(f),
                      {},
                      {},
                      {},
                      facts::account(f),
                      facts::time(f)});
    }
    return rows;
  });
}

}  // namespace

void fold_media_objects(ProjectionBuilder& to) {
  attach<JobOpened>(to);
  attach<EvidenceRecorded>(to);
}

}  // namespace fettle::projections
