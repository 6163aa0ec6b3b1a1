"""Words for times before now ("2 hours ago"), as pages print them in a dozen languages."""

import datetime as dt
import re

_ONE = "an?|one|einem|einer|eine|un|une|una|uno|um|uma|en|et|een|ett"
_COUNT = rf"(?P<count>\d{{1,4}}|{_ONE})"
_UNIT = r"(?P<unit>[^\W\d_]+)"

AGO = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"\b{_COUNT}\s*{_UNIT}\.?\s+(?:ago|her|fa|atrás|geleden|sedan|siden|sitten|temu|назад|тому|önce|πριν|"
            rf"yang lalu|lalu)\b"
        ),
        rf"\b(?:vor|il y a|hace|há|πριν|för)\s+(?:etwa\s+|environ\s+|unos\s+|cerca de\s+|ca\.?\s+)?{_COUNT}\s*{_UNIT}",
        r"(?P<count>\d{1,4})\s*(?P<unit>分钟|分鐘|小时|小時|天|周|个月|個月|年|秒|分|時間|日|週間|か月|ヶ月|분|시간|일|주|개월|년|초)\s*[前전]",
        rf"(?:منذ|قبل)\s+(?:{_COUNT}\s+)?{_UNIT}",
        r"(?P<count>\d{1,4})\s*(?P<unit>सेकंड|मिनट|घंट[ेा]|दिन|सप्ताह|हफ़?्ते|मही?न[ेा]|साल)\s+पहले",
        r"^\s*(?P<count>\d{1,3})\s?(?P<unit>[smhdwy]|min|hrs?|mos?|yrs?|wks?|mth|std|tg)\.?\s*$",
    )
)
"""Patterns with a `count` and a `unit`; a count that is no number is one."""

DAYS_AGO = {
    "just now": 0, "now": 0, "today": 0, "gerade eben": 0, "heute": 0, "hoy": 0, "oggi": 0, "hoje": 0, "yesterday": 1,
    "gestern": 1, "vorgestern": 2, "hier": 1, "avant-hier": 2, "ayer": 1, "ieri": 1, "ontem": 1, "gisteren": 1,
    "igår": 1, "i går": 1, "вчера": 1, "вчора": 1, "dün": 1, "wczoraj": 1, "eilen": 1, "včera": 1, "χθες": 1, "أمس": 1,
    "कल": 1, "昨天": 1, "昨日": 1, "어제": 1, "aujourd'hui": 0, "aujourd’hui": 0, "vandaag": 0,
    "сегодня": 0, "сьогодні": 0,
    "bugün": 0, "dzisiaj": 0, "dziś": 0, "dnes": 0, "i dag": 0, "idag": 0, "tänään": 0, "اليوم": 0, "आज": 0, "今天": 0,
    "今日": 0, "오늘": 0, "позавчера": 2, "前天": 2,
}  # fmt: skip
"""Whole phrases, in lower case, to days."""

DAY_AND_CLOCK = re.compile(
    rf"(?P<day>{'|'.join(sorted(DAYS_AGO, key=len, reverse=True))})[\s,·•-]*"
    r"(?:(?:at|um|à|às|a las|alle|kl|om|ore|o|в|о|saat|klo|v)\b\.?\s*)?(?P<clock>\d{1,2}\s?[:.h]\s?\d\d.*)$"
)
"""Such a phrase, in lower case, with a time of day: "yesterday at 10:12", "gestern um 10:12 Uhr", "вчера в 10:12"."""

MORE_AGO = re.compile(rf"\b(?P<count>\d{{1,4}})\s+{_UNIT}\s*(?:,|and|und|et|y|e)?\s*$", re.IGNORECASE)
"""What stands before the last count and unit: the "2 years," of "2 years, 3 months ago"."""

_SECOND, _MINUTE, _HOUR, _DAY = (
    dt.timedelta(seconds=1),
    dt.timedelta(minutes=1),
    dt.timedelta(hours=1),
    dt.timedelta(days=1),
)
_WORDS = (
    (_SECOND, "s sec sek seg сек sn 秒 초 ثاني ثوان सेकंड"),
    (_MINUTE, "m min мин хвил dak 分 分钟 分鐘 분 λεπ menit دقيق دقائق मिनट"),
    (_HOUR, "h hour hr hrs std stund heure hora ore ora uur uren timm tunt час годин saat 小时 小時 時間 시간 ώρ jam"),
    (_HOUR, "godz ساع घंट"),
    (_DAY, "d day tag jour día dia giorn dag dage päiv день дня дней дні gün 天 日 일 μέρ hari dni dzie tg"),
    (_DAY, "يوم أيام दिन"),
    (
        _DAY * 7,
        "w wk wks week woche semain seman settiman sem veck uge viikk недел тижн hafta 周 週間 주 εβδ minggu tydz",
    ),
    (_DAY * 7, "أسبوع أسابيع सप्ताह हफ़्त हफ्त"),
    (
        _DAY * 30,
        "mo mon month monat mois mes mês mese mesi maand månad måned месяц місяц ay 个月 個月 か月 ヶ月 개월 μήν",
    ),
    (_DAY * 30, "bulan mies mth شهر أشهر महीन"),
    (_DAY * 365, "y yr year jahr an ans année año ano anno anni jaar år vuo год лет року yıl 年 년 χρόν tahun lat rok"),
    (_DAY * 365, "سن عام साल"),
)
# Arabic has words for two of a unit.
_TWO = (
    (_MINUTE, "دقيقتي"),
    (_HOUR, "ساعتين"),
    (_DAY, "يومين"),
    (_DAY * 7, "أسبوعين"),
    (_DAY * 30, "شهرين"),
    (_DAY * 365, "سنتين عامين"),
)

UNITS = {word: length for length, words in _WORDS for word in words.split()} | {
    word: 2 * length for length, words in _TWO for word in words.split()
}
"""How units begin, in lower case, to their length; the longest beginning that is known counts."""
