"""Who plays: stores, staff and customers of one seed. The same seed gives the same people."""

from dataclasses import dataclass, field
from random import Random

from shop import cars

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
GIVEN = ("伟 芳 娜 秀英 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 文轩 雨桐 浩然 "
         "子涵 欣怡 梓萱 宇航 思远 嘉豪 晓东 志强 海燕 建国 雪梅 立新").split()
STORES = (("朝阳路店", "北京市朝阳区朝阳路 88 号"), ("人民广场店", "上海市黄浦区人民大道 200 号"))
BAYS = ("举升机一号", "举升机二号", "钣喷工位", "快修工位")
TECHNICIANS_A_STORE = 3
# From this total on the manager must agree to a quote.
THRESHOLD_FEN = 500_000


@dataclass(frozen=True)
class Person:
    account: str
    role: str
    name: str = ""
    store: str = ""  # empty: all stores
    skills: tuple = ()


@dataclass
class Customer:
    person: Person
    phone: str
    store: str
    car: dict
    vehicle: str = ""  # its id, once registered
    by_wechat: bool = False  # came in by the mini-program


@dataclass
class Store:
    id: str
    name: str
    address: str
    bays: tuple
    technicians: list = field(default_factory=list)
    desk: Person = None


class Cast:
    def __init__(self, seed, customers, stores=()):
        """`stores`: ids of those that are connected to Odoo; else each seed has its own."""
        self.seed = seed
        # Nobody of a connected day works, or was here, on one that is not.
        self._prefix = f"w{seed}" if stores else f"d{seed}"
        self._numbers = f"connected {seed}" if stores else seed
        self.dice = Random(f"cast {seed}")
        self.operator = Person(f"{self._prefix}-operator", "operator")
        self.manager = Person(f"{self._prefix}-manager", "manager", self._name())
        self.finance = Person(f"{self._prefix}-finance", "finance", self._name())
        ids = stores or [f"d{seed}-store-{i + 1}" for i in range(len(STORES))]
        self.stores = [self._store(i, ids[i]) for i in range(len(STORES))]
        self.customers = [self._customer(i) for i in range(customers)]

    def staff(self):
        yield self.manager
        yield self.finance
        for store in self.stores:
            yield store.desk
            yield from store.technicians

    def _name(self):
        return self.dice.choice(SURNAMES) + self.dice.choice(GIVEN)

    def _store(self, index, identity):
        name, address = STORES[index]
        bays = tuple((f"bay-{i + 1}", bay) for i, bay in enumerate(BAYS))
        store = Store(identity, name, address, bays)
        desk = f"{self._prefix}-desk-{index + 1}"
        store.desk = Person(desk, "front_desk", self._name(), store.id)
        for i in range(TECHNICIANS_A_STORE):
            account = f"{self._prefix}-tech-{index + 1}{i + 1}"
            skills = tuple(sorted(self.dice.sample(
                ("engine", "brakes", "chassis", "electric", "gearbox", "aircon"), 3)))
            store.technicians.append(
                Person(account, "technician", self._name(), store.id, skills))
        return store

    def _customer(self, index):
        person = Person(f"{self._prefix}-c{index + 1:04d}", "customer", self._name())
        # The seed stands in the numbers too, so that two days never share one.
        phone = f"1{self.dice.choice('3578')}{self.dice.randint(0, 9)}" \
                f"{Random(f'phone {self._numbers}').randint(0, 9999):04d}{index:04d}"
        serial = Random(f"serial {self._numbers}").randint(0, 899) * 1000 + index
        return Customer(person, phone, self.dice.choice(self.stores).id,
                        cars.make_vehicle(self.dice, serial))


class Seeded:
    """The people of `fettle seed`, as far as one order needs them."""

    def __init__(self, by_wechat=False):
        self.seed = "seeded"
        self.manager = Person("m-1", "manager", "王经理", "s-1")
        self.finance = Person("a-1", "finance", "财务老周", "s-1")
        store = Store("s-1", "城东店", "建国路 88 号", (("b-1", "一号工位"), ("b-2", "二号工位")))
        store.desk = Person("f-1", "front_desk", "前台小陈", store.id)
        store.technicians = [Person("t-1", "technician", "李师傅", store.id),
                             Person("t-2", "technician", "张师傅", store.id)]
        self.stores = [store]
        car = {"vin": "LGXC16DG8K0001234", "plate": "粤B13579", "model": "比亚迪 秦"}
        known = Customer(Person("c-4", "customer", "赵敏"), "13800000004", store.id, car)
        car = {"vin": "LGXC16DG7K0001236", "plate": "粤B24680", "model": "比亚迪 汉"}
        new = Customer(Person("c-6", "customer", "周琳"), "13800000006", store.id, car)
        self.customers = [new if by_wechat else known]
