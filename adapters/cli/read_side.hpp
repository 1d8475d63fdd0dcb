// The read side of one process: the projector on its thread, and the queries on its rows.
#pragma once

#include <memory>

#include "adapters/cli/engine_settings.hpp"
#include "adapters/cli/write_side.hpp"
#include "adapters/postgres/generations.hpp"
#include "adapters/postgres/postgres_rows.hpp"
#include "core/progress.hpp"
#include "core/projector_thread.hpp"
#include "core/query_service.hpp"

namespace fettle::cli {

class ReadSide {
 public:
  // Does not need Postgres to be there: the projector goes on when it comes.
  ReadSide(const EngineSettings& settings, const Domain& domain, WriteSide& write_side,
           Clock& clock, Dice& dice, Metrics& metrics, WriteSide::OnFault on_fault);

  void run(const QueryType& type, QueryRequest request, QueryDone done) {
    queries_.run(type, std::move(request), std::move(done));
  }
  // Why the projector stopped for good; nothing while it runs.
  std::optional<Fault> stopped() const { return projector_->stopped(); }

 private:
  std::unique_ptr<ProjectorThread> make_projector(const EngineSettings& settings,
                                                  const Domain& domain, WriteSide& write_side,
                                                  Clock& clock, Dice& dice, Metrics& metrics,
                                                  WriteSide::OnFault on_fault);

  const Projection projection_;
  const postgres::Shape shape_;
  Progress progress_;
  std::unique_ptr<Tables> tables_;
  PostgresRows rows_;
  QueryService queries_;
  std::unique_ptr<ProjectorThread> projector_;
};

// What this binary expects of the tables of `projection`.
postgres::Shape shape_of(const Projection& projection);

}  // namespace fettle::cli
