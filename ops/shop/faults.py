"""What cars come in with, what the technician finds, and what it costs. Prices in fen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    skill: str
    complaint: str
    codes: tuple
    finding: str
    advice: tuple
    hours: int  # hundredths of an hour
    parts: tuple  # (name, pieces, fen each)


FAULTS = (
    Fault("engine", "冷车启动抖动明显，仪表盘发动机故障灯常亮，油耗比以前高。", ("P0301", "P0171"),
          "第一缸点火线圈击穿，火花塞间隙过大；进气歧管垫轻微漏气。",
          ("更换点火线圈", "更换全部火花塞", "清洗节气门"), 250,
          (("点火线圈", 1, 32_000), ("火花塞", 4, 6_800))),
    Fault("brakes", "刹车踩下去有尖锐异响，方向盘有点抖。", ("C1234",),
          "前刹车片剩余 2 mm，前盘端跳超差。", ("更换前刹车片", "光盘或更换前刹车盘"), 180,
          (("前刹车片（套）", 1, 42_000), ("前刹车盘", 2, 38_000))),
    Fault("chassis", "过减速带前面“咯噔”响，右前轮吃胎。", (),
          "右前下摆臂胶套开裂，四轮定位数据超差。", ("更换下摆臂总成", "四轮定位"), 300,
          (("下摆臂总成", 1, 65_000),)),
    Fault("electric", "停两天就打不着火，怀疑电瓶亏电。", ("B10AA",),
          "静态电流 0.42 A，行车记录仪常电取电；蓄电池健康度 46%。",
          ("更换蓄电池", "改接记录仪取电线"), 100, (("蓄电池 70Ah", 1, 68_000),)),
    Fault("gearbox", "二挡升三挡顿挫，倒挡挂入慢。", ("P0730", "P0894"),
          "变速箱油发黑有焦味，离合器压力不足，需换油并做自适应学习。",
          ("更换变速箱油及滤网", "自适应学习"), 400,
          (("自动变速箱油 1L", 7, 16_500), ("滤网", 1, 28_000))),
    Fault("aircon", "空调不凉，出风口有酸味。", ("B1421",),
          "制冷剂压力偏低，冷凝器接头渗漏；空调滤芯发霉。",
          ("更换 O 型圈并补充冷媒", "更换空调滤芯"), 200,
          (("空调滤芯", 1, 8_800), ("R134a 冷媒", 2, 9_000))),
    Fault("body_work", "昨天倒车蹭到柱子，右后门凹陷掉漆。", (),
          "右后门外板凹陷约 12×8 cm，钣金修复后喷漆。", ("钣金修复", "整门喷漆"), 600,
          (("漆料及辅料", 1, 45_000),)),
    Fault("engine", "水温高到 110℃，加了水还是高。", ("P0217",),
          "水泵叶轮打滑，节温器卡滞在关闭位置。", ("更换水泵", "更换节温器", "更换冷却液"), 350,
          (("水泵", 1, 52_000), ("节温器", 1, 18_500), ("冷却液 4L", 2, 9_800))),
    Fault("battery_pack", "电动车续航掉得厉害，充到 85% 就停。", ("P0A7F",),
          "第 7 模组单体压差 180 mV，均衡后仍超差，建议更换模组。",
          ("更换 7 号电池模组", "整包均衡"), 800, (("电池模组", 1, 680_000),)),
    Fault("maintenance", "两万公里常规保养，顺便看看底盘有没有漏油。", (),
          "机油、机滤到期；油底壳放油螺栓垫片轻微渗油。", ("小保养", "更换放油螺栓垫片"), 80,
          (("全合成机油 4L", 1, 39_800), ("机油滤芯", 1, 5_500), ("垫片", 1, 500))),
)

HOUR_FEN = 12_000
REASONS = ("保险公司已定损，转去 4S 店处理", "时间太久，客户自行取车", "报价超出预算，暂不维修",
           "客户临时出差，改天再来", "重复下单，取消其中一张")
NOTES = ("旧件装箱交给客户确认", "客户要求完工前电话通知", "车内贵重物品已请客户带走", "钥匙挂 3 号位")


def money(fen):
    return {"minor": fen, "currency": "CNY"}


def line(kind, name, hundredths, unit_fen):
    """A line whose amount is rounded as the product rounds: half away from zero."""
    product = hundredths * unit_fen
    amount = (abs(product) + 50) // 100 * (1 if product >= 0 else -1)
    return {"kind": kind, "name": name, "quantity_hundredths": hundredths,
            "unit_price": money(unit_fen), "amount": money(amount)}


def quote(fault, revision):
    """Labour, parts, from the second version on a discount or one part more, and 6 % tax."""
    lines = [line("LABOUR", "工时费", fault.hours, HOUR_FEN)]
    lines += [line("PART", name, pieces * 100, fen) for name, pieces, fen in fault.parts]
    if revision % 2 == 1:
        lines.append(line("DISCOUNT", "老客户优惠", 100, -3_000 - 500 * revision))
    elif revision:
        lines.append(line("PART", "追加：密封件包", 100, 8_600))
    taxed = sum(item["amount"]["minor"] for item in lines)
    lines.append(line("TAX", "增值税 6%", 100, (taxed * 6 + 50) // 100))
    return {"lines": lines, "total": money(sum(item["amount"]["minor"] for item in lines))}
