#include "test/crash/lab/generation.hpp"

#include <random>

#include "test/crash/lab/checks.hpp"
#include "test/crash/lab/clients.hpp"
#include "test/crash/lab/shop.hpp"

namespace fettle::lab {
namespace {

std::vector<std::string> boxes_of(const Ledger& ledger) {
  std::vector<std::string> boxes;
  for (const auto& [n, sent] : ledger.sent) {
    if (sent.accepted && sent.wish.kind == Wish::Kind::make_box) boxes.push_back(sent.accepted->id);
  }
  return boxes;
}

Wish drawn_wish(std::mt19937_64& random, std::uint64_t n, const std::vector<std::string>& boxes) {
  if (boxes.empty() || random() % 2 == 0) {
    const bool earlier = random() % 10 == 0;  // taken, if that one was accepted
    return {Wish::Kind::make_box, "box " + std::to_string(earlier ? random() % (n + 1) : n), "", 0};
  }
  return {Wish::Kind::add_things, "", boxes[random() % boxes.size()],
          1 + static_cast<std::int64_t>(random() % 100)};
}

// Persons who come and are erased: the key file is rewritten under the feet of the commands.
void visit(Shop& shop, const Report& report, const std::string& person, bool stays) {
  if (!shop.keys().current(demo, PersonId(person)) || !shop.keys().make_durable()) return;
  report.visitor(person);
  if (stays) return;
  report.erasing(person);
  if (shop.keys().erase(demo, PersonId(person))) report.erased(person);
}

void load(Shop& shop, Clients& clients, const Ledger& ledger, std::mt19937_64& random,
          const Report& report) {
  const auto boxes = boxes_of(ledger);
  const auto first = ledger.next(), last = first + 20 + random() % 120;
  for (auto n = first; n < last; ++n) {
    const auto wish = drawn_wish(random, n, boxes);
    report.sent(n, wish);
    clients.send(n, wish, told(n, report));
    if (random() % 30 == 0) {
      visit(shop, report, "visitor-" + std::to_string(n), random() % 2 == 0);
    }
  }
  clients.wait();
}

std::map<std::string, std::uintmax_t> segment_sizes(const std::filesystem::path& folder) {
  std::map<std::string, std::uintmax_t> sizes;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    const auto name = entry.path().filename().string();
    if (name.starts_with("0")) sizes[name] = entry.file_size();
  }
  return sizes;
}

// RocksDB refuses a manifest whose newest record, longer than a sector, was torn. Then the remedy
// is what the refusal says: the log rebuilds what is deleted.
Result<std::unique_ptr<Shop>> opened(const std::filesystem::path& folder, std::uint64_t seed,
                                     const Report& report) {
  auto shop = Shop::open(folder, seed);
  if (shop || shop.error().code != "snapshots_damaged") return shop;
  report.count("snapshots refused as snapshots_damaged after a cut, deleted, folded anew");
  std::filesystem::remove_all(folder / "snapshots");
  return Shop::open(folder, seed);
}

}  // namespace

std::unique_ptr<Shop> open_checked(const std::filesystem::path& folder, const Ledger& ledger,
                                   std::uint64_t seed, const Report& report) {
  const auto before = segment_sizes(folder / "log");
  auto made = opened(folder, seed, report);
  if (!made) {
    report.wrong("opening: " + made.error().code + ": " + made.error().detail);
    return nullptr;
  }
  auto shop = std::move(made).value();
  report.count("openings");
  for (const auto& [name, size] : segment_sizes(folder / "log")) {
    const auto was = before.find(name);
    if (was != before.end() && size < was->second) report.count("torn tails repaired");
  }
  check_log(*shop, ledger, report);
  check_keys(*shop, ledger, report);
  check_snapshots(*shop, report);
  if (const auto serving = shop->serve(); !serving) {
    report.wrong("serving: " + serving.error().code + ": " + serving.error().detail);
    return nullptr;
  }
  report.count("openings that came to serve");
  return shop;
}

void run_generation(const std::filesystem::path& folder, const Ledger& ledger, std::uint64_t seed,
                    const Report& report) {
  std::mt19937_64 random(seed);
  const auto shop = open_checked(folder, ledger, seed, report);
  if (!shop) return;
  Clients clients(*shop, report, 1 + random() % 32);
  clients.make_tenant();
  ask_again(clients, ledger, report);
  load(*shop, clients, ledger, random, report);
  shop->stop();
  check_snapshots(*shop, report);
}

}  // namespace fettle::lab
