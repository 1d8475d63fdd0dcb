#include "adapters/postgres/served_checkpoints.hpp"

#include <fmt/format.h>

namespace fettle::postgres {

Result<std::vector<Checkpoint>> served_checkpoints(Connection& connection, const Shape& shape,
                                                   const std::string& projection) {
  std::vector<Checkpoint> found;
  const auto serving = TRY(Generations(connection, shape).serving());
  if (!serving) return found;
  const std::optional<std::string> parameters[] = {projection};
  const auto answer = TRY(connection.run(
      fmt::format("SELECT checkpoint FROM {}.checkpoints WHERE projection = $1 AND lane = 0",
                  schema_of(shape.kind, *serving)),
      parameters));
  for (int row = 0; row < answer.rows(); ++row) {
    if (auto checkpoint = parse_checkpoint(answer.text(row, 0))) {
      found.push_back(*std::move(checkpoint));
    }
  }
  return found;
}

}  // namespace fettle::postgres
