// What the log and the rows know of bytes that are kept elsewhere.
#pragma once

#include <cstdint>
#include <string>

#include "schemas/declare.hpp"

namespace fettle {

struct StoredObject {
  std::string object_key;  // its name in the object store
  std::int64_t size;       // bytes
  std::string sha256;      // hex
  std::string content_type;
};
FETTLE_STRUCT(StoredObject, (object_key, size, sha256, content_type))

}  // namespace fettle
