// The requisitions whose parts may still be posted by hand in Odoo: a fold of the log, with a
// bound.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "core/connector.hpp"

namespace fettle::odoo {

struct OpenRequisition {
  std::string id;
  std::string key;  // the name of its picking, once it is approved; until then its id
  std::int64_t product = 0;
};

// Folded on one thread, asked on another.
class OpenRequisitions {
 public:
  static constexpr std::size_t open_max = 20'000;  // beyond it the oldest are no longer looked for

  void fold(const Envelope& envelope, const AnyEvent& event);
  // Up to `most` of them, beginning behind those of the last call: all have their turn.
  std::vector<OpenRequisition> next(std::size_t most);
  std::size_t size() const;

 private:
  void add(OpenRequisition requisition);

  mutable std::mutex mutex_;
  std::map<std::string, OpenRequisition, std::less<>> open_;  // ids sort by time
  std::string asked_last_;
};

}  // namespace fettle::odoo
