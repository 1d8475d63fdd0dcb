#include "bench/generator/many_stores.hpp"

#include <fmt/format.h>

namespace fettle::bench {
namespace {

std::string headers(const LoadSettings& settings) {
  return bearer(settings.tokens.front()) + std::string(json_type) +
         key_header(key_prefix(settings.run) + std::string(NumberedText::mark));
}

std::string id() { return fmt::format("n-{}", NumberedText::second_mark); }

std::string path(std::string_view rest) { return fmt::format("/shop-{}/admin/stores{}", 1, rest); }

std::string name_and_address(std::string_view number) {
  return fmt::format(R"("name":"城东店 {0}","address":"建国路 {0} 号，近地铁口，工作日八点开门")",
                     number);
}

std::string creation(const LoadSettings& settings) {
  std::string bays;
  for (std::size_t bay = 0; bay < settings.bays; ++bay) {
    bays += fmt::format(R"({}{{"id":"b-{}","name":"{} 号工位"}})", bay == 0 ? "" : ",", bay, bay);
  }
  const auto body = fmt::format(R"({{"id":"{}",{},"bays":[{}]}})", id(),
                                name_and_address(NumberedText::second_mark), bays);
  return request("POST", settings.target, path(""), headers(settings), body);
}

std::string edit(const LoadSettings& settings) {
  const auto body = fmt::format("{{{}}}", name_and_address(NumberedText::mark));
  return request("PATCH", settings.target, path("/" + id()), headers(settings), body);
}

Verdict judged(std::uint64_t number, const Answer& answer, Acknowledged& acknowledged) {
  const auto position = text_field(answer.body, "position");
  return position && acknowledged.add(number, *position) ? Verdict::right : Verdict::wrong;
}

}  // namespace

NewStores::NewStores(const LoadSettings& settings, Acknowledged& acknowledged)
    : request_(creation(settings)),
      there_(settings.stores),
      count_(settings.count),
      acknowledged_(acknowledged) {}

Load::Request NewStores::next() {
  auto number = begun_ + 1;
  if (refused_.empty()) {
    ++begun_;
  } else {
    number = refused_.front();
    refused_.pop_front();
  }
  return {request_.with(number, there_ + number), number};
}

Verdict NewStores::judge(std::uint64_t number, const Answer& answer) {
  if (answer.status == 201) return judged(number, answer, acknowledged_);
  refused_.push_back(number);
  return Verdict::refused;
}

AnyStore::AnyStore(const LoadSettings& settings, Acknowledged& acknowledged)
    : request_(edit(settings)),
      dice_(std::stoull(settings.run, nullptr, 16)),
      one_of_all_(1, settings.stores),
      acknowledged_(acknowledged) {}

Load::Request AnyStore::next() {
  ++sent_;
  return {request_.with(sent_, one_of_all_(dice_)), sent_};
}

Verdict AnyStore::judge(std::uint64_t number, const Answer& answer) {
  if (answer.status != 200) return Verdict::refused;
  return judged(number, answer, acknowledged_);
}

}  // namespace fettle::bench
