// How ops/kafka gets its broker, and what ops/test and .ci/run say when it cannot be had: on a copy
// of ops/ where Maven, the compiler and what they bring are stand-ins.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "test/support/command.hpp"
#include "test/support/temp_folder.hpp"

namespace {

namespace fs = std::filesystem;
using fettle::test::CommandRun;

constexpr auto maven_without_network = "exit 1";
// Each call leaves a line in var/calls.
constexpr auto maven_with_a_jar = R"(echo call >> var/calls
for word in "$@"; do
  case $word in -DoutputDirectory=*) echo 'the broker' > "${word#*=}/kafka.jar" ;; esac
done)";
// As doctest writes what a program of one test found.
constexpr auto tests_that_pass = R"(for word in "$@"; do
  case $word in --out=*) cat > "${word#*=}" << 'XML'
<doctest><TestCase name="one"><OverallResultsAsserts test_case_success="true"/></TestCase></doctest>
XML
  esac
done)";

class Copy {
 public:
  Copy() {
    fs::permissions(folder_.path(), fs::perms::others_exec, fs::perm_options::add);
    for (const auto* part : {"ops", ".ci"}) {
      fs::copy(fs::path(FETTLE_SOURCE_ROOT) / part, folder_.path() / part,
               fs::copy_options::recursive);
    }
    fs::create_directories(folder_.path() / "var");
    script("ops/setup", "exit 0");
  }

  void script(const std::string& name, const std::string& text) const {
    const auto file = folder_.path() / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << "#!/usr/bin/env bash\n" << text << '\n';
    fs::permissions(file, fs::perms::owner_all);
  }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_.path() / name) << text;
  }
  std::string read(const std::string& name) const {
    std::ifstream in(folder_.path() / name);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  bool has(const std::string& name) const { return fs::exists(folder_.path() / name); }
  // What stands in for a program is in bin/.
  CommandRun run(const std::string& command) const {
    return fettle::test::run_command("cd '" + folder_.path().string() +
                                     "' && unset FETTLE_TEST_NO_SKIP && PATH=\"$PWD/bin:$PATH\" " +
                                     command + " 2>&1");
  }
  // Makes the stand-in's jar the one that is pinned.
  void pin_the_jar() const {
    CHECK(run("sh -c 'echo \"the broker\" | sha256sum | sed s/-/kafka.jar/ > ops/kafka.sha256'")
              .status == 0);
  }

 private:
  fettle::test::TempFolder folder_;
};

// Of which nothing is built: its tests pass, and Kafka cannot be fetched.
class CopyWithTests : public Copy {
 public:
  CopyWithTests() {
    script("bin/mvn", maven_without_network);
    script("bin/cmake", "exit 0");
    script("ops/postgres", "echo postgresql://nowhere");
    script("ops/ledger", "exit 0");
    script("build/dev/fettle_unit_tests", tests_that_pass);
    script("build/dev/fettle_kafka_tests", tests_that_pass);
  }
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string last_line(const std::string& text) {
  const auto end = text.find_last_not_of('\n');
  const auto begin = text.rfind('\n', end);
  return text.substr(begin + 1, end - begin);
}

}  // namespace

TEST_CASE("ops/kafka fetches a broker once, and again when a jar is not the one that is pinned") {
  const Copy copy;
  copy.script("bin/mvn", maven_with_a_jar);
  copy.pin_the_jar();
  CHECK(copy.run("ops/kafka fetch").status == 0);
  CHECK(copy.run("ops/kafka fetch").status == 0);
  CHECK(copy.read("var/calls") == "call\n");
  copy.write("var/kafka-jars/kafka.jar", "another broker");
  CHECK(copy.run("ops/kafka fetch").status == 0);
  CHECK(copy.read("var/calls") == "call\ncall\n");
  CHECK(copy.read("var/kafka-jars/kafka.jar") == "the broker\n");
}

TEST_CASE("ops/kafka refuses a fetched jar of other bytes than are pinned, and starts nothing") {
  const Copy copy;
  copy.script("bin/mvn", maven_with_a_jar);
  copy.script("bin/java", "touch var/started");
  for (const auto* action : {"fetch", "start"}) {
    const auto refused = copy.run(std::string("ops/kafka ") + action);
    CHECK(refused.status == 1);
    CHECK(has(refused.text, "a fetched jar is not the one that ops/kafka.sha256 names"));
  }
  CHECK_FALSE(copy.has("var/started"));
}

TEST_CASE("without a network ops/kafka says so, with an exit status of its own, and runs nothing") {
  const Copy copy;
  copy.script("bin/mvn", maven_without_network);
  for (const auto* action : {"fetch", "start"}) {
    const auto refused = copy.run(std::string("ops/kafka ") + action);
    CHECK(refused.status == 4);
    CHECK(has(refused.text, "the jars cannot be fetched; is there a network?"));
  }
  CHECK_FALSE(copy.has("var/kafka-jars"));
  const auto status = copy.run("ops/kafka status");
  CHECK(status.text == "stopped\n");
  CHECK(status.status == 3);
}

TEST_CASE("ops/kafka wipes no folder that it did not make") {
  const Copy copy;
  copy.script("mine/notes", "kept");
  const auto refused = copy.run("ops/kafka wipe mine");
  CHECK(refused.status == 1);
  CHECK(has(refused.text, "/mine is no folder of ours"));
  CHECK(copy.has("mine/notes"));
}

TEST_CASE("ops/test says in its last line that what needs Kafka was skipped") {
  const CopyWithTests copy;
  const auto tested = copy.run("ops/test --only unit --only kafka");
  CHECK_MESSAGE(tested.status == 0, tested.text);
  CHECK(last_line(tested.text) ==
        "1 passed, 0 failed, skipped: all tests on Kafka (it cannot be fetched)");
}

TEST_CASE("under .ci/run it is a failure that Kafka cannot be fetched") {
  const CopyWithTests copy;
  const auto tested = copy.run(".ci/run --only unit --only kafka");
  CHECK(tested.status == 1);
  CHECK(has(tested.text, "ops/test: Kafka did not start"));
  CHECK(last_line(tested.text) == "0 passed, 1 failed");
}
