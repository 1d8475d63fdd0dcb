#include "bench/generator/options.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <random>
#include <sstream>

namespace fettle::bench {
namespace {

constexpr auto about =
    "Loads a server over HTTP/1.1 on keep-alive connections, checks every answer, and prints one\n"
    "line of JSON: operations, rates, latency from the moment a request was meant to be sent.\n\n"
    "Loads:\n"
    "  stores      PATCH of stores in turn, each with a key and words of its own\n"
    "  stores-new  POST of stores n-000000000001 and so on, of shop-1, behind those that\n"
    "              BENCH_STORES says are there: ends when there are --count more\n"
    "  stores-any  PATCH of one of these BENCH_STORES stores, drawn anew each time\n"
    "  orders      POST of work orders; the URL's path is the vehicle, the token its owner's\n"
    "  repairs     work orders, seven commands each; the first token is the vehicle's owner's, "
    "the\n"
    "              second a manager's; each store has a bay b-1 and a technician: s-7 has t-7\n"
    "  visible     as orders, each then asked for until its row is there; the latency is of both\n"
    "  post        POST of --bytes bytes to the URL\n"
    "  get         GET of the URL, with the first token if there is one\n\n"
    "Environment, of commands: BENCH_TOKENS, of shop-1, shop-2 and so on, with blanks between;\n"
    "BENCH_STORES, how many s-0, s-1 and so on each shop has.\n";

Result<Target> target_of(const std::string& url) {
  constexpr std::string_view scheme = "http://";
  if (!url.starts_with(scheme)) {
    return Fault{FaultKind::invalid, "url_malformed", url + " is not like http://127.0.0.1:8080/"};
  }
  const auto rest = url.substr(scheme.size());
  const auto slash = std::min(rest.find('/'), rest.size());
  const auto authority = rest.substr(0, slash);
  const auto colon = std::min(authority.find(':'), authority.size());
  const auto port = colon < authority.size() ? authority.substr(colon + 1) : "80";
  const auto path = slash < rest.size() ? rest.substr(slash) : "/";
  return Target{authority.substr(0, colon), port, path};
}

std::vector<std::string> words_of(const char* text) {
  std::istringstream words(text == nullptr ? "" : text);
  return {std::istream_iterator<std::string>(words), {}};
}

std::string name_of_run() { return fmt::format("{:08x}", std::random_device{}()); }

std::size_t number_of(const char* text) {
  return text == nullptr ? 0 : std::strtoull(text, nullptr, 10);
}

}  // namespace

Result<Options> read_options(int count, char** arguments) {
  Options options;
  std::string url;
  double warm_up = 1, seconds = 5;
  CLI::App app(about, "bench_load");
  app.add_option("url", url, "http://HOST:PORT/PATH")->required();
  app.add_option("--load", options.load_name, fmt::format("One of: {}", load_names))
      ->capture_default_str();
  app.add_option("--connections", options.plan.connections, "Each with one request at a time")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  app.add_option("--seconds", seconds, "How long to measure")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--warm-up", warm_up, "Seconds before that, which do not count")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  app.add_option("--rate", options.plan.rate,
                 "Requests a second on a fixed schedule, whatever the server does; waiting for a "
                 "free connection counts. Without it each connection sends when it has its answer")
      ->check(CLI::PositiveNumber);
  app.add_option("--bytes", options.load.body_bytes, "Of the body of `post`")
      ->capture_default_str();
  app.add_option("--count", options.load.count, "Of `stores-new`: how many")->capture_default_str();
  app.add_option("--bays", options.load.bays, "Of each of these: an event more for each")
      ->check(CLI::Range(0, 100))
      ->capture_default_str();
  app.add_option("--acknowledged", options.acknowledged,
                 "A file for key and position of each acknowledged command");
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    std::exit(app.exit(error) == 0 ? 0 : 2);
  }
  options.plan.warm_up = std::chrono::duration<double>(warm_up);
  options.plan.seconds = std::chrono::duration<double>(seconds);
  options.load.target = TRY(target_of(url));
  options.load.run = name_of_run();
  options.load.tokens = words_of(std::getenv("BENCH_TOKENS"));
  options.load.stores = number_of(std::getenv("BENCH_STORES"));
  return options;
}

}  // namespace fettle::bench
