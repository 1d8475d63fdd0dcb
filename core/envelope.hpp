// What stands around an event on the log: CloudEvents 1.0 attributes as the Kafka binding's
// headers (binary mode), and our extensions. Source: DESIGN of the log, README "On the log".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/decision.hpp"
#include "core/moment.hpp"
#include "core/record.hpp"

namespace fettle {

// The parts that every event of one commit shares.
struct CommitFacts {
  TenantId tenant;
  CommitId commit;
  Moment time;
  Caller caller;
  std::string command_id;      // of the command that was accepted: the idempotency scope's key
  std::string correlation_id;  // of the request that began it all
  std::string causation_id;    // `ce_id` of the causing event; empty for a caller's own command
  std::string traceparent;     // W3C Trace Context
};

// The idempotency record: only on a commit's first event.
struct FirstAnswer {
  std::string_view key;
  std::string_view request_hash;
  std::string_view route;
  std::uint16_t status = 0;
  std::string_view answer;  // JSON members beside id, version, position
};

// A look into a record that outlives it.
struct Envelope {
  std::string_view tenant, commit, type, aggregate, id;
  std::uint16_t schema_version = 1;
  std::uint32_t index = 0, count = 1;  // event `index` of `count` in its commit
  std::uint64_t sequence = 0;          // version of the aggregate after this event
  Moment time{Micros{0}};
  std::string_view account, role, face;
  std::string_view command_id, correlation_id, causation_id, traceparent;
  std::optional<FirstAnswer> first;
  std::string_view data;  // the event's JSON, personal fields sealed

  // invalid `envelope_malformed` names the header that is missing, unreadable, or not the id it is.
  static Result<Envelope> parse(const RecordView& record);
};

// The record of one event, without the headers that make it part of a claim and of the chain.
Record make_record(const CommitFacts& facts, const DecidedEvent& event, std::uint64_t sequence,
                   std::uint32_t index, std::uint32_t count, std::string_view data,
                   const FirstAnswer* first);

}  // namespace fettle
