#include "core/under_claim.hpp"

#include "core/header_names.hpp"

namespace fettle {

Record under_claim(RecordView record, Offset claim, std::uint64_t n) {
  Record made(record.key(), record.value());
  record.each_header([&](const Header& header) {
    if (!header.is(header::claim) && !header.is(header::n)) made.add(header);
  });
  add_claim(made, claim, n);
  return made;
}

}  // namespace fettle
