// Who keeps the ledger: runs work in child processes, which may be cut or killed, and writes down
// what they report.
#pragma once

#include <functional>
#include <iosfwd>
#include <string>

#include "test/crash/lab/report.hpp"
#include "test/crash/lab/tally.hpp"

namespace fettle::lab {

// Precondition of `in_child`: this process has one thread, since it forks.
class Witness {
 public:
  using Work = std::function<void(const Report&)>;

  // How the child ended, as waitpid says it.
  int in_child(const Work& work);

  const Ledger& ledger() const { return ledger_; }
  Tally& tally() { return tally_; }
  const Tally& tally() const { return tally_; }
  bool content() const { return tally_.lost + tally_.wrong == 0; }
  // Stands before each complaint from now on.
  void place(std::string where) { where_ = std::move(where); }

 private:
  void read(int pipe);
  void note(const std::string& line);
  void note_command(const std::string& what, std::istringstream& words);

  Ledger ledger_;
  Tally tally_;
  std::string where_;
};

}  // namespace fettle::lab
