// fettle-crash-lab: the engine on real files, whose power is cut again and again.
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <thread>

#include "test/crash/lab/folder_life.hpp"
#include "test/support/layer.hpp"
#include "test/support/temp_folder.hpp"

namespace {

using namespace fettle::lab;

struct Options {
  std::uint64_t cuts = 1'000, seed = 1;
  int generations = 12, jobs = 4;
  bool lies = false, keeps = false, quiet = false;
  std::string layer, folder;
  bool worker = false;
};

// A worker says what each folder came to, a line each.
void say(const Tally& tally) {
  for (const auto& [what, many] : tally.counts) fmt::print("count {} {}\n", many, what);
  fmt::print("lost {}\nwrong {}\n", tally.lost, tally.wrong);
  for (const auto& text : tally.complaints) fmt::print("complaint {}\n", text);
  std::fflush(stdout);
}

int work(const Options& options) {
  std::uint64_t cuts = 0;
  for (std::uint64_t n = 0; cuts < options.cuts; ++n) {
    const auto seed = options.seed + n * 1'000'003;
    const auto tally = live({.folder = options.folder + "/" + std::to_string(seed),
                             .seed = seed,
                             .generations = options.generations,
                             .damages = 6,
                             .lies = options.lies,
                             .keeps = options.keeps});
    cuts += tally.of("cuts");
    say(tally);
    if (tally.lost + tally.wrong > 0 && !options.lies) return 1;
    if (tally.of("cuts") == 0 && tally.lost + tally.wrong > 0) return 1;
  }
  return 0;
}

void take(const std::string& line, Tally& tally) {
  std::istringstream words(line);
  std::string what, rest;
  words >> what;
  if (what == "complaint") {
    std::getline(words >> std::ws, rest);
    tally.complaints.push_back(rest);
    return;
  }
  std::uint64_t many = 0;
  words >> many;
  if (what == "lost") tally.lost += many;
  if (what == "wrong") tally.wrong += many;
  std::getline(words >> std::ws, rest);
  if (what == "count") tally.add(rest, many);
}

class Worker {
 public:
  Worker(const Options& options, int number, const std::string& folder) {
    const auto cuts = (options.cuts + static_cast<std::uint64_t>(options.jobs) - 1) /
                      static_cast<std::uint64_t>(options.jobs);
    std::vector<std::string> words{
        "fettle-crash-lab", "--worker",
        "--folder",         folder,
        "--cuts",           std::to_string(cuts),
        "--seed",           std::to_string(options.seed + static_cast<unsigned>(number)),
        "--generations",    std::to_string(options.generations)};
    if (options.lies) words.push_back("--lies");
    if (options.keeps) words.push_back("--keep");
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    int ends[2];
    if (::pipe(ends) != 0) std::exit(2);
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::close(ends[0]);
      ::execv("/proc/self/exe", arguments.data());
      ::_exit(127);
    }
    ::close(ends[1]);
    output_ = ::fdopen(ends[0], "r");
  }

  // How it ended.
  int listen(const std::function<void(const std::string&)>& hear) {
    char line[8 << 10];
    while (std::fgets(line, sizeof line, output_) != nullptr) hear(line);
    std::fclose(output_);
    int status = 0;
    ::waitpid(process_, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  }

 private:
  pid_t process_;
  std::FILE* output_;
};

int show(const Tally& tally, double seconds) {
  for (std::size_t i = 0; i < std::min<std::size_t>(tally.complaints.size(), 20); ++i) {
    fmt::print("{}\n", tally.complaints[i]);
  }
  for (const auto& [what, many] : tally.counts) fmt::print("{:>10}  {}\n", many, what);
  fmt::print("{} cuts, {} acknowledged commits, lost: {}, wrong: {}, {:.0f} s\n", tally.of("cuts"),
             tally.of("commits acknowledged"), tally.lost, tally.wrong, seconds);
  return tally.lost + tally.wrong == 0 ? 0 : 1;
}

int direct(const Options& options) {
  const auto began = std::chrono::steady_clock::now();
  const auto seconds = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  };
  std::optional<fettle::test::TempFolder> own;
  if (options.folder.empty()) own.emplace();
  const auto folder = own ? own->path().string() : options.folder;
  const fettle::test::Layer layer(options.layer);
  std::vector<Worker> workers;
  for (int n = 0; n < options.jobs; ++n) workers.emplace_back(options, n, folder);
  std::mutex mutex;
  Tally tally;
  std::vector<std::jthread> listeners;
  for (auto& worker : workers) {
    listeners.emplace_back([&] {
      const int status = worker.listen([&](const std::string& line) {
        const std::lock_guard lock(mutex);
        take(line.substr(0, line.size() - 1), tally);
        if (options.quiet || !line.ends_with(" cuts\n")) return;
        fmt::print(stderr, "\r{} cuts, {:.0f} s ", tally.of("cuts"), seconds());
      });
      const std::lock_guard lock(mutex);
      if (status > 1) tally.complain(tally.wrong, fmt::format("a worker ended with {}", status));
    });
  }
  listeners.clear();
  if (!options.quiet) fmt::print(stderr, "\n");
  return show(tally, seconds());
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Cuts the power under the segment log, the snapshots and the keys at random points, and\n"
      "holds each folder against what was acknowledged. Ends with 0 when nothing was lost or "
      "wrong."};
  Options options;
  options.layer = FETTLE_POWER_CUT;
  app.add_option("--cuts", options.cuts, "at least so many");
  app.add_option("--seed", options.seed, "of everything that is drawn, but for the threads' pace");
  app.add_option("--generations", options.generations,
                 "processes on one folder, one after another");
  app.add_option("--jobs", options.jobs, "so many folders at once");
  app.add_option("--folder", options.folder, "where the folders are made; a temporary one else");
  app.add_flag("--lies", options.lies, "the disk says that it synced, and did not: must lose");
  app.add_flag("--keep", options.keeps, "with --folder: leave one in which something is wrong");
  app.add_flag("--quiet", options.quiet, "no progress");
  app.add_flag("--worker", options.worker)->group("");
  CLI11_PARSE(app, argc, argv);
  return options.worker ? work(options) : direct(options);
}
