#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/audit/dead_letter_row.hpp"

namespace fettle::projections {

void fold_dead_letters(ProjectionBuilder& to) {
  to.dead_letters<DeadLetterRow>([](const DeadLetter& letter) {
    DeadLetterRow row{std::string(letter.tenant),
                      number(letter.partition),
                      static_cast<std::int64_t>(number(letter.offset)),
                      letter.place,
                      {},
                      {},
                      {},
                      letter.why.code,
                      letter.why.detail};
    if (letter.facts != nullptr) {
      const auto& envelope = letter.facts->envelope;
      row.event = envelope.type;
      row.object_type = envelope.aggregate;
      row.object_id = envelope.id;
    }
    return row;
  });
}

}  // namespace fettle::projections
