// Where the bytes of pictures and clips lie. An object arrives by pieces, in order, over hours and
// over crashes of ours; it is there whole, with the announced bytes, or it is not there.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/moment.hpp"
#include "core/result.hpp"

namespace fettle {

// What was announced before the first piece. The same for every call about one object.
struct ObjectPlan {
  std::string key;  // parts joined by `/`, each not empty: "shop/01J9Z…"
  std::uint64_t size = 0;
  std::string sha256;  // hex, lower case
  std::string content_type;
};

enum class Finish {
  stored,
  size_differs,  // what arrived is thrown away: the upload begins again at 0
  hash_differs,  // the same
};

// Any thread, but one call at a time for one key. Calls block on a disk or a network.
// Faults: `full` (nothing of the piece is promised), else `unavailable`: ask `received` and go on.
class ObjectStore {
 public:
  virtual ~ObjectStore() = default;

  // How many bytes are there, counted from the first: all of them once the object is stored, none
  // for an upload that never began. What it told before a crash of ours it tells after it.
  virtual Result<std::uint64_t> received(const ObjectPlan& plan) = 0;

  // Adds a piece and returns how many bytes are there now. What is there already is not written
  // again. A piece that begins beyond that adds nothing. Never takes bytes beyond the plan's size.
  virtual Result<std::uint64_t> append(const ObjectPlan& plan, std::uint64_t offset,
                                       std::string_view bytes) = 0;

  // Reads the bytes again, compares them with the plan, and keeps them for good: they survive a
  // power cut when it returns `stored`. A second call returns the same.
  virtual Result<Finish> finish(const ObjectPlan& plan) = 0;

  // Forgets an upload that is not finished; nothing to do when there is none.
  virtual Result<void> abort(const ObjectPlan& plan) = 0;

  // At most `count` bytes of a finished object from `offset` on. invalid `object_missing`.
  virtual Result<std::string> read(std::string_view key, std::uint64_t offset,
                                   std::size_t count) = 0;
  // Nothing: there is no such object.
  virtual Result<std::optional<std::uint64_t>> size_of(std::string_view key) = 0;

  // A URL by which anybody may GET the object until it expires; nothing when the store has no URLs
  // of its own and the bytes are served by us.
  virtual std::optional<std::string> link(std::string_view key, std::chrono::seconds lifetime) = 0;

  // Nothing to do when it is not there.
  virtual Result<void> remove(std::string_view key) = 0;

  // Throws away unfinished uploads that nothing was added to since then; returns how many.
  virtual Result<std::size_t> sweep(Moment since) = 0;
};

}  // namespace fettle
