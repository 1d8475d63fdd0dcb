"""Time as WeChat Pay spells it: +08:00, whole seconds."""
import datetime

CHINA = datetime.timezone(datetime.timedelta(hours=8))


def now() -> str:
    return datetime.datetime.now(CHINA).isoformat(timespec="seconds")


def in_bill(moment: str) -> str:
    return moment[:19].replace("T", " ")


def day_of(moment: str) -> str:
    return moment[:10]
