// Generations of the read side: schema auto_g1, auto_g2 … each hold all tables, views and
// checkpoints of a kind; schema `auto` holds views on the current one; schema `fettle` says which.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "adapters/postgres/connection.hpp"
#include "core/ports/tables.hpp"
#include "core/table.hpp"

namespace fettle::postgres {

// What a binary expects of a generation.
struct Shape {
  std::string kind;  // "auto"
  std::vector<const TableType*> tables;
  std::vector<std::string> views;  // SQL, run with the generation as search_path
  std::uint64_t folds = 1;         // rises when a fold changes what it writes

  std::string fingerprint() const;
};

std::string schema_of(std::string_view kind, std::uint64_t generation);

class Generations {
 public:
  Generations(Connection& connection, const Shape& shape)
      : connection_(connection), shape_(shape) {}

  // The current generation, made if there is none.
  // mismatch `read_models_changed`: it was made by a binary with other tables; rebuild.
  // mismatch `schema_not_ours`: see served_views.hpp, also for `swap`.
  Result<std::uint64_t> current_or_new();

  // The current one of whatever shape; nothing when there is none.
  Result<std::optional<std::uint64_t>> serving();

  // A new one beside the current, for a rebuild; or the unfinished one of this shape, to resume.
  Result<std::uint64_t> shadow();

  // Makes `shadow` the current one if it has folded all that the serving one has; false when it is
  // behind. Queries that began earlier end on the old one. `catch_up` is called while the serving
  // projectors are held up, and must not take long; false from it: no swap.
  using CatchUp = std::function<Result<bool>()>;
  Result<bool> swap(std::uint64_t shadow, const CatchUp& catch_up = {});

  // Makes a new, empty one the current one, for projectors to fill: when a log goes on as another
  // one (migration, restore), since offsets of the one say nothing about the other. `of`: only when
  // the current one was folded from that log. False: there was nothing to begin anew.
  Result<bool> begin_anew(const std::optional<LogId>& of);

  // Drops generations that are not current, save `keep`, once no transaction uses them;
  // unavailable when one does for longer than some seconds.
  Result<void> drop_unused(std::optional<std::uint64_t> keep);

  Result<std::vector<std::uint64_t>> all();

  // Inside a transaction. Precondition: it is not the current one.
  Result<void> drop(std::uint64_t generation);

 private:
  Result<void> make_registry();
  Result<void> wait_for_older_queries();
  Result<std::optional<std::uint64_t>> current();
  Result<void> create(std::uint64_t generation);
  Result<void> point_to(std::uint64_t generation, std::optional<std::uint64_t> before);
  Result<bool> folded_from(const std::string& schema, const LogId& log);
  Result<void> spend_checkpoints(const std::string& schema);
  Result<bool> move_checkpoints(const std::string& serving, const std::string& shadow,
                                const CatchUp& catch_up);
  Result<std::string> recorded_shape(std::uint64_t generation);

  Connection& connection_;
  const Shape& shape_;
};

// Runs `work` in one transaction: committed when it succeeds.
template <class Work>
auto in_transaction(Connection& connection, Work&& work) -> decltype(work()) {
  TRY(connection.run("BEGIN"));
  auto result = work();
  if (!result) {
    static_cast<void>(connection.run("ROLLBACK"));
    return result;
  }
  TRY(connection.run("COMMIT"));
  return result;
}

}  // namespace fettle::postgres
