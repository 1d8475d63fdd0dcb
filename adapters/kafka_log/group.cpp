#include "adapters/kafka_log/group.hpp"

#include <chrono>
#include <thread>

#include "adapters/kafka_log/handle.hpp"

namespace fettle::kafka {
namespace {

constexpr std::chrono::milliseconds look_again_after{100};

std::string text(const char* text) { return text == nullptr ? "" : text; }

GroupMember member_of(const rd_kafka_MemberDescription_t* described) {
  GroupMember member{text(rd_kafka_MemberDescription_client_id(described)),
                     text(rd_kafka_MemberDescription_host(described)),
                     {}};
  const auto* assignment = rd_kafka_MemberDescription_assignment(described);
  const auto* partitions =
      assignment == nullptr ? nullptr : rd_kafka_MemberAssignment_partitions(assignment);
  for (int i = 0; partitions != nullptr && i < partitions->cnt; ++i) {
    member.partitions.insert(Partition{static_cast<std::uint32_t>(partitions->elems[i].partition)});
  }
  return member;
}

// A coordinator that just begins, or moves, says so.
bool passes(rd_kafka_resp_err_t error) {
  return error == RD_KAFKA_RESP_ERR_NOT_COORDINATOR ||
         error == RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE ||
         error == RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS;
}

struct Answer {
  rd_kafka_resp_err_t error = RD_KAFKA_RESP_ERR__TIMED_OUT;
  std::vector<GroupMember> members;
};

Answer ask(rd_kafka_t* client, const std::string& group, std::chrono::milliseconds patience) {
  const Queue queue(rd_kafka_queue_new(client));
  const char* asked = group.c_str();
  rd_kafka_DescribeConsumerGroups(client, &asked, 1, nullptr, queue.get());
  const Event event(rd_kafka_queue_poll(queue.get(), static_cast<int>(patience.count())));
  Answer answer;
  if (!event) return answer;
  answer.error = rd_kafka_event_error(event.get());
  if (answer.error != RD_KAFKA_RESP_ERR_NO_ERROR) return answer;
  std::size_t count = 0;
  const auto* groups = rd_kafka_DescribeConsumerGroups_result_groups(
      rd_kafka_event_DescribeConsumerGroups_result(event.get()), &count);
  if (count == 0) return answer;
  if (const auto* error = rd_kafka_ConsumerGroupDescription_error(groups[0])) {
    answer.error = rd_kafka_error_code(error);
    return answer;
  }
  for (std::size_t i = 0; i < rd_kafka_ConsumerGroupDescription_member_count(groups[0]); ++i) {
    answer.members.push_back(member_of(rd_kafka_ConsumerGroupDescription_member(groups[0], i)));
  }
  return answer;
}

}  // namespace

Result<std::vector<GroupMember>> members_of(const KafkaSettings& settings,
                                            const std::string& group) {
  const auto client = TRY(Config(settings).producer());
  const auto deadline = std::chrono::steady_clock::now() + settings.answer_timeout;
  while (true) {
    auto answer = ask(client.get(), group, settings.answer_timeout);
    if (answer.error == RD_KAFKA_RESP_ERR_NO_ERROR) return std::move(answer.members);
    if (!passes(answer.error) || std::chrono::steady_clock::now() >= deadline) {
      return fault_of(answer.error, "ask for the members of group " + group);
    }
    std::this_thread::sleep_for(look_again_after);
  }
}

}  // namespace fettle::kafka
