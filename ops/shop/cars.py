"""Numbers of cars as they are in China: VINs with a right check digit, and plates."""

SIGNS = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"  # a VIN has no I, O and Q
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
LETTER_VALUES = "12345678123457923456789"
VALUES = {sign: int(value) for sign, value in zip("0123456789" + LETTERS,
                                                 "0123456789" + LETTER_VALUES)}
WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
CHECK_AT = 8

# Maker's code, model, and whether the plate is that of an electric car.
MODELS = (
    ("LFV", "大众 速腾 1.4T", False), ("LSV", "上汽大众 帕萨特 2.0T", False),
    ("LVG", "广汽丰田 凯美瑞 2.5", False), ("LHG", "广汽本田 雅阁 1.5T", False),
    ("LGX", "比亚迪 汉 EV", True), ("LRW", "特斯拉 Model 3", True),
    ("LBV", "华晨宝马 320Li", False), ("LE4", "北京奔驰 C200L", False),
    ("LSG", "上汽通用 别克君越", False), ("LB3", "吉利 帝豪", False),
    ("LGW", "长城 哈弗 H6", False), ("LS5", "长安 CS75 PLUS", False),
)
PROVINCES = "京沪粤浙苏鲁川鄂湘豫"
PLATE_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"  # no I and O


def check_digit(vin):
    """ISO 3779 as GB 16735 has it: the weighted sum modulo 11, X for ten."""
    rest = sum(VALUES[sign] * weight for sign, weight in zip(vin, WEIGHTS)) % 11
    return "X" if rest == 10 else str(rest)


def is_valid_vin(vin):
    return len(vin) == 17 and all(s in SIGNS for s in vin) and vin[CHECK_AT] == check_digit(vin)


def make_vin(dice, maker, serial):
    """`serial` makes it unique among the numbers of one day."""
    body = maker + "".join(dice.choice(SIGNS) for _ in range(5))
    year = dice.choice("HJKLMNPR")  # 2017 to 2024
    vin = f"{body}0{year}{dice.choice('ABCDEFGH')}{serial:06d}"
    return vin[:CHECK_AT] + check_digit(vin) + vin[CHECK_AT + 1:]


def make_plate(dice, electric):
    head = dice.choice(PROVINCES) + dice.choice("ABCDEFGH")
    if electric:  # six signs behind the letter, the first a D or an F
        return head + dice.choice("DF") + "".join(dice.choice("0123456789") for _ in range(5))
    return head + "".join(dice.choice(PLATE_SIGNS) for _ in range(5))


def make_vehicle(dice, serial):
    maker, model, electric = dice.choice(MODELS)
    return {
        "vin": make_vin(dice, maker, serial),
        "plate": make_plate(dice, electric),
        "model": model,
        "model_year": dice.randint(2017, 2024),
        "mileage_km": dice.randint(3_000, 180_000),
    }
