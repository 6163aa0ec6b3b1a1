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
        r"^\s*(?P<count>\d{1,3})\s?(?P<unit>[smhdwy]|min|hrs?|mo)\s*$",
    )
)
"""Patterns with a `count` and a `unit`; a count that is no number is one."""

DAYS_AGO = {
    "just now": 0, "now": 0, "today": 0, "gerade eben": 0, "heute": 0, "hoy": 0, "oggi": 0, "hoje": 0, "yesterday": 1,
    "gestern": 1, "vorgestern": 2, "hier": 1, "avant-hier": 2, "ayer": 1, "ieri": 1, "ontem": 1, "gisteren": 1,
    "igår": 1,
    "i går": 1, "вчера": 1, "dün": 1,
}  # fmt: skip
"""Whole phrases, in lower case, to days."""

_SECOND, _MINUTE, _HOUR, _DAY = (
    dt.timedelta(seconds=1),
    dt.timedelta(minutes=1),
    dt.timedelta(hours=1),
    dt.timedelta(days=1),
)
_WORDS = (
    (_SECOND, "s sec sek seg сек sn 秒 초"),
    (_MINUTE, "m min мин хвил dak 分 分钟 分鐘 분 λεπ menit"),
    (
        _HOUR,
        (
            "h hour hr hrs std stund heure hora ore ora uur uren timm tunt час годин saat 小时 小時 時間 시간 ώρ jam "
            "godz"
        ),
    ),
    (_DAY, "d day tag jour día dia giorn dag dage päiv день дня дней дні gün 天 日 일 μέρ hari dni dzie"),
    (_DAY * 7, "w wk week woche semain seman settiman sem veck uge viikk недел тижн hafta 周 週間 주 εβδ minggu tydz"),
    (
        _DAY * 30,
        (
            "mo mon month monat mois mes mês mese mesi maand månad måned месяц місяц ay 个月 個月 か月 ヶ月 개월 μήν "
            "bulan mies"
        ),
    ),
    (_DAY * 365, "y yr year jahr an ans année año ano anno anni jaar år vuo год лет року yıl 年 년 χρόν tahun lat rok"),
)

UNITS = {word: length for length, words in _WORDS for word in words.split()}
"""How units begin, in lower case, to their length; the longest beginning that is known counts."""
