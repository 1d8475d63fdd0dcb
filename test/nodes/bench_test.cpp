// bench/run on a broker that it starts by itself, as whoever measures has it.
#include <doctest/doctest.h>

#include "test/support/command.hpp"
#include "test/support/temp_folder.hpp"

using fettle::test::run_command;
using fettle::test::TempFolder;

TEST_CASE("the bench runs on Kafka: its log holds what was acknowledged, and no broker is left") {
  const TempFolder folder;
  const auto out = "'" + folder.path().string() + "'";
  const auto ran = run_command("FETTLE_TEST_NO_SKIP=1 '" FETTLE_SOURCE_ROOT
                               "/bench/run' --smoke --build '" FETTLE_BUILD "' --out " +
                               out + " kafka 2>&1");
  CHECK_MESSAGE(ran.status == 0, ran.text);
  CHECK(ran.text.find("kafka: durable commands on Kafka, of bare librdkafka: ") !=
        std::string::npos);
  CHECK(ran.text.find(" acknowledged commands, all on the log") != std::string::npos);
  CHECK(run_command("pgrep -f '" + folder.path().string() + ".*[s]erver.properties'").status == 1);
}
