#include "test/journey/support/program.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>

namespace fettle::journey {
namespace {

constexpr std::chrono::seconds patience{30};

std::vector<std::string> environment_with(const std::vector<std::string>& more) {
  std::vector<std::string> all;
  for (char** one = environ; *one != nullptr; ++one) {
    if (!std::string_view(*one).starts_with("FETTLE_")) all.emplace_back(*one);
  }
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

Program::Program(std::vector<std::string> arguments, const std::vector<std::string>& more) {
  auto environment = environment_with(more);
  const auto words = pointers_to(arguments), variables = pointers_to(environment);
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return;
  process_ = fork();
  if (process_ == 0) {
    std::signal(SIGINT, SIG_DFL);  // a shell may have had it ignored
    dup2(ends[1], STDOUT_FILENO);
    dup2(ends[1], STDERR_FILENO);
    execve(words.front(), words.data(), variables.data());
    _exit(127);
  }
  ::close(ends[1]);
  reader_ = std::jthread([this, end = ends[0]] { read(end); });
}

Program::~Program() {
  if (process_ > 0 && !exit_) {
    signal(SIGKILL);
    wait();
  }
}

void Program::read(int pipe) {
  std::array<char, 4096> buffer;
  ssize_t size = 0;
  while ((size = ::read(pipe, buffer.data(), buffer.size())) > 0) {
    const std::lock_guard lock(mutex_);
    output_.append(buffer.data(), static_cast<std::size_t>(size));
    more_.notify_all();
  }
  ::close(pipe);
  const std::lock_guard lock(mutex_);
  ended_ = true;
  more_.notify_all();
}

std::optional<std::string> Program::line_with(std::string_view text) {
  std::unique_lock lock(mutex_);
  std::size_t at = 0, end = 0;
  const auto there = [&] {
    at = output_.find(text);
    end = at == std::string::npos ? at : output_.find('\n', at);
    return end != std::string::npos;
  };
  more_.wait_for(lock, patience, [&] { return there() || ended_; });
  if (!there()) return std::nullopt;
  at += text.size();
  return output_.substr(at, end - at);
}

void Program::signal(int number) { ::kill(process_, number); }

int Program::wait() {
  if (!exit_) {
    int status = 0;
    waitpid(process_, &status, 0);
    exit_ = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    if (reader_.joinable()) reader_.join();
  }
  return *exit_;
}

std::string Program::output() {
  const std::lock_guard lock(mutex_);
  return output_;
}

Finished run(std::vector<std::string> arguments, const std::vector<std::string>& more) {
  Program program(std::move(arguments), more);
  const auto exit = program.wait();
  return {exit, program.output()};
}

}  // namespace fettle::journey
