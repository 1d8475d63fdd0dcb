// A child process whose output is read as it comes, so that a test can wait for a line of it.
#pragma once

#include <sys/types.h>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace fettle::journey {

class Program {
 public:
  // The first argument is the path. The environment is ours without what speaks to Fettle, and
  // with `more`: NAME=value.
  explicit Program(std::vector<std::string> arguments, const std::vector<std::string>& more = {});
  ~Program();  // ends it, whatever it does
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // What stands behind `text` on the first line that has it. Nothing: the program ended, or half a
  // minute is over.
  std::optional<std::string> line_with(std::string_view text);
  void signal(int number);
  int wait();  // until it ends: its exit code, or 128 and the signal that ended it
  std::string output();

 private:
  void read(int pipe);

  pid_t process_ = -1;
  std::optional<int> exit_;
  std::mutex mutex_;
  std::condition_variable more_;
  std::string output_;
  bool ended_ = false;
  std::jthread reader_;
};

// Runs a program to its end.
struct Finished {
  int exit = 0;
  std::string output;
};
Finished run(std::vector<std::string> arguments, const std::vector<std::string>& more = {});

}  // namespace fettle::journey
