#include "core/utf8.hpp"
#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/audit/dead_letter_row.hpp"

namespace fettle::projections {
namespace {

// A dead letter is the last place for what nobody can read, so the store must take it: what is no
// text there is told as such.
std::string readable(std::string_view text) {
  const bool storable = is_utf8(text) && text.find('\0') == std::string_view::npos;
  return storable ? std::string(text) : "unreadable";
}

}  // namespace

void fold_dead_letters(ProjectionBuilder& to) {
  to.dead_letters<DeadLetterRow>([](const DeadLetter& letter) {
    DeadLetterRow row{readable(letter.tenant),
                      number(letter.partition),
                      static_cast<std::int64_t>(number(letter.offset)),
                      letter.place,
                      {},
                      {},
                      {},
                      letter.why.code,
                      readable(letter.why.detail)};
    if (letter.facts != nullptr) {
      const auto& envelope = letter.facts->envelope;
      row.event = readable(envelope.type);
      row.object_type = readable(envelope.aggregate);
      row.object_id = envelope.id;
    }
    return row;
  });
}

}  // namespace fettle::projections
