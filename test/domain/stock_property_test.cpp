// Whatever people ask and Odoo answers, in whatever order: our books agree with books that are
// kept by other code.
#include <rapidcheck.h>

#include <map>

#include "test/domain/shelves.hpp"
#include "test/domain/stock_books.hpp"

namespace fettle::test {
namespace {

std::int64_t draw(std::int64_t end) { return *rc::gen::inRange<std::int64_t>(0, end); }

// One shop and its books, side by side; requisition i of the shop is wish i of the books.
class Play {
 public:
  Play() : stale_(figures(shop_, brake_pads, 50)) {
    books_.on_hand = 10;
    shop_.pass(std::chrono::seconds(1));
    shop_.given(odoo, figures(shop_, brake_pads, 10, 5));
  }

  void step() {
    shop_.pass(std::chrono::seconds(1));
    switch (draw(16)) {
      case 0:
        return sync(draw(24) - 3);
      case 1:
        (void)shop_.when(odoo, stale_);
        return;
      case 2:
      case 3:
      case 4:
        return ask(1 + draw(6));
      case 5:
        return of_any([&](auto& id, auto& wish) { approve(id, wish); });
      case 6:
        return of_any([&](auto& id, auto& wish) { reject(id, wish); });
      case 7:
        return of_any([&](auto& id, auto& wish) { change(id, wish, 1 + draw(6)); });
      case 8:
      case 9:
        return of_any([&](auto& id, auto& wish) { post(id, wish); });
      case 10:
        return of_any([&](auto& id, auto& wish) { run_short(id, wish); });
      case 11:
        return of_any([&](auto& id, auto& wish) { attempt(id, wish); });
      case 12:
        return of_any([&](auto& id, auto& wish) { resolve(id, wish); });
      case 13:
        return of_any([&](auto& id, auto& wish) { bring_back(id, wish, 1 + draw(4)); });
      case 14:
        return of_any([&](auto& id, auto& wish) { come_back(id, wish); });
      default:
        if (draw(6) == 0) cancel();
    }
  }

  void compare() {
    const auto& stock = shop_.stock();
    RC_ASSERT(stock.on_hand == books_.on_hand);
    RC_ASSERT(stock.reserved == books_.reserved());
    RC_ASSERT(stock.claimed == books_.claimed);
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      const auto& requisition = shop_.requisition(ids_[i]);
      const auto& wish = books_.wishes[i];
      RC_ASSERT(requisition.is_open() == wish.open());
      RC_ASSERT(requisition.issued == wish.issued);
      RC_ASSERT(requisition.returned == wish.returned);
      RC_ASSERT(requisition.returnable() == wish.returnable());
      RC_ASSERT(requisition.issued <= requisition.quantity);
      RC_ASSERT(requisition.returned <= requisition.issued);
    }
  }

  // What the history alone must show.
  void look_back() {
    std::map<std::string, int> posted;
    std::int64_t on_hand = 0;
    for (const auto& decided : shop_.history()) {
      if (as<RequisitionPosted>(decided.event)) RC_ASSERT(++posted[decided.id] == 1);
      if (const auto* e = as<StockSynced>(decided.event)) on_hand = e->on_hand;
      if (const auto* e = as<StockIssued>(decided.event)) on_hand += e->on_hand_change;
      if (const auto* e = as<StockReturned>(decided.event)) on_hand += e->on_hand_change;
    }
    RC_ASSERT(on_hand == shop_.stock().on_hand);
  }

 private:
  template <class Act>
  void of_any(Act act) {
    if (ids_.empty()) return;
    const auto i = static_cast<std::size_t>(draw(static_cast<std::int64_t>(ids_.size())));
    act(ids_[i], books_.wishes[i]);
  }

