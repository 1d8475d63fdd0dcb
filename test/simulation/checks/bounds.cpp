// Rules about what is kept: no more than its bound, and nothing that the log does not hold.
#include <fmt/format.h>

#include "core/shard/keyspace.hpp"
#include "test/simulation/checks/step_rules.hpp"

namespace fettle::sim {
namespace {

// Sizes change little in a step: they are looked at now and then. A prime, so that no habit of the
// nodes hides from it.
constexpr std::uint64_t look_at_sizes_every = 17;

Wrong ahead(const Books& books, std::string_view whose, const Checkpoint& checkpoint) {
  const auto end = books.site.stored(checkpoint.partition).end();
  if (checkpoint.next > end) {
    return fmt::format("{} stands at {}, the log ends at {}", whose, number(checkpoint.next),
                       number(end));
  }
  if (!checkpoint.last_commit) return {};
  const auto* commit = books.commit_at(checkpoint.partition, checkpoint.last_commit->last);
  if (commit != nullptr && commit->hash == checkpoint.last_commit->hash) return {};
  return fmt::format("{} holds a commit at {} that the log does not", whose,
                     number(checkpoint.last_commit->last));
}

Wrong rows_ahead(Books& books) {
  const auto& checkpoints = books.site.tables.kept().checkpoints;
  books.rows_at.resize(books.site.partitions());
  for (const auto& [name, checkpoint] : checkpoints) {
    auto& seen = books.rows_at[number(checkpoint.partition)];
    if (seen == checkpoint.next) continue;
    seen = checkpoint.next;
    if (auto wrong = ahead(books, name, checkpoint)) return wrong;
  }
  return {};
}

Wrong snapshots_ahead(Books& books) {
  books.snapshots_at.resize(books.nodes.size() * books.site.partitions());
  std::size_t i = 0;
  for (const auto& node : books.nodes) {
    for (std::uint32_t p = 0; p < books.site.partitions(); ++p) {
      const auto& folder = node->folder(Partition{p});
      auto& seen = books.snapshots_at[i++];
      if (seen == folder.written) continue;
      seen = folder.written;
      const auto text = folder.rows.find(keyspace::checkpoint);
      if (text == folder.rows.end()) continue;
      const auto checkpoint = parse_checkpoint(text->second);
      if (!checkpoint) return node->process().name() + ": a checkpoint that cannot be read";
      if (auto wrong = ahead(books, node->process().name(), *checkpoint)) return wrong;
    }
  }
  return {};
}

}  // namespace

Wrong nothing_is_ahead_of_the_log(Books& books) {
  if (auto wrong = rows_ahead(books)) return wrong;
  return snapshots_ahead(books);
}

Wrong memory_is_bounded(Books& books) {
  if (++books.looks % look_at_sizes_every != 0) return {};
  Wrong wrong;
  for (const auto& node : books.nodes) {
    node->each_size([&](std::string_view what, std::size_t size, std::size_t most) {
      if (size <= most || wrong) return;
      wrong = fmt::format("{}: {} {}, at most {}", node->process().name(), size, what, most);
    });
  }
  return wrong;
}

}  // namespace fettle::sim
