// The access log. Query strings are left out: they may hold personal values.
#include "adapters/http/access_log.hpp"

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <iterator>

#include "adapters/http/json_text.hpp"

namespace fettle::http {
namespace {

struct Seen {
  Method method;
  std::string path;
  std::string peer;
  std::string trace;
  Moment begun;
};

std::string line_of(const Seen& seen, const Response& response, Moment now) {
  std::string out = "{\"at\":";
  append_json(out, to_text(seen.begun));
  out += ",\"peer\":";
  append_json(out, seen.peer);
  out += ",\"method\":";
  append_json(out, to_text(seen.method));
  out += ",\"path\":";
  append_json(out, seen.path);
  fmt::format_to(std::back_inserter(out), ",\"status\":{},\"bytes\":{},\"micros\":{}",
                 response.status, response.body.size(), (now - seen.begun).count());
  if (!seen.trace.empty()) {
    out += ",\"traceparent\":";
    append_json(out, seen.trace);
  }
  out += '}';
  return out;
}

}  // namespace

Handler with_access_log(Handler next, LineSink sink, const Clock& clock) {
  return [next = std::move(next), sink = std::move(sink), &clock](Request request,
                                                                  Responder responder) {
    const auto path = request.target.substr(0, request.target.find('?'));
    Seen seen{request.method, path, request.peer,
              std::string(request.headers.find("traceparent").value_or("")), clock.now()};
    responder.watch([sink, &clock, seen = std::move(seen)](const Response& response) {
      sink(line_of(seen, response, clock.now()));
    });
    next(std::move(request), std::move(responder));
  };
}

LineSink lines_to_standard_error() {
  auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  auto logger = std::make_shared<spdlog::logger>("access", std::move(sink));
  logger->set_pattern("%v");
  return [logger](std::string_view line) { logger->info("{}", line); };
}

}  // namespace fettle::http
