// A cluster where each user may do only what ops/kafka-topics let him, by Kafka's own tools.
#pragma once

#include <fmt/format.h>

#include "adapters/cli/tools/kafka_properties.hpp"
#include "test/nodes/node.hpp"
#include "test/support/kafka_cluster.hpp"

namespace fettle::test {

class ClusterWithRights {
 public:
  // `users` with commas between them.
  explicit ClusterWithRights(const std::string& users) : broker_("--secure --users " + users) {
    tool("kafka-topics.sh", "org.apache.kafka.tools.TopicCommand");
    tool("kafka-acls.sh", "kafka.admin.AclCommand");
    const auto all = cli::read_properties(broker_.path() / "client.properties");
    REQUIRE(all);
    std::ofstream(tools_.path() / "client.properties")
        << "security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\n"
        << "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required "
        << fmt::format("username=\"fettle\" password=\"{}\";\n", all->at("sasl.password"))
        << "ssl.truststore.type=PEM\nssl.truststore.location=" << all->at("ssl.ca.location");
  }

  const std::string& servers() const { return broker_.servers(); }
  // What a program that speaks to the cluster is told, so that it does so as this user.
  std::string setting(const std::string& user) const {
    return "FETTLE_KAFKA_PROPERTIES_FILE=" + properties(user);
  }

  void give_rights(const KafkaSettings& settings, const std::string& options) const {
    const auto run = run_command(
        fmt::format("PATH='{}':\"$PATH\" '{}/ops/kafka-topics' run --servers {} --client-config "
                    "'{}/client.properties' --copies 1 --prefix {} --partitions {} {} 2>&1",
                    tools_.path().string(), FETTLE_SOURCE_ROOT, servers(), tools_.path().string(),
                    settings.prefix, settings.partitions, options));
    REQUIRE_MESSAGE(run.status == 0, run.text);
  }

  // Somebody else's client, as this user.
  CommandRun kcat(const std::string& user, const std::string& words) const {
    return run_command(fmt::format("echo something | kcat -F '{}' -b {} -m 30 {} 2>&1",
                                   properties(user), servers(), words));
  }

 private:
  std::string properties(const std::string& user) const {
    return (broker_.path() / (user + ".properties")).string();
  }
  // As it comes with Kafka, but quick to start and without the scripts around it.
  void tool(const std::string& name, const std::string& of_class) const {
    const auto path = tools_.path() / name;
    std::ofstream(path) << "#!/bin/sh\nexec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '"
                        << FETTLE_SOURCE_ROOT << "/var/kafka-jars/*' " << of_class << " \"$@\"\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  }

  KafkaCluster broker_;
  TempFolder tools_;
};

}  // namespace fettle::test
