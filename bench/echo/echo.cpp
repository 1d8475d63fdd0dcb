// An empty reply, to be asked by wrk: of our server, or of a Beast server as its examples write
// it. Their ratio says what our edge costs. Run: bench_echo --mode tuned|idiomatic [--threads N]
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "adapters/http/server.hpp"
#include "adapters/system/clock.hpp"
#include "bench/echo/idiomatic.hpp"

namespace {

using namespace fettle;

int serve_tuned(unsigned threads, sigset_t& ends) {
  const SystemClock clock;
  http::ServerSettings settings;
  settings.io_threads = threads;
  const std::string reply(bench::reply_bytes, 'x');
  auto server = http::Server::open(
      settings,
      [&](http::Request, http::Responder responder) { responder(http::json(200, reply)); }, clock);
  if (!server) return std::fprintf(stderr, "%s\n", server.error().detail.c_str()), 1;
  std::printf("%u\n", unsigned{(*server)->port()});
  std::fflush(stdout);
  int signal = 0;
  sigwait(&ends, &signal);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  std::string_view mode = "tuned";
  unsigned threads = 1;
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string_view name = arguments[i];
    if (name == "--mode") mode = arguments[i + 1];
    if (name == "--threads") threads = static_cast<unsigned>(std::atoi(arguments[i + 1]));
  }
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  return mode == "idiomatic" ? bench::serve_idiomatic(threads, ends) : serve_tuned(threads, ends);
}
