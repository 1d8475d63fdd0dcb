// The open errands of one connector: a fold of the log. Opened by events of the business in
// tenants that are connected, closed by their ErrandDone.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "core/connector.hpp"
#include "schemas/errand/events.hpp"

namespace fettle {

struct BookedErrand {
  enum class Phase {
    waiting,    // in the queue of its tenant, or dead
    taking,     // BeginTry is on its way
    running,    // the call outside is
    recording,  // its outcome is on its way to the log
  };
  DueErrand due;
  std::string causation;
  std::string correlation;
  std::string trace;  // of the causing event; may be empty
  Moment not_before{Micros{0}};
  std::size_t failures = 0;   // since it was opened or revived, of tries that reached somebody
  std::int64_t open_try = 0;  // the newest one whose outcome is not on the log
  bool dead = false;
  Phase phase = Phase::waiting;
};

class ErrandBook {
 public:
  // Of one tenant. Errands in the queue are alive and waiting.
  class Page {
   public:
    BookedErrand* find(std::string_view id);
    // The next one that is due, and takes it out of the queue; null when none is.
    BookedErrand* take(Moment now);
    // Back into the queue.
    void wait(BookedErrand& errand, Moment not_before);
    std::size_t dead() const { return dead_; }
    std::size_t open() const { return errands_.size() - dead_; }

   private:
    friend class ErrandBook;
    void add(BookedErrand errand);
    void erase(std::string_view id);
    void bury(BookedErrand& errand);
    void revive(BookedErrand& errand);

    bool known_ = false;  // the tenant is of this partition
    bool met_ = false;    // it was connected once: from then on a person says whether it is
    bool connected_ = false;
    std::map<std::string, BookedErrand, std::less<>> errands_;  // by id
    std::set<std::pair<Moment, std::string>> queue_;
    std::map<std::pair<std::string, std::string>, std::string> by_subject_;  // never tried: its id
    std::size_t dead_ = 0;
  };

  ErrandBook(Connector& connector, std::string node)
      : connector_(connector), node_(std::move(node)) {}

  bool wants(std::string_view event_type) const;
  void fold(const Envelope& envelope, const AnyEvent& event);

  std::map<std::string, Page, std::less<>>& pages() { return pages_; }  // by tenant
  // A tenant of this partition that never was connected.
  bool to_connect(std::string_view tenant) const;
  bool connected(std::string_view tenant) const;

 private:
  bool fold_of_errand(Page& page, const Envelope& envelope, const AnyEvent& event);
  void wait_after(const ErrandFailed& failure, Moment at, Page& page, BookedErrand& errand);
  void open(Page& page, const Envelope& envelope, OpenedErrand opened);
  void drop(Page& page, const NeedlessErrand& needless);

  Connector& connector_;
  std::string node_;
  std::map<std::string, Page, std::less<>> pages_;
};

}  // namespace fettle
