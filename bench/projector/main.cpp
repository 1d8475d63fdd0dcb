// How fast rows come into PostgreSQL, by the product and by bare COPY:
//   bench_projector URL ORDERS
// URL is a server in which it may make databases. It fills its logs with that many whole orders,
// then does what each line of its input names, in a database of its own, and answers with a line of
// JSON: a process of all rounds, since the logs, their keys and the rows are the same for all.
#include <fmt/format.h>

#include <cstdio>
#include <iostream>
#include <string>

#include "bench/projector/contenders.hpp"

namespace {

using namespace fettle;
using namespace fettle::bench;

class Bench {
 public:
  Bench(std::string server, int orders) : server_(std::move(server)), shop_(orders) {
    Database database(server_, shop_);
    database.make_tables();
    project(shop_, shop_.one_partition(), database);
    rows_ = database.rows();
  }

  std::size_t rows() const { return count_of(rows_); }

  Measured measure(const std::string& what) {
    if (what == "one-lane") return projected(shop_.one_partition());
    if (what == "two-lanes") return projected(shop_.two_partitions());
    if (what == "from-kafka") return projected(shop_.on_kafka());
    if (what == "copy-indexed") return copied(Into::indexed_tables);
    if (what == "copy-bare") return copied(Into::bare_tables);
    if (what == "rebuild") return rebuilt();
    throw std::runtime_error("there is no contender " + what);
  }

 private:
  Measured projected(Log& log) {
    Database database(server_, shop_);
    database.make_tables();
    const auto measured = project(shop_, log, database);
    database.must_hold(rows_);
    return measured;
  }

  Measured rebuilt() {
    const Database database(server_, shop_);
    const auto measured = rebuild(shop_, database);
    database.must_hold(rows_);
    return measured;
  }

  Measured copied(Into into) {
    Database database(server_, shop_);
    database.make_tables();
    const auto measured = copy(rows_, into, database);
    if (into == Into::indexed_tables) database.must_hold(rows_);
    return measured;
  }

  const std::string server_;
  Shop shop_;
  AllRows rows_;
};

void print(const Measured& measured, std::size_t rows) {
  fmt::print(R"({{"rows":{},"rows_sent":{},"events":{},"seconds":{:.4f}}})"
             "\n",
             rows, measured.rows_sent, measured.events, measured.seconds);
  std::fflush(stdout);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    fmt::print(stderr, "bench_projector URL ORDERS, then a line for each contender\n");
    return 2;
  }
  try {
    Bench bench(arguments[1], std::stoi(arguments[2]));
    for (std::string line; std::getline(std::cin, line);) print(bench.measure(line), bench.rows());
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_projector: {}\n", error.what());
    return 1;
  }
  return 0;
}
