// One serving process: every part made in order of life and ended in reverse.
#pragma once

#include <memory>
#include <thread>

#include "adapters/cli/faces.hpp"
#include "adapters/cli/media_side.hpp"
#include "adapters/cli/outside/callback_face.hpp"
#include "adapters/cli/outside/login_face.hpp"
#include "adapters/cli/read_side.hpp"
#include "adapters/cli/write_side.hpp"
#include "adapters/http/faces/query_face.hpp"
#include "adapters/http/nodes/node_face.hpp"
#include "adapters/system/clock.hpp"
#include "adapters/system/dice.hpp"

namespace fettle::cli {

class Engine {
 public:
  // Serving when it returns. The door is the caller's, outlives the engine, and is stopped by it;
  // when the start fails it goes on asking for patience, so that a start can be tried again.
  static Result<std::unique_ptr<Engine>> start(const EngineSettings& settings, Door& door,
                                               OnFault on_fault);
  // Takes no more requests, finishes those in flight, saves, closes.
  ~Engine();

 private:
  Engine(const EngineSettings& settings, OnFault on_fault);
  std::vector<http::Probe> probes() const;
  Result<void> open_node_face();
  void mount_outside(http::Router& router, http::Gate& gate, http::CommandFace& commands);
  void mount(http::Router& router, http::Gate& gate, http::CommandFace& commands);
  void keep_house(const std::stop_token& stop);

  const EngineSettings settings_;
  const OnFault on_fault_;
  SystemClock system_clock_;
  MovableClock clock_;
  SystemDice dice_;
  Domain domain_;
  http::PrometheusMetrics metrics_;
  std::unique_ptr<Outside> outside_;
  std::unique_ptr<WriteSide> write_side_;
  std::unique_ptr<ReadSide> read_side_;  // null without a Postgres
  std::unique_ptr<MediaSide> media_side_;
  std::unique_ptr<http::QueryFace> queries_;
  std::unique_ptr<http::NodeFace> node_face_;  // null on the embedded log
  std::unique_ptr<CallbackFace> callbacks_;
  std::unique_ptr<LoginFace> logins_;
  std::unique_ptr<Faces> faces_;
  std::jthread housekeeper_;
};

}  // namespace fettle::cli
