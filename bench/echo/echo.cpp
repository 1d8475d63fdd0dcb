// A reply that nothing stands behind, to be asked by a load generator: an empty one of our server,
// an empty one of a Beast server as its examples write it, or one of our server when the body is
// durable on the embedded log, nothing decided. Their ratios say what our edge and what deciding
// cost. Run: bench_echo --mode tuned|idiomatic|appending [--threads N] [--log FOLDER]
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "adapters/http/server.hpp"
#include "adapters/segment_log/posix_disk.hpp"
#include "adapters/segment_log/segment_log.hpp"
#include "adapters/system/clock.hpp"
#include "bench/echo/idiomatic.hpp"

namespace {

using namespace fettle;

int failed(const Fault& fault) {
  return std::fprintf(stderr, "%s: %s\n", fault.code.c_str(), fault.detail.c_str()), 1;
}

int serve(unsigned threads, sigset_t& ends, http::Handler handler) {
  const SystemClock clock;
  http::ServerSettings settings;
  settings.io_threads = threads;
  auto server = http::Server::open(settings, std::move(handler), clock);
  if (!server) return failed(server.error());
  std::printf("%u\n", unsigned{(*server)->port()});
  std::fflush(stdout);
  int signal = 0;
  sigwait(&ends, &signal);
  return 0;
}

http::Response reply() { return http::json(200, std::string(bench::reply_bytes, 'x')); }

int serve_tuned(unsigned threads, sigset_t& ends) {
  return serve(threads, ends, [](http::Request, http::Responder responder) { responder(reply()); });
}

// One I/O thread: a log's writer has one caller.
int serve_appending(const std::string& folder, sigset_t& ends) {
  segment_log::PosixDisk disk;
  const auto log = segment_log::SegmentLog::open(disk, folder, LogId("0123456789abcdef"), {});
  if (!log) return failed(log.error());
  const auto writer = (*log)->claim(Partition{0}, "bench_echo", "0");
  if (!writer) return failed(writer.error());
  return serve(1, ends, [&](const http::Request& request, http::Responder responder) {
    auto answer = std::make_shared<http::Responder>(std::move(responder));
    std::vector<Record> records;
    records.emplace_back("bench", request.body);
    (*writer)->append(std::move(records), [answer](const Result<Offset>& first) {
      (*answer)(first ? reply() : http::empty(503));
    });
  });
}

}  // namespace

int main(int count, char** arguments) {
  std::string_view mode = "tuned";
  std::string log;
  unsigned threads = 1;
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string_view name = arguments[i];
    if (name == "--mode") mode = arguments[i + 1];
    if (name == "--log") log = arguments[i + 1];
    if (name == "--threads") threads = static_cast<unsigned>(std::atoi(arguments[i + 1]));
  }
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  if (mode == "appending") return serve_appending(log, ends);
  return mode == "idiomatic" ? bench::serve_idiomatic(threads, ends) : serve_tuned(threads, ends);
}
