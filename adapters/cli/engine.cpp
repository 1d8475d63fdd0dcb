#include "adapters/cli/engine.hpp"

#include <condition_variable>
#include <mutex>

#include "adapters/cli/clock_route.hpp"
#include "adapters/cli/contract_routes.hpp"
#include "commands/domain.hpp"
#include "projections/queries.hpp"

namespace fettle::cli {
namespace {

constexpr std::chrono::seconds house_round{1};

}  // namespace

Engine::Engine(const EngineSettings& settings, OnFault on_fault)
    : settings_(settings), on_fault_(std::move(on_fault)), clock_(system_clock_) {
  fill(domain_);
}

Result<std::unique_ptr<Engine>> Engine::start(const EngineSettings& settings, Door& door,
                                              OnFault on_fault) {
  std::unique_ptr<Engine> engine(new Engine(settings, on_fault));
  engine->outside_ = TRY(Outside::open({engine->settings_, engine->domain_, engine->clock_,
                                        engine->dice_, engine->metrics_, on_fault}));
  engine->write_side_ =
      TRY(WriteSide::start({engine->settings_, engine->domain_, engine->clock_, engine->dice_,
                            engine->metrics_, on_fault, *engine->outside_}));
  if (!settings.postgres_url.empty() || !settings.query_postgres_url.empty()) {
    auto& side = *engine->write_side_;
    engine->read_side_ =
        TRY(ReadSide::start({engine->settings_, engine->domain_, side.log(), side.keys(),
                             engine->clock_, engine->dice_, engine->metrics_, on_fault}));
  }
  if (settings.on_kafka()) TRY(engine->open_node_face());
  engine->media_side_ =
      TRY(MediaSide::open({engine->settings_, engine->domain_, *engine->write_side_, engine->clock_,
                           engine->dice_, on_fault}));
  engine->faces_ = TRY(Faces::start(
      {engine->settings_, engine->domain_, *engine->write_side_, engine->clock_, engine->dice_,
       engine->metrics_, door},
      engine->probes(),
      [self = engine.get()](http::Router& router, http::Gate& gate, http::CommandFace& commands) {
        self->mount(router, gate, commands);
      }));
  engine->housekeeper_ =
      std::jthread([self = engine.get()](const std::stop_token& stop) { self->keep_house(stop); });
  return engine;
}

Result<void> Engine::open_node_face() {
  node_face_ = std::make_unique<http::NodeFace>(
      domain_, TRY(node_secret(settings_, dice_)),
      [this](Submission submission) { write_side_->submit_here(std::move(submission)); }, clock_);
  return {};
}

std::vector<http::Probe> Engine::probes() const {
  return {{"shard", [this] { return write_side_->trouble(); }},
          {"projector", [this]() -> std::optional<std::string> {
             const auto stopped = read_side_ ? read_side_->stopped() : std::nullopt;
             if (!stopped) return std::nullopt;
             return stopped->code;
           }}};
}

void Engine::mount(http::Router& router, http::Gate& gate, http::CommandFace& commands) {
  add_contract_routes(router, gate, domain_, projections::auto_repair_queries());
  if (settings_.test_mode) add_clock_route(router, clock_);
  if (node_face_) node_face_->mount(router);
  media_side_->mount(router, gate, commands);
  mount_outside(router, gate, commands);
  if (!read_side_ || !settings_.roles.query) return;
  queries_ = std::make_unique<http::QueryFace>(
      [this](const QueryType& type, QueryRequest request, QueryDone done) {
        read_side_->run(type, std::move(request), std::move(done));
      },
      commands);
  queries_->mount(projections::auto_repair_queries(), router, gate);
}

void Engine::mount_outside(http::Router& router, http::Gate& gate, http::CommandFace& commands) {
  const auto submit = [this](Submission submission) { write_side_->submit(std::move(submission)); };
  callbacks_ = std::make_unique<CallbackFace>(
      CallbackFace::Ports{*outside_, domain_, clock_, dice_, metrics_, submit});
  callbacks_->mount(router, gate);
  logins_ = std::make_unique<LoginFace>(
      LoginFace::Ports{*outside_, domain_, clock_, dice_, Folders(settings_).tokens(), submit});
  logins_->mount(router, gate, commands);
}

// Answers of the write side and of queries still find the faces.
Engine::~Engine() {
  housekeeper_ = {};
  if (faces_) faces_->stop();
  if (media_side_) media_side_->stop();
  if (outside_) outside_->stop();
  read_side_.reset();
  write_side_.reset();
}

// What is done now and then, and by nobody in particular.
void Engine::keep_house(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any pause;
  std::string told;  // a fault that stays is told once
  while (!stop.stop_requested()) {
    write_side_->keep_house();
    media_side_->keep_house();
    callbacks_->keep_house();
    const auto kept = faces_->keep_house();
    if (!kept && kept.error().detail != told) on_fault_("faces", kept.error());
    told = kept ? "" : kept.error().detail;
    std::unique_lock lock(mutex);
    pause.wait_for(lock, stop, house_round, [] { return false; });
  }
}

}  // namespace fettle::cli
