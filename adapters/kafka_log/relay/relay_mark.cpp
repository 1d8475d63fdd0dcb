#include "adapters/kafka_log/relay/relay_mark.hpp"

#include "core/header_names.hpp"

namespace fettle::kafka {
namespace {

constexpr HeaderName position_name{"fettle_position"}, resume_name{"fettle_resume"};

}  // namespace

Record relayed(RecordView record, const RelayPlace& place, const Checkpoint& before) {
  Record made(record.key(), record.value());
  record.each_header([&](const Header& one) {
    if (!one.is(header::claim) && !one.is(header::n)) made.add(one);
  });
  made.add(position_name, to_text(Position{before.log, before.partition, place.commit}));
  made.add(resume_name, to_text(before));
  return made;
}

std::optional<RelayMark> mark_of(RecordView record) {
  const auto position = parse_position(record.header(position_name).value_or(""));
  const auto before = parse_checkpoint(record.header(resume_name).value_or(""));
  const auto index = numeric_header(record, header::commit_index);
  if (!position || !before || !index) return std::nullopt;
  return RelayMark{{position->offset, *index}, *before};
}

}  // namespace fettle::kafka
