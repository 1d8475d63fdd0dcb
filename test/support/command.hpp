// Runs a line of shell and keeps what it printed.
#pragma once

#include <doctest/doctest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <string>

namespace fettle::test {

struct CommandRun {
  std::string text;
  int status = -1;  // its exit status; that of a shell, 128 and the signal, when it was killed
};

inline CommandRun run_command(const std::string& line) {
  CommandRun run;
  FILE* pipe = popen(line.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::array<char, 4096> buffer{};
  while (const auto got = fread(buffer.data(), 1, buffer.size(), pipe)) {
    run.text.append(buffer.data(), got);
  }
  const int ended = pclose(pipe);
  run.status = WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended);
  return run;
}

}  // namespace fettle::test
