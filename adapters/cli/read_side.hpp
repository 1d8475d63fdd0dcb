// The read side of one process: a projector on a thread for each partition that is its own to fold,
// and the queries on the rows.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>

#include "adapters/cli/engine_settings.hpp"
#include "adapters/cli/write_side.hpp"
#include "adapters/kafka_log/membership.hpp"
#include "adapters/postgres/checkpoint_watch.hpp"
#include "adapters/postgres/count_watch.hpp"
#include "adapters/postgres/generations.hpp"
#include "adapters/postgres/postgres_rows.hpp"
#include "core/ports/metrics.hpp"
#include "core/progress.hpp"
#include "core/projector_thread.hpp"
#include "core/query_service.hpp"

namespace fettle::cli {

class ReadSide {
 public:
  struct Ports {
    const EngineSettings& settings;
    const Domain& domain;
    Log& log;
    Keys& keys;
    Clock& clock;
    Dice& dice;
    Metrics& metrics;
    OnFault on_fault;
  };

  // Does not need Postgres to be there: projectors go on when it comes.
  static Result<std::unique_ptr<ReadSide>> start(const Ports& ports);
  ~ReadSide();

  void run(const QueryType& type, QueryRequest request, QueryDone done) {
    queries_.run(type, std::move(request), std::move(done));
  }
  // Why a projector stopped for good; nothing while all run.
  std::optional<Fault> stopped() const;

 private:
  struct Lane;

  explicit ReadSide(const Ports& ports);
  Result<void> join_projectors();
  void project(const std::set<Partition>& ours);
  std::unique_ptr<Lane> make_lane(Partition partition);
  void watch_cases();

  const Ports ports_;
  const Projection projection_;
  const postgres::Shape shape_;
  fettle::Progress progress_;
  PostgresRows rows_;
  QueryService queries_;
  std::unique_ptr<postgres::CheckpointWatch> watch_;  // of what this does not fold there
  std::unique_ptr<postgres::CountWatch> open_cases_;
  mutable std::mutex mutex_;
  std::map<Partition, std::unique_ptr<Lane>> lanes_;
  std::unique_ptr<kafka::Membership> membership_;  // null on the embedded log
};

// What this binary expects of the tables of `projection`.
postgres::Shape shape_of(const Projection& projection);

}  // namespace fettle::cli
