// Runs one skipped test case of this program in a child process that may be killed: a crash test
// needs a real process, and a fork alone would lack RocksDB's threads.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>

namespace fettle::test {

// The child's folder arrives in this environment variable.
inline constexpr auto child_folder_name = "FETTLE_TEST_CHILD_FOLDER";

inline std::string child_folder() {
  const char* folder = std::getenv(child_folder_name);
  return folder == nullptr ? "" : folder;
}

// How the child ended, as waitpid says it; what it wrote is in child.log of the folder.
inline int status_of_child(const std::string& test_case, const std::string& folder) {
  const auto filter = "--test-case=" + test_case;
  const pid_t child = fork();
  if (child == 0) {
    setenv(child_folder_name, folder.c_str(), 1);
    const auto log = "--out=" + folder + "/child.log";
    execl("/proc/self/exe", "child", filter.c_str(), "--no-skip", log.c_str(), nullptr);
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

// Returns the signal that ended the child, 0 if it ended by itself.
inline int run_child(const std::string& test_case, const std::string& folder) {
  const int status = status_of_child(test_case, folder);
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

// Whether every check of the child held.
inline bool child_passes(const std::string& test_case, const std::string& folder) {
  const int status = status_of_child(test_case, folder);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

[[noreturn]] inline void die_like_a_killed_process() {
  kill(getpid(), SIGKILL);
  std::abort();
}

}  // namespace fettle::test
