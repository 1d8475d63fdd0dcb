// Kafka, with somebody who is asked before each append whether it is sent, refused, or told as
// written without being so. What was sent before a refusal may have come through unheard.
#pragma once

#include <functional>

#include "core/ports/log.hpp"

namespace fettle::test {

class AsksFirst final : public Log {
 public:
  enum class Way { through, refused, lost };
  using Ask = std::function<Way()>;

  AsksFirst(Log& log, Ask ask) : log_(log), ask_(std::move(ask)) {}

  LogId id() const override { return log_.id(); }
  std::uint32_t partitions() const override { return log_.partitions(); }
  Result<std::unique_ptr<LogReader>> read(Partition partition, Offset from) override {
    return log_.read(partition, from);
  }
  Result<Offset> durable_end(Partition partition) override { return log_.durable_end(partition); }
  Result<std::unique_ptr<LogWriter>> claim(Partition partition, std::string_view owner,
                                           std::string_view nonce) override {
    auto writer = TRY(log_.claim(partition, owner, nonce));
    return std::unique_ptr<LogWriter>(std::make_unique<Writer>(*this, std::move(writer)));
  }

 private:
  class Writer final : public LogWriter {
   public:
    Writer(AsksFirst& whole, std::unique_ptr<LogWriter> writer)
        : whole_(whole), writer_(std::move(writer)) {}
    Offset claim() const override { return writer_->claim(); }
    void append(std::vector<Record> records, Done done) override {
      switch (whole_.ask_()) {
        case Way::through:
          return writer_->append(std::move(records), std::move(done));
        case Way::refused:
          return done(Fault{FaultKind::unavailable, "broken_off", "for the test"});
        case Way::lost:
          return done(Offset{number(writer_->claim()) + 1});
      }
    }

   private:
    AsksFirst& whole_;
    std::unique_ptr<LogWriter> writer_;
  };

  Log& log_;
  Ask ask_;
};

}  // namespace fettle::test
