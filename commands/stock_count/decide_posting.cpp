// What became of the adjustments: Odoo's answers, or a person's word.
#include "commands/errand/opens.hpp"
#include "commands/refusals.hpp"
#include "commands/stock/postings.hpp"
#include "commands/stock_count/decide.hpp"
#include "commands/stock_count/rules.hpp"

namespace fettle {
namespace {

bool is_last(const CountState& count, const ProductId& product) {
  return std::all_of(count.lines.begin(), count.lines.end(), [&](const CountLine& line) {
    return line.product == product || line.standing == LineStanding::POSTED;
  });
}

void post_line(Decision& decision, const CountId& id, const CountState& count,
               CountLinePosted posted) {
  const auto product = posted.product;
  add<StockCount>(decision, id, std::move(posted));
  if (!is_last(count, product)) return;
  add<StockCount>(decision, id, CountFinished{static_cast<std::int64_t>(count.lines.size())});
}

// An answer about an earlier approval of the line says nothing any more.
bool is_current(const CountLine& line, const std::optional<ErrandId>& errand) {
  return line.standing == LineStanding::APPROVED && (!errand || line.errand == errand);
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context,
                         const RecordCountPosting& command) {
  const auto* count = TRY(known_count(view, command.count));
  const auto* line = TRY(known_line(*count, command.product));
  Decision decision;
  if (is_current(*line, command.errand)) {
    post_line(decision, command.count, *count,
              CountLinePosted{.product = command.product,
                              .counted = line->number->counted,
                              .on_hand = command.on_hand,
                              .errand = command.errand,
                              .settled_by = {}});
    count_stock(
        view, context, decision,
        {*count->store, command.product, command.on_hand, *line->number->reason, command.done_at},
        command.count);
    if (!command.errand) end_if_open(view, decision, line->errand, "RecordCountPosting");
  }
  end_if_open(view, decision, command.errand, "RecordCountPosting");
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context&, const RecordCountConflict& command) {
  const auto* count = TRY(known_count(view, command.count));
  const auto* line = TRY(known_line(*count, command.product));
  Decision decision;
  if (!is_open(view, command.errand)) return decision;
  if (is_current(*line, command.errand)) {
    add<StockCount>(decision, command.count,
                    CountLineOutdated{command.product, command.errand, command.on_hand});
  }
  end_if_open(view, decision, command.errand, "RecordCountConflict");
  return decision;
}

// Our figure waits for Odoo's next one.
Checked<Decision> decide(TenantView& view, const Context& context,
                         const ResolveCountLine& command) {
  const auto* count = TRY(reached_count(view, context, command.count));
  const auto* line = TRY(known_line(*count, command.product));
  if (line->standing != LineStanding::APPROVED) {
    return conflict("line_state", fmt::format("the line of {} is {}", command.product.text(),
                                              Codec<LineStanding>::name(line->standing)));
  }
  if (may_answer(view, line->errand, "odoo")) {
    return conflict("posting_under_way",
                    fmt::format("Odoo is being asked, see errand {}", line->errand->text()));
  }
  Decision decision;
  post_line(decision, command.count, *count,
            CountLinePosted{.product = command.product,
                            .counted = line->number->counted,
                            .on_hand = line->number->counted,
                            .errand = line->errand,
                            .settled_by = context.caller.account.text()});
  end_if_open(view, decision, line->errand, "ResolveCountLine");
  return decision;
}

}  // namespace fettle
