// Fills the Tables port: rows by COPY, the checkpoint by compare-and-set, one transaction a batch.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "core/ports/tables.hpp"

namespace fettle {

namespace postgres {
struct Shape;
struct Month;
}  // namespace postgres

class PostgresTables : public Tables {
 public:
  // Connects at the first call. Without a generation it follows the current one, through swaps;
  // a rebuild names its own.
  PostgresTables(std::string url, const postgres::Shape& shape,
                 std::optional<std::uint64_t> generation = {});
  ~PostgresTables() override;

  Result<std::optional<Checkpoint>> checkpoint(const CheckpointKey& key) override;
  Result<void> fetch(const TableType& table, std::span<const std::string> keys,
                     const FoundRow& found) override;
  Result<void> write(const TableBatch& batch) override;
  Result<void> prepare_months(Moment time) override;

 private:
  struct Session;

  Result<void> connect();
  Result<void> write_all(const TableBatch& batch);
  Result<void> move_checkpoint(const TableBatch& batch);
  Result<void> check_same_log(const LogId& log);
  Result<void> change(const TableChange& change);
  Result<void> make_months(const TableChange& change);
  Result<void> make_month(const TableType& table, Moment time);
  Result<void> add_part(const TableType& table, const postgres::Month& month);
  template <class T>
  Result<T> checked(Result<T> result);

  std::string url_;
  const postgres::Shape& shape_;
  std::optional<std::uint64_t> generation_;
  std::unique_ptr<Session> session_;
};

}  // namespace fettle
