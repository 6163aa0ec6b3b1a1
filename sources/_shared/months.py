"""Month names and zone abbreviations, as newsrooms and blog software print them."""

import datetime as dt
from zoneinfo import ZoneInfo

# One line a month: English first, then de, fr, es, it, pt, nl, sv/da/no, fi, pl, cs, ru, uk, tr, id, hu, ro, el, hi.
_NAMES = (
    (
        "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari tammikuuta "
        "stycznia ledna января январь янв січня ocak oca január ianuarie ianuarie ιανουαρίου जनवरी"
    ),
    (
        "february feb februar feber février fevrier févr fevr febrero febbraio febb fevereiro fev "
        "februari feber helmikuuta lutego února февраля февраль фев лютого şubat subat şub február "
        "februarie φεβρουαρίου फरवरी फ़रवरी"
    ),
    (
        "march mar märz maerz mrz mars marzo março marco maart maaliskuuta marca března марта март "
        "мар березня mart maret március martie μαρτίου मार्च"
    ),
    (
        "april apr avril avr abril abr aprile aprili huhtikuuta kwietnia dubna апреля апрель апр "
        "квітня nisan nis április aprilie απριλίου अप्रैल"
    ),
    ("may mai mayo maggio mag maio mei maj toukokuuta maja května мая май травня mayıs mayis május μαΐου मई"),
    (
        "june jun juni juin junio giugno giu junho kesäkuuta czerwca června июня июнь июн червня "
        "haziran haz június iunie ιουνίου जून"
    ),
    (
        "july jul juli juillet juil julio luglio lug julho heinäkuuta lipca července июля июль июл "
        "липня temmuz tem július iulie ιουλίου जुलाई"
    ),
    (
        "august aug août aout agosto ago augustus augusti elokuuta sierpnia srpna августа август "
        "авг серпня ağustos agustos agustus augusztus αυγούστου अगस्त"
    ),
    (
        "september sep sept septembre septiembre settembre sett set setembro syyskuuta września "
        "září сентября сентябрь сен вересня eylül eylul szeptember septembrie σεπτεμβρίου सितंबर "
        "सितम्बर"
    ),
    (
        "october oct oktober okt octobre octubre ottobre ott outubro out lokakuuta października "
        "října октября октябрь окт жовтня ekim október octombrie οκτωβρίου अक्टूबर"
    ),
    (
        "november nov novembre noviembre novembro marraskuuta listopada listopadu ноября ноябрь ноя "
        "листопада kasım kasim noiembrie νοεμβρίου नवंबर नवम्बर"
    ),
    (
        "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro dez "
        "desember des joulukuuta grudnia prosince декабря декабрь дек грудня aralık aralik desember "
        "decembrie δεκεμβρίου दिसंबर दिसम्बर"
    ),
)

# The same of bg, sk, ca, da, ms, ar, he.
_MORE_NAMES = (
    "януари januára gener يناير ינואר בינואר",
    "февруари februára febrer فبراير פברואר בפברואר",
    "mrt marts marca març бер березня μαρ mac مارس מרץ במרץ",
    "април apríla أبريل ابريل إبريل אפריל באפריל",
    "май mája maig مايو מאי במאי",
    "юни júna juny يونيو يونيه יוני ביוני",
    "юли júla juliol يوليو يوليه יולי ביולי",
    "август augusta agost ogos أغسطس اغسطس אוגוסט באוגוסט",
    "септември septembra setembre سبتمبر ספטמבר בספטמבר",
    "октомври októbra أكتوبر اكتوبر אוקטובר באוקטובר",
    "ноември novembra نوفمبر נובמבר בנובמבר",
    "декември decembra disember ديسمبر דצמבר בדצמבר",
)

MONTHS = {
    name: number for names in (_NAMES, _MORE_NAMES) for number, line in enumerate(names, 1) for name in line.split()
}
"""Lower-case month names and abbreviations, without a full stop, to 1 … 12."""

WEEKDAYS = (
    "mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|"
    "pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar|星期[一二三四五六日天]|周[一二三四五六日]|"
    "[月火水木金土日월화수목금토일](?=[)）])"
)
"""Days of the week that stand between a date and its clock: "15 Mart 2022 Salı 18:42", "2022年3月15日（火）18:42"."""

_HOURS = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "wet": 0, "bst": 1, "cet": 1, "mez": 1, "wat": 1, "west": 1, "cest": 2,
    "mesz": 2, "eet": 2, "cat": 2, "sast": 2, "eest": 3, "msk": 3, "trt": 3, "eat": 3, "gst": 4, "pkt": 5, "ist": 5.5,
    "npt": 5.75, "wib": 7, "ict": 7, "sgt": 8, "hkt": 8, "awst": 8, "pht": 8, "jst": 9, "kst": 9, "acst": 9.5, "aest":
    10, "acdt": 10.5, "aedt": 11, "nzst": 12, "nzdt": 13, "nst": -3.5, "brt": -3, "art": -3, "adt": -3, "ast": -4,
    "edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8, "akdt": -8, "akst": -9,
    "hst": -10,
}  # fmt: skip

ZONES: dict[str, dt.tzinfo] = {name: dt.timezone(dt.timedelta(hours=hours)) for name, hours in _HOURS.items()}
"""Lower-case zone abbreviations. IST is India's (Ireland's and Israel's pages write offsets), BST Britain's, CST
America's."""

ZONES |= {
    "et": ZoneInfo("America/New_York"),
    "ct": ZoneInfo("America/Chicago"),
    "mt": ZoneInfo("America/Denver"),
    "pt": ZoneInfo("America/Los_Angeles"),
}
