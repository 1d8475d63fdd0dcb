// The first command of the README, in a checkout of its own with the program that is tested.
#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>

#include "test/journey/support/free_port.hpp"
#include "test/journey/support/program.hpp"
#include "test/support/temp_folder.hpp"

using namespace fettle::journey;
using fettle::test::TempFolder;

namespace {

class Checkout {
 public:
  Checkout() {
    namespace fs = std::filesystem;
    fs::permissions(root_.path(), fs::perms::others_exec, fs::perm_options::add);
    fs::copy(FETTLE_SOURCE_ROOT "/ops", root_.path() / "ops", fs::copy_options::recursive);
    fs::create_directories(program().parent_path());
    fs::create_symlink(FETTLE_PROGRAM, program());
  }

  std::vector<std::string> script(std::vector<std::string> more) const {
    std::vector<std::string> words{root_.path() / "ops/run", "--no-build", "--port", port_};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  std::string events() const {
    return run({program(), "--data-dir", root_.path() / "var/fettle", "replay"}).output;
  }
  std::filesystem::path var() const { return root_.path() / "var"; }
  Finished stand_ins() const {
    return run({root_.path() / "ops/stand-ins", "status", var() / "outside"});
  }

 private:
  std::filesystem::path program() const { return root_.path() / "build/release/fettle"; }

  TempFolder root_;
  std::string port_ = std::to_string(free_port());
};

}  // namespace

TEST_CASE("ops/run plays an order, keeps the data, goes on with it, and forgets when asked") {
  const Checkout checkout;
  const auto first = run(checkout.script({"--once"}));
  INFO(first.output);
  REQUIRE(first.exit == 0);
  CHECK(first.output.find("record-payment  PAID") != std::string::npos);
  CHECK(first.output.find("stopped; data is in var/") != std::string::npos);
  const auto events = checkout.events();

  Program second(checkout.script({}));
  REQUIRE(second.line_with("Ctrl-C stops it"));
  const Finished third = run(checkout.script({"--once"}));  // beside the one that runs
  CHECK(third.exit == 1);
  CHECK(third.output.find("it runs already") != std::string::npos);
  second.signal(SIGINT);
  CHECK(second.wait() == 130);
  CHECK(second.output().find("stopped; data is in var/") != std::string::npos);
  const auto more = checkout.events();
  CHECK(more.starts_with(events.substr(0, events.rfind("\n{"))));
  CHECK(more.size() > events.size());
  CHECK_FALSE(std::filesystem::exists(checkout.var() / "postgres/data/postmaster.pid"));

  const auto anew = run(checkout.script({"--once", "--reset"}));
  INFO(anew.output);
  REQUIRE(anew.exit == 0);
  CHECK(checkout.events().size() < more.size());
}

TEST_CASE("ops/run --demo plays an order that is paid by WeChat and posted in Odoo, and ends all") {
  const Checkout checkout;
  const auto done = run(checkout.script({"--demo", "--once"}));
  INFO(done.output);
  REQUIRE(done.exit == 0);
  for (const auto* line :
       {"200  login ", "200  upload ", "callback        PAID", "posting         POSTED"}) {
    CHECK(done.output.find(line) != std::string::npos);
  }
  const auto stand_ins = checkout.stand_ins();
  CHECK(stand_ins.exit == 3);
  CHECK(stand_ins.output.find("runs as") == std::string::npos);
}
