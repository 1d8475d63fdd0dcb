// The pipe from the process that is cut to the one that keeps the ledger: lines, whole or not at
// all, from any thread.
#pragma once

#include <unistd.h>

#include <string>
#include <string_view>

#include "test/crash/lab/ledger.hpp"

namespace fettle::lab {

class Report {
 public:
  explicit Report(int pipe) : pipe_(pipe) {}

  void sent(std::uint64_t number, const Wish& wish) const {
    line("sent " + std::to_string(number) + ' ' +
         (wish.kind == Wish::Kind::make_box
              ? "make " + wish.name
              : "add " + wish.box + ' ' + std::to_string(wish.count)));
  }
  void accepted(std::uint64_t number, const Answer& answer) const {
    line("accepted " + std::to_string(number) + ' ' + answer.id + ' ' +
         std::to_string(answer.version) + ' ' + std::to_string(answer.offset));
  }
  void refused(std::uint64_t number, const std::string& code) const {
    line("refused " + std::to_string(number) + ' ' + code);
  }
  void visitor(const std::string& person) const { line("visitor " + person); }
  void erasing(const std::string& person) const { line("erasing " + person); }
  void erased(const std::string& person) const { line("erased " + person); }

  void count(std::string_view what, std::uint64_t many = 1) const {
    line("count " + std::to_string(many) + ' ' + std::string(what));
  }
  // An acknowledged commit that is not there.
  void lost(const std::string& what) const { line("lost " + what); }
  // Anything else that may not be.
  void wrong(const std::string& what) const { line("wrong " + what); }

 private:
  void line(const std::string& text) const {
    constexpr std::size_t whole_max = 4000;  // below PIPE_BUF
    const auto whole = text.substr(0, whole_max) + '\n';
    [[maybe_unused]] const auto put = ::write(pipe_, whole.data(), whole.size());
  }

  int pipe_;
};

}  // namespace fettle::lab
