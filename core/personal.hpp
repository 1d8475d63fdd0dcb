// A field of a person's own: encrypted under that person's key wherever it is stored. Dropping the
// key leaves the field empty and everything else as it was.
#pragma once

#include <optional>
#include <string>

#include "core/id.hpp"

namespace fettle {

struct Personal {
  PersonId person;
  std::optional<std::string> value;  // nothing: erased

  bool operator==(const Personal&) const = default;
};

}  // namespace fettle
