// The subcommands of `fettle`: each adds itself, and says what to run once it was chosen.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "adapters/cli/tools/settings.hpp"
#include "core/domain.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/dice.hpp"

namespace CLI {
class App;
}

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

// What may stand behind one subcommand. `--name` takes a value, a name without dashes is an
// argument by its place; what `into` holds is the default. Kept by CLI11, whose header is in few
// of our files because each that includes it compiles seven seconds longer.
class Options {
 public:
  explicit Options(CLI::App& app) : app_(&app) {}

  Options& text(const std::string& name, std::string& into, const std::string& sentence);
  Options& needed(const std::string& name, std::string& into, const std::string& sentence);
  Options& one_of(const std::string& name, std::string& into,
                  const std::vector<std::string>& choices, const std::string& sentence);
  Options& number(const std::string& name, std::int64_t& into, std::int64_t least,
                  std::int64_t most, const std::string& sentence);
  Options& flag(const std::string& name, bool& into, const std::string& sentence);
  // Of the options added to what is returned, exactly one must be there.
  Options just_one(const std::string& title, const std::string& sentence);

 private:
  friend class Menu;
  CLI::App* app_;
};

class Menu {
 public:
  explicit Menu(CLI::App& app) : all_(app) {}

  // `examples`: whole lines, shown below the options.
  Options add(const std::string& name, const std::string& sentence, const std::string& examples,
              Work work) {
    return add_under(all_, name, sentence, examples, std::move(work));
  }
  Options add_under(const Options& parent, const std::string& name, const std::string& sentence,
                    const std::string& examples, Work work);
  // Does nothing itself: one of those added under it is chosen.
  Options group(const std::string& name, const std::string& sentence, const std::string& examples);

  const Work& chosen() const { return chosen_; }

 private:
  Options all_;
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
void add_status(Menu& menu);
void add_relay(Menu& menu);
void add_backup(Menu& menu);
void add_restore(Menu& menu);
void add_migrate(Menu& menu);
void add_token(Menu& menu);
void add_tenant(Menu& menu);
void add_seed(Menu& menu);
void add_contracts(Menu& menu);
void add_settings(Menu& menu);
void add_reconcile(Menu& menu);

}  // namespace fettle::cli
