"""Commands over HTTP on a log on Kafka."""

from dataclasses import dataclass

from measure.contenders import FETTLE, Generated
from measure.part import Part, Ratio, share
from measure.shops_on_kafka import PARTITIONS, SHOPS

IN_FLIGHT = 64  # commands of ours, and records of bare librdkafka


@dataclass(frozen=True)
class OnKafka:
    shops: int

    def prepare(self, lab):
        lab.shops_on_kafka  # are made by whoever asks for them first

    def measure(self, lab, seconds, warm_up):
        shops = lab.shops_on_kafka.some(self.shops)
        return Generated(FETTLE, "stores", IN_FLIGHT).measure(shops, seconds, warm_up)


@dataclass(frozen=True)
class BareRecords:
    """As large as an event of ours, which is on the log by then; alone with the broker."""

    partitions: int

    def prepare(self, lab):
        """The broker is there with the shops."""

    def measure(self, lab, seconds, warm_up):
        record_bytes = lab.shops_on_kafka.rest()
        return lab.broker.produce(self.partitions, record_bytes, IN_FLIGHT, seconds)


# Ours first, one after the other: the server starts once a round.
def _kafka():
    many, one = f"durable commands on Kafka, {SHOPS} shops", "durable commands on Kafka, one shop"
    bare = f"bare librdkafka, acks=all, {IN_FLIGHT} in flight"
    bare_of_one = f"{bare}, one partition"
    return Part("kafka", "Durable commands on Kafka",
                f"{IN_FLIGHT} connections, closed loop; PATCH of a store of each of {SHOPS} shops "
                f"in turn, on {PARTITIONS} partitions, or of the stores of one shop, on one; "
                "beside it records with as many bytes as its events have, to as many partitions; "
                "one broker on the same cores, which flushes what it got before it acknowledges",
                {many: OnKafka(SHOPS), one: OnKafka(1), bare: BareRecords(PARTITIONS),
                 bare_of_one: BareRecords(1)},
                (Ratio("durable commands on Kafka, of bare librdkafka", share(many, bare),
                       least=0.7, floor=0.4),
                 Ratio("durable commands on Kafka of one shop, of bare librdkafka",
                       share(one, bare_of_one))))


PARTS = (_kafka(),)
