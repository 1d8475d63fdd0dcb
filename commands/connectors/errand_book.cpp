#include "commands/connectors/errand_book.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "schemas/connector/events.hpp"
#include "schemas/event_as.hpp"
#include "schemas/tenant/events.hpp"

namespace fettle {

BookedErrand* ErrandBook::Page::find(std::string_view id) {
  const auto found = errands_.find(id);
  return found == errands_.end() ? nullptr : &found->second;
}

BookedErrand* ErrandBook::Page::take(Moment now) {
  if (queue_.empty() || queue_.begin()->first > now) return nullptr;
  auto* errand = find(queue_.begin()->second);
  queue_.erase(queue_.begin());
  return errand;
}

void ErrandBook::Page::wait(BookedErrand& errand, Moment not_before) {
  errand.phase = BookedErrand::Phase::waiting;
  queue_.erase({errand.not_before, errand.due.id});
  errand.not_before = not_before;
  if (!errand.dead) queue_.emplace(not_before, errand.due.id);
}

void ErrandBook::Page::add(BookedErrand errand) {
  const auto id = errand.due.id;
  if (errands_.contains(id)) return;
  by_subject_[{errand.due.action, errand.due.subject}] = id;
  queue_.emplace(errand.not_before, id);
  errands_.emplace(id, std::move(errand));
}

void ErrandBook::Page::erase(std::string_view id) {
  const auto found = errands_.find(id);
  if (found == errands_.end()) return;
  const auto& errand = found->second;
  if (errand.dead) --dead_;
  queue_.erase({errand.not_before, errand.due.id});
  const auto of_subject = by_subject_.find({errand.due.action, errand.due.subject});
  if (of_subject != by_subject_.end() && of_subject->second == id) by_subject_.erase(of_subject);
  errands_.erase(found);
}

void ErrandBook::Page::bury(BookedErrand& errand) {
  if (!errand.dead) ++dead_;
  errand.dead = true;
  wait(errand, errand.not_before);
}

void ErrandBook::Page::revive(BookedErrand& errand) {
  if (errand.dead) --dead_;
  errand.dead = false;
  errand.failures = 0;
  if (errand.phase == BookedErrand::Phase::waiting) wait(errand, Moment(Micros{0}));
}

bool ErrandBook::wants(std::string_view event_type) const {
  constexpr std::string_view own[] = {"TenantCreated", "ConnectorEnabled", "ConnectorDisabled",
                                      "ErrandTried",   "ErrandFailed",     "ErrandDied",
                                      "ErrandRevived", "ErrandGivenUp",    "ErrandDone"};
  return std::find(std::begin(own), std::end(own), event_type) != std::end(own) ||
         connector_.wants(event_type);
}

bool ErrandBook::to_connect(std::string_view tenant) const {
  const auto page = pages_.find(tenant);
  return page != pages_.end() && page->second.known_ && !page->second.met_;
}

bool ErrandBook::connected(std::string_view tenant) const {
  const auto page = pages_.find(tenant);
  return page != pages_.end() && page->second.connected_;
}

void ErrandBook::fold(const Envelope& envelope, const AnyEvent& event) {
  auto& page = pages_[std::string(envelope.tenant)];
  if (event_as<TenantCreated>(event)) page.known_ = true;
  if (const auto* enabled = event_as<ConnectorEnabled>(event)) {
    if (enabled->connector != connector_.name()) return;
    page.met_ = page.connected_ = true;
    if (!connector_.wants(event.type->name)) return;
  }
  if (const auto* disabled = event_as<ConnectorDisabled>(event)) {
    if (disabled->connector == connector_.name()) page.connected_ = false;
    return;
  }
  if (fold_of_errand(page, envelope, event) || !page.met_) return;
  auto change = connector_.fold(envelope, event);
  if (change.needless) drop(page, *change.needless);
  if (change.opened && page.connected_) open(page, envelope, *std::move(change.opened));
}

// Those of other connectors are not in the book.
bool ErrandBook::fold_of_errand(Page& page, const Envelope& envelope, const AnyEvent& event) {
  const auto id = envelope.id;
  const bool ends = event_as<ErrandDone>(event) || event_as<ErrandGivenUp>(event);
  const auto* tried = event_as<ErrandTried>(event);
  const auto* failure = event_as<ErrandFailed>(event);
  const auto* died = event_as<ErrandDied>(event);
  if (!ends && !tried && !failure && !died && !event_as<ErrandRevived>(event)) return false;
  auto* errand = page.find(id);
  if (errand == nullptr) return true;
  if (ends) {
    page.erase(id);
  } else if (tried) {
    errand->due.tries = tried->number;
    if (errand->open_try != 0 && errand->open_try != tried->number) {
      errand->due.unclear = true;
      errand->due.unclear_since = envelope.time;
    }
    errand->open_try = tried->number;
    if (tried->by != node_) page.wait(*errand, tried->until);
  } else if (failure) {
    wait_after(*failure, envelope.time, page, *errand);
  } else if (died) {
    if (connector_.leaves_unclear(died->code)) errand->due.unclear_since = envelope.time;
    errand->open_try = 0;
    page.bury(*errand);
  } else {
    page.revive(*errand);
  }
  return true;
}

void ErrandBook::wait_after(const ErrandFailed& failure, Moment at, Page& page,
                            BookedErrand& errand) {
  if (connector_.leaves_unclear(failure.code)) errand.due.unclear_since = at;
  errand.failures += failure.reached ? 1 : 0;
  errand.open_try = 0;
  page.wait(errand, failure.next_at);
}

void ErrandBook::open(Page& page, const Envelope& envelope, OpenedErrand opened) {
  const auto id = fmt::format("{}.{}", envelope.commit, envelope.index);
  BookedErrand errand{.due = {.id = id,
                              .tenant = TenantId(std::string(envelope.tenant)),
                              .action = std::move(opened.action),
                              .subject = std::move(opened.subject),
                              .details = std::move(opened.details)},
                      .causation = id,
                      .correlation = std::string(envelope.correlation_id),
                      .trace = std::string(envelope.traceparent)};
  if (opened.due) errand.not_before = *opened.due;
  page.add(std::move(errand));
}

// One that was tried goes on to its end: its outcome may be on the way.
void ErrandBook::drop(Page& page, const NeedlessErrand& needless) {
  const auto found = page.by_subject_.find({needless.action, needless.subject});
  if (found == page.by_subject_.end()) return;
  const auto* errand = page.find(found->second);
  if (errand->due.tries == 0 && errand->phase == BookedErrand::Phase::waiting) {
    page.erase(std::string(found->second));
  }
}

}  // namespace fettle
