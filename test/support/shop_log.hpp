// Writes commits of a workshop straight to a log, as a shard would, for tests of the read side.
#pragma once

#include <future>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/claim_rule.hpp"
#include "core/ports/log.hpp"
#include "core/shard/commit_builder.hpp"
#include "schemas/asset/events.hpp"
#include "schemas/audit/events.hpp"
#include "schemas/customer/events.hpp"
#include "schemas/job/events.hpp"
#include "schemas/notice/events.hpp"
#include "schemas/payment/events.hpp"
#include "schemas/registration.hpp"
#include "schemas/settings/events.hpp"
#include "schemas/staff/events.hpp"
#include "schemas/store/events.hpp"
#include "schemas/template/events.hpp"
#include "schemas/tenant/events.hpp"

namespace fettle::test {

inline const AggregateType& aggregate_named(std::string_view name) {
  static std::map<std::string, AggregateType, std::less<>> types;
  auto found = types.find(name);
  if (found == types.end()) {
    found = types.emplace(std::string(name), AggregateType{}).first;
    found->second.name = found->first;
  }
  return found->second;
}

template <class Event>
DecidedEvent event_of(std::string_view aggregate, std::string id, Event event) {
  return {&aggregate_named(aggregate),
          std::move(id),
          {&event_type<Event>(), std::make_shared<const Event>(std::move(event))}};
}

class ShopLog {
 public:
  ShopLog(Log& log, Keys& keys, Dice& dice, Partition partition = Partition{0})
      : log_(log), keys_(keys), dice_(dice), partition_(partition) {
    claim();
  }

  void claim() {
    constexpr std::string_view nonce = "nonce";
    auto writer = log_.claim(partition_, "test", nonce);
    if (!writer) throw std::runtime_error(writer.error().detail);
    writer_ = *std::move(writer);
    cursor_ = {writer_->claim(), first_number(nonce)};
  }

  void at(Moment now) { now_ = now; }
  void by(std::string account, std::string role, std::string face) {
    caller_ = {AccountId(std::move(account)), std::move(role), std::move(face), ""};
  }

  // The position of the commit, which is durable.
  Position commit(const std::string& tenant, const std::vector<DecidedEvent>& events) {
    const auto records = build(tenant, events);
    // Shared: the log's thread may still be inside set_value when the value is here.
    const auto durable = std::make_shared<std::promise<Result<Offset>>>();
    write(records, [durable](Result<Offset> first) { durable->set_value(std::move(first)); });
    const auto first = durable->get_future().get();
    if (!first) throw std::runtime_error(first.error().detail);
    return {log_.id(), partition_, Offset{number(*first) + records.size() - 1}};
  }

  // As `commit`, but the log's thread answers: for a bench that fills a log.
  void write(std::vector<Record> records, LogWriter::Done done) {
    writer_->append(std::move(records), std::move(done));
  }

  std::vector<Record> build(const std::string& tenant, const std::vector<DecidedEvent>& events) {
    const auto n = std::to_string(++commits_);
    const CommitFacts facts{TenantId(tenant),
                            CommitId("commit-" + n),
                            now_,
                            caller_,
                            "key-" + n,
                            "request-" + n,
                            "",
                            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b71-01"};
    const FirstAnswer first{facts.command_id, "hash", "POST /test", 201, R"("state":"DONE")"};
    std::vector<std::uint64_t> sequences;
    for (const auto& event : events) {
      sequences.push_back(
          ++sequences_[tenant + "/" + std::string(event.aggregate->name) + "/" + event.id]);
    }
    Sealing sealing(facts.tenant, keys_, dice_);
    auto built = build_commit(facts, events, sequences, &first, heads_[tenant], sealing, cursor_);
    if (!built) throw std::runtime_error(built.error().detail);
    heads_[tenant] = built->head;
    return std::move(built->records);
  }

 private:
  Log& log_;
  Keys& keys_;
  Dice& dice_;
  const Partition partition_;
  std::unique_ptr<LogWriter> writer_;
  ClaimCursor cursor_;
  Moment now_{Micros{1'763'712'000'000'000}};  // 2025-11-21T08:00:00Z
  Caller caller_{AccountId("anna"), "front_desk", "admin", ""};
  std::map<std::string, crypto::Digest> heads_;
  std::map<std::string, std::uint64_t> sequences_;
  std::uint64_t commits_ = 0;
};

}  // namespace fettle::test
