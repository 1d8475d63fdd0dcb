#include "test/crash/lab/witness.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <sstream>

namespace fettle::lab {
namespace {

std::string rest_of(std::istringstream& words) {
  std::string rest;
  std::getline(words >> std::ws, rest);
  return rest;
}

}  // namespace

int Witness::in_child(const Work& work) {
  int ends[2];
  if (::pipe(ends) != 0) return -1;
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    std::signal(SIGABRT, SIG_DFL);  // how it ends is ours to judge, not a test runner's to tell
    work(Report(ends[1]));
    ::_exit(0);
  }
  ::close(ends[1]);
  read(ends[0]);
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

void Witness::read(int pipe) {
  std::string text;
  char piece[16 << 10];
  for (ssize_t got; (got = ::read(pipe, piece, sizeof piece)) > 0;) {
    text.append(piece, static_cast<std::size_t>(got));
    std::size_t begin = 0;
    for (auto end = text.find('\n'); end != text.npos; end = text.find('\n', begin)) {
      note(text.substr(begin, end - begin));
      begin = end + 1;
    }
    text.erase(0, begin);
  }
}

void Witness::note(const std::string& line) {
  std::istringstream words(line);
  std::string what;
  words >> what;
  if (what == "sent" || what == "accepted" || what == "refused") return note_command(what, words);
  if (what == "visitor") ledger_.visitors.insert(rest_of(words));
  if (what == "erasing") ledger_.to_erase.insert(rest_of(words));
  if (what == "erased") ledger_.erased.insert(rest_of(words));
  if (what == "lost") tally_.complain(tally_.lost, where_ + "lost " + rest_of(words));
  if (what == "wrong") tally_.complain(tally_.wrong, where_ + rest_of(words));
  std::uint64_t many = 0;
  if (what == "count" && words >> many) tally_.add(rest_of(words), many);
}

void Witness::note_command(const std::string& what, std::istringstream& words) {
  std::uint64_t n = 0;
  words >> n;
  auto& sent = ledger_.sent[n];
  if (what == "accepted") {
    Answer answer;
    words >> answer.id >> answer.version >> answer.offset;
    sent.accepted = answer;
    return tally_.add("commits acknowledged");
  }
  if (what == "refused") {
    sent.refused = rest_of(words);
    return tally_.add("refusals told");
  }
  std::string kind;
  words >> kind;
  if (kind == "make") {
    sent.wish = {Wish::Kind::make_box, rest_of(words), "", 0};
  } else {
    sent.wish = {Wish::Kind::add_things, "", "", 0};
    words >> sent.wish.box >> sent.wish.count;
  }
}

}  // namespace fettle::lab