  void sync(std::int64_t figure) {
    shop_.given(odoo, figures(shop_, brake_pads, figure, 5));
    books_.sync(figure);
  }
  void ask(std::int64_t pieces) {
    const auto asked = shop_.when(wang, ask_for(shop_.order_id, pieces));
    RC_ASSERT(asked.accepted() == (books_.available() >= pieces));
    if (!asked.accepted()) return;
    ids_.emplace_back(asked.id());
    books_.wishes.push_back({.quantity = pieces});
  }
  void approve(const RequisitionId& id, Wish& wish) {
    const auto approved = shop_.when(keeper, ApproveRequisition{id});
    RC_ASSERT(approved.accepted() == wish.undecided());
    if (approved.accepted()) books_.approve(wish);
  }
  void reject(const RequisitionId& id, Wish& wish) {
    const auto rejected = shop_.when(keeper, RejectRequisition{id, Reason("x")});
    RC_ASSERT(rejected.accepted() == wish.undecided());
    if (rejected.accepted()) books_.end(wish);
  }
  void change(const RequisitionId& id, Wish& wish, std::int64_t pieces) {
    const auto more = pieces - wish.quantity;
    const bool enough = more <= 0 || books_.available() >= more;
    const auto changed = shop_.when(keeper, ChangeRequisition{id, SomePieces(pieces)});
    RC_ASSERT(changed.accepted() == (wish.undecided() && enough));
    if (changed.accepted()) wish.quantity = pieces;
  }
  // By its errand, by hand, again, and now and then of another quantity or document.
  void post(const RequisitionId& id, Wish& wish) {
    const auto pieces = draw(5) == 0 ? 1 + draw(6) : wish.quantity;
    const auto& errand = shop_.requisition(id).errand;
    const auto document = 100 + (&wish - books_.wishes.data()) + (draw(6) == 0 ? 1000 : 0);
    shop_.given(odoo, posting_of(id, draw(2) == 0 ? std::nullopt : errand, pieces, document));
    books_.post(wish, pieces);
  }
  void run_short(const RequisitionId& id, Wish& wish) {
    const auto& errand = shop_.requisition(id).errand;
    if (!errand) return;
    shop_.given(odoo, RecordPostingShort{id, *errand, Whole<0, 1'000'000'000>(0)});
    books_.run_short(wish);
  }
  void attempt(const RequisitionId& id, Wish& wish) {
    const auto& errand = shop_.requisition(id).errand;
    if (!errand || wish.dead || !shop_.when(odoo, try_of(*errand)).accepted()) return;
    wish.tried = true;
    if (draw(2) == 0) return;
    const auto tries = shop_.view().get<Errand>(*errand)->tries;
    shop_.given(odoo, FailTry{*errand, Whole<1, 1'000'000>(tries), Text<1, 100>("odoo_refused"),
                              true, std::nullopt});
    wish.dead = true;
  }
  void resolve(const RequisitionId& id, Wish& wish) {
    const auto outcome = draw(2) == 0 ? SettledAs::POSTED : SettledAs::WITHDRAWN;
    const auto resolved = shop_.when(
        keeper, ResolveRequisition{id, outcome, Text<1, 200>("HAND/" + id.text()), Reason("x")});
    RC_ASSERT(resolved.accepted() == (wish.with_odoo() && wish.dead));
    if (!resolved.accepted()) return;
    if (outcome == SettledAs::POSTED) {
      books_.say_posted(wish);
    } else {
      books_.end(wish);
    }
  }
  void bring_back(const RequisitionId& id, Wish& wish, std::int64_t pieces) {
    const auto asked = shop_.when(keeper, ReturnParts{id, SomePieces(pieces), Reason("x")});
    RC_ASSERT(asked.accepted() ==
              (wish.state == Wish::State::posted && pieces <= wish.returnable()));
    if (asked.accepted()) wish.pending.push_back(pieces);
  }
  void come_back(const RequisitionId& id, Wish& wish) {
    if (wish.pending.empty()) return;
    const auto pending = shop_.requisition(id).pending.front();
    const RecordReturnPosting posting{id,
                                      pending.id,
                                      pending.errand,
                                      picking(5000 + ++returns_, "IN/" + std::to_string(returns_)),
                                      SomePieces(pending.quantity),
                                      std::nullopt};
    shop_.given(odoo, posting);
    shop_.when(odoo, posting).then({});
    books_.come_back(wish);
  }
  // Life goes on with another order.
  void cancel() {
    shop_.given(li, CancelWorkOrder{shop_.order_id, Reason("x")});
    books_.cancel_all();
    shop_.order_id = shop_.order_in("REPAIRING");
  }

  Shelves shop_;
  SyncStock stale_;
  StockBooks books_;
  std::vector<RequisitionId> ids_;
  std::int64_t returns_ = 0;
};

}  // namespace

TEST_CASE("our books of the shelves agree with others, whatever is asked and answered") {
  const auto held = rc::check("the books of a shelf", [] {
    Play play;
    const auto steps = draw(60);
    for (std::int64_t i = 0; i < steps; ++i) {
      play.step();
      play.compare();
    }
    play.look_back();
  });
  CHECK(held);
}

}  // namespace fettle::test
