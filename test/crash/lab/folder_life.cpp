#include "test/crash/lab/folder_life.hpp"

#include <dlfcn.h>
#include <sys/wait.h>

#include <csignal>
#include <fstream>
#include <random>

#include "test/crash/lab/damage.hpp"
#include "test/crash/lab/generation.hpp"
#include "test/crash/lab/witness.hpp"

namespace fettle::lab {
namespace {

namespace fs = std::filesystem;

using Begin = void(const char* under, const char* aside, std::uint64_t cut_at, std::uint64_t seed,
                   int lies);

class FolderLife {
 public:
  explicit FolderLife(const Life& life)
      : life_(life), random_(life.seed), aside_(life.folder.string() + "-aside") {}

  Tally run() {
    fs::create_directories(life_.folder);
    for (int n = 0; n < life_.generations && witness_.content(); ++n) live_once(drawn_cut());
    if (witness_.content()) live_once(0);
    if (witness_.content()) {
      witness_.in_child([&](const Report& report) {
        try_damages(life_.folder, witness_.ledger(), random_(), life_.damages, report);
      });
    }
    if (witness_.content() || !life_.keeps) fs::remove_all(life_.folder);
    fs::remove_all(aside_);
    witness_.tally().add("folders");
    return std::move(witness_.tally());
  }

 private:
  // At a call among the first few, while the shop opens, or anywhere.
  std::uint64_t drawn_cut() {
    constexpr std::uint64_t up_to[] = {40, 100, 200, 400};
    return 1 + random_() % up_to[random_() % std::size(up_to)];
  }

  void live_once(std::uint64_t cut_at) {
    fs::remove_all(aside_);
    fs::create_directories(aside_);
    const auto seed = random_();
    const int status = witness_.in_child([&](const Report& report) {
      auto* const begin = reinterpret_cast<Begin*>(dlsym(RTLD_DEFAULT, "power_cut_begin"));
      if (begin == nullptr) return report.wrong("the layer is not there");
      begin(life_.folder.c_str(), aside_.c_str(), cut_at, seed, life_.lies ? 1 : 0);
      run_generation(life_.folder, witness_.ledger(), seed, report);
    });
    count(status);
    witness_.place("seed " + std::to_string(life_.seed) + ", behind a cut at call " +
                   std::to_string(cut_at) + ": ");
  }

  void count(int status) {
    auto& tally = witness_.tally();
    std::string survived;
    std::ifstream(aside_ + "/survived") >> survived;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL && !survived.empty()) {
      tally.add("cuts");
      tally.add("cuts after which survived " + survived);
    } else if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
      tally.add("ends in peace");
    } else {
      tally.complain(tally.wrong, "a process ended with status " + std::to_string(status));
    }
  }

  const Life life_;
  std::mt19937_64 random_;
  const std::string aside_;
  Witness witness_;
};

}  // namespace

Tally live(const Life& life) { return FolderLife(life).run(); }

}  // namespace fettle::lab
