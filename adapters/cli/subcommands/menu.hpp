// The subcommands of `fettle`: each adds itself, and says what to run once it was chosen.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "adapters/cli/tools/settings.hpp"
#include "core/domain.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/dice.hpp"

namespace fettle::cli {

enum ExitCode {
  exit_fine = 0,
  exit_found_wrong = 1,   // damage, a difference, an event that cannot be read
  exit_bad_use = 2,       // flags, settings, arguments
  exit_failed = 3,        // the world: a file, a server
  exit_interrupted = 130  // as a shell says of SIGINT
};

// What every subcommand is given.
struct Surroundings {
  const EffectiveSettings& settings;
  const Domain& domain;
  Clock& clock;
  Dice& dice;
};

using Work = std::function<int(Surroundings&)>;

class Menu {
 public:
  explicit Menu(CLI::App& app) : app_(app) {}

  // `examples`: whole lines, shown below the options.
  CLI::App& add(const std::string& name, const std::string& sentence, const std::string& examples,
                Work work) {
    return add_under(app_, name, sentence, examples, std::move(work));
  }
  CLI::App& add_under(CLI::App& parent, const std::string& name, const std::string& sentence,
                      const std::string& examples, Work work) {
    auto* sub = parent.add_subcommand(name, sentence);
    sub->fallthrough();  // settings may stand behind the subcommand too
    sub->footer("Examples:\n" + examples);
    // One with subcommands of its own is heard after them: then it was only on the way.
    sub->callback([this, sub, work = std::move(work)] {
      if (sub->get_subcommands().empty()) chosen_ = work;
    });
    return *sub;
  }
  CLI::App& group(const std::string& name, const std::string& sentence,
                  const std::string& examples) {
    auto* sub = app_.add_subcommand(name, sentence);
    sub->require_subcommand(1)->fallthrough();
    sub->footer("Examples:\n" + examples);
    return *sub;
  }

  const Work& chosen() const { return chosen_; }

 private:
  CLI::App& app_;
  Work chosen_;
};

// Says on standard error what went wrong; the exit code that goes with it.
int report(const Fault& fault);

void add_serve(Menu& menu);
void add_replay(Menu& menu);
void add_state(Menu& menu);
void add_verify(Menu& menu);
void add_doctor(Menu& menu);
void add_check(Menu& menu);
void add_rebuild(Menu& menu);
void add_backup(Menu& menu);
void add_restore(Menu& menu);
void add_token(Menu& menu);
void add_tenant(Menu& menu);
void add_seed(Menu& menu);
void add_contracts(Menu& menu);
void add_settings(Menu& menu);

}  // namespace fettle::cli
