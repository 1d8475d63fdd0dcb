// What `fettle status` shows, and what it finds in an embedded log.
#include "adapters/cli/tools/status.hpp"

#include "test/cli/installation.hpp"

using namespace fettle;
using fettle::test::Installation;

TEST_CASE("status counts the records that the rows lack, in JSON and in a table") {
  cli::PartitionStatus one;
  one.end = Offset{100};
  one.claim = cli::ClaimSeen{Offset{40}, "http://a"};
  one.projected = Offset{93};
  auto two = one;
  two.partition = Partition{1};
  two.projected.reset();
  const cli::Status status{LogId("log-1"), "kafka://b:1", {one, two}};
  const auto document = cli::to_document(status);
  const auto& partitions = *document.find("partitions")->elements();
  REQUIRE(partitions.size() == 2);
  CHECK(*partitions[0].find("lag") == json::Document(7));
  CHECK(*partitions[0].find("claim")->find("offset") == json::Document(40));
  CHECK(partitions[1].find("lag") == nullptr);
  CHECK(cli::to_text(status) ==
        "log log-1 on kafka://b:1\n"
        "partition  end  claim  owner     dealt to  projected  lag  projector\n"
        "0          100  40     http://a  -         93         7    -\n"
        "1          100  40     http://a  -         -          -    -\n");
}

TEST_CASE("status finds the newest claim of an embedded log beside the process that writes") {
  Installation shop;
  shop.make_tenant("demo");
  shop.stop();
  shop.start();
  const auto box = shop.make_box("blue");
  for (int i = 0; i < 3; ++i) shop.add_things(box, 1);
  const auto beside = Installation::must(
      segment_log::SegmentLog::open_read_only(shop.disk, (shop.data() / "log").string()));
  const auto status = Installation::must(cli::status_of(*beside, Partition{0}));
  CHECK(status.end == Offset{7});  // two claims, five events
  REQUIRE(status.claim);
  CHECK(status.claim->offset == Offset{2});
  CHECK(status.owner.empty());
  CHECK(status.lag() == std::nullopt);
}
