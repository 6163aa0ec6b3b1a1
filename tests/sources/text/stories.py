"""What the generated pages tell: stories, comments and names that were written for these tests."""

# ruff: noqa: E501, ISC004 - sentences stay whole, and a page may name no zone

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    title: str
    summary: str
    quote: tuple[str, str]
    place: str
    month: str  # of the dateline, with its day
    lead: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...]
    tags: tuple[str, ...]
    section: str
    language: str | None = None


@dataclass(frozen=True)
class Remark:
    name: str
    paragraphs: tuple[str, ...]


BRIDGE = Story(
    title="Ferry city opens 2.4-km tidal bridge after 11 years of delays",
    summary=(
        "The port city of Halden has opened its long-delayed tidal bridge to traffic. Mayor Ingrid Solberg said the "
        "link would cut "
        "the crossing from 40 minutes to five. Ferry workers have been offered jobs in the new toll company. Critics "
        "say the budget "
        "was exceeded three times."
    ),
    quote=("A bridge is a promise that two shores make to each other", "Mayor Ingrid Solberg"),
    place="Halden",
    month="March 9",
    lead=(
        "Mayor Ingrid Solberg on Sunday opened a 2.4-kilometre tidal bridge that replaces the oldest ferry line of "
        "the region, "
        "ending eleven years of delays and a dispute over its price."
    ),
    paragraphs=(
        (
            '"A bridge is a promise that two shores make to each other," Solberg told a crowd of some 4,000 people in '
            "the rain."
        ),
        "The first car to cross was a 1962 post van, driven by retired ferry captain Aksel Dahl & his granddaughter.",
        "Tolls are < 3 crowns for residents and 9 crowns for everybody else.",
        "Opposition councillor Per Lund said the city had paid for the bridge three times over.",
        "Why did it take so long?",
        "Engineers had to redesign the pillars twice, first for ice and then for a seal colony that settled on the "
        "works in 2019.",
        "The ferry will make its last trip on April 1, 2025, with free tickets for anyone born on board. Six "
        "people qualify.",
        "“We are not crying,” said Dahl. “It is the wind.”",
        "Traffic on the old road fell by 62 per cent on the first day, the road office said - more than it had "
        "forecast.",
    ),
    points=(
        "Crossing cut from 40 minutes to five",
        "Ferry staff offered jobs at toll company",
        "Budget exceeded three times, critics say",
        "Seal colony forced a second redesign",
    ),
    tags=("Halden", "Bridges", "Public works"),
    section="World",
)
COURT = Story(
    title="Court orders state to publish water data within 30 days, says silence “cannot be policy”",
    summary=(
        "The High Court has told the state to publish groundwater readings for all districts. Justice Meera Raghavan "
        "gave officials "
        "30 days. Farmers' groups had asked for the figures since 2021."
    ),
    quote=("Silence cannot be policy where a well runs dry", "Justice Meera Raghavan, High Court"),
    place="New Delhi",
    month="Jan 3",
    lead=(
        "The High Court on Friday ordered the state government to publish groundwater readings for every district, "
        "saying that "
        "citizens could not plan a season on rumours."
    ),
    paragraphs=(
        "Justice Meera Raghavan gave officials 30 days and said that she would read the figures herself.",
        "The petition was filed by the Farmers' Collective, which has asked for the data under four different laws "
        "since 2021.",
        (
            'Its lawyer, R. K. Nambiar, said: "We have waited for two monsoons. Another one will not hurt us, but the '
            'silence does."'
        ),
        'State counsel argued that the readings were "raw" and might be misread.',
        "The bench disagreed.",
        "In its order of 41 pages, the court said that readings taken with public money belong to the public, raw or "
        "not, and that the "
        "state may add whatever explanation it thinks fit.",
        "A spokesman for the water department declined to comment.",
        "The department runs 6,214 gauges, of which about a third send their values by radio every hour.",
    ),
    points=(
        "Readings for all districts due in 30 days.",
        "Petition was filed by Farmers' Collective.",
        "Order runs to 41 pages.",
    ),
    tags=("High Court", "Water", "Right to Information", "Farmers"),
    section="National",
)
CHIPS = Story(
    title="Chip maker Novalis to build second plant in Gwangju, hire 1,200",
    summary=(
        "Novalis will spend 2.1 trillion won on a second plant in Gwangju. Chief executive Han Seo-yun expects "
        "production to start in 2028. "
        "The city promised a new rail stop. Residents near the site want guarantees on water use."
    ),
    quote=("We came for the engineers and stayed for the noodles", "Han Seo-yun"),
    place="GWANGJU, South Korea",
    month="June 16",
    lead=(
        "Chip maker Novalis said on Monday it would build a second plant in Gwangju and hire 1,200 people, in one of "
        "the largest "
        "investments that the southwestern city has seen."
    ),
    paragraphs=(
        "Chief executive Han Seo-yun said production would start in 2028, two years after construction begins.",
        '"We came for the engineers and stayed for the noodles," Han said to laughter at the city hall.',
        "The city promised a rail stop, a nursery and a discount on industrial water, according to a draft seen by "
        "reporters.",
        "Residents of Sinchang-dong, a neighbourhood next to the site, want a guarantee that wells will not fall.",
        "Novalis: the figures",
        "The company had sales of 7.8 trillion won last year and employs 9,400 people in four countries.",
        "Shares closed 3.1% higher. Analysts at two brokerages raised their targets; a third, which has doubted the "
        "plan since it was "
        "first floated in 2022, kept its advice to sell.",
        "Construction is to begin on October 1.",
    ),
    points=(
        "Plant to cost 2.1 trillion won",
        "Output from 2028",
        "Han Seo-yun",
        "City promises a rail stop, nursery",
        "Residents seek water guarantee",
    ),
    tags=("Novalis", "Semiconductors"),
    section="Business",
)
HINDI = Story(
    title="पहाड़ी गांव में 40 साल बाद लौटी बस सेवा",
    summary="देवगांव में चालीस साल बाद बस सेवा फिर शुरू हुई है। ग्राम प्रधान सरला नेगी ने इसे गांव की जीत बताया। बस "
    "दिन में दो बार चलेगी।",
    quote=("यह बस नहीं, गांव की सांस है", "सरला नेगी"),
    place="देहरादून",
    month="16 जून",
    lead="पहाड़ी गांव देवगांव में सोमवार को चालीस साल बाद बस सेवा फिर शुरू हुई और लगभग पूरा गांव उसे देखने सड़क पर उतर आया।",
    paragraphs=(
        "ग्राम प्रधान सरला नेगी ने पहली टिकट खरीदी और कहा कि इस सड़क के लिए तीन पीढ़ियों ने अर्जियां लिखी हैं।",
        "बस सुबह सात बजे और शाम चार बजे चलेगी, किराया बीस रुपये रखा गया है।",
        "परिवहन विभाग के अधिकारी महेश रावत ने बताया कि सर्दियों में बर्फ गिरने पर सेवा रोकी जा सकती है।",
        "गांव की आबादी अब 312 है, जबकि 1985 में यह 1,140 थी।",
    ),
    points=("चालीस साल बाद बस सेवा", "दिन में दो फेरे", "किराया बीस रुपये"),
    tags=("उत्तराखंड", "परिवहन"),
    section="राज्य",
    language="hi",
)
KOREAN = Story(
    title="섬마을 도서관, 배 타고 찾아가는 책 서비스 시작",
    summary="신안군의 한 섬마을 도서관이 배로 책을 나르는 서비스를 시작했다. 박은지 관장은 주민 모두가 독자라고 말했다. 첫날 212권이 나갔다.",
    quote=("책이 오지 않으면 우리가 가면 된다", "박은지 관장"),
    place="신안",
    month="6월 16일",
    lead="신안군의 작은 섬 도서관이 16일 배로 책을 실어 나르는 서비스를 시작해 첫날에만 책 212권이 주민의 손에 들어갔다.",
    paragraphs=(
        "박은지 관장은 다섯 섬을 잇는 뱃길이 도서관의 새 서가라고 말했다.",
        "배는 매주 월요일과 목요일에 뜨고, 파도가 높으면 다음 날로 미뤄진다.",
        "주민 김순덕(78) 씨는 요리책 세 권을 빌리며 글씨가 큰 책을 더 달라고 부탁했다.",
        "군은 내년에 두 번째 배를 마련할 계획이다.",
    ),
    points=("다섯 섬을 잇는 책 배", "첫날 212권 대출", "내년 두 번째 배"),
    tags=("신안", "도서관"),
    section="지역",
    language="ko",
)

STORIES = (BRIDGE, COURT, CHIPS, HINDI, KOREAN)

INITIAL_NAMES = ("Rohan D.", "Kavita B.", "Imran S.", "Leela T.", "George P.", "Nandini V.", "Dev A.", "Asha R.")
FULL_NAMES = (
    "Anna Weiss",
    "Tomas Okafor",
    "Lin Zhao",
    "Maria del Pozo",
    "Jean-Luc Petit",
    "Sara O'Neill",
    "Omar Haddad",
    "Ines Braga",
)
MIXED_NAMES = (
    "river_watcher",
    "Tomas Okafor",
    "Kavita B.",
    "Old Captain",
    "Priyanka",
    "@lin_zhao",
    "Guest 42",
    "Per H.",
)
HINDI_NAMES = ("राजेश क.", "सुनीता", "अमित शर्मा", "पूजा र.", "विनोद", "गीता देवी")
KOREAN_NAMES = ("김민수", "이영희", "박서준", "최은경", "바다사랑", "정하늘")

ENGLISH_TEXTS = (
    ("At last. My commute was two hours, now it is twenty minutes - I may even see my children awake. 🎉",),
    ("Superb",),
    (
        "Long overdue, and still they want applause for it.",
        "My father wrote to the council in 1998. He got a form letter.",
        "He kept it.",
    ),
    ('"Three times the budget" is the whole story here. Who signed it?',),
    ("My questions for the minister:", "1. Who pays?", "2. Who checks?", "3. Why only now?"),
    ("Great news!!! 👏👏",),
    ("I read the order; it is clearer than most.", "Well Said", "More judges should write like this."),
    ("Agree with Tomas Okafor above, though <b>not</b> with his figures & his tone.",),
    (
        "Is this the same company that closed its plant in 2011? Asking for 800 friends. See "
        "https://example.org/plant for the list.",
    ),
    ("Please keep comments about the ferry kind, it carried us for sixty years.",),
    ("No.",),
    (
        "Note: the figures are from 2023; the new ones come out in July. Until then everybody guesses, and so do I: "
        "40 per cent.",
    ),
)
HINDI_TEXTS = (
    ("बहुत अच्छी खबर है। हमारे गांव में भी बस चाहिए। 🙏",),
    ("सरकार ने देर की, पर ठीक किया।", "अब सड़क की मरम्मत भी होनी चाहिए।"),
    ("बधाई!",),
    ("चालीस साल बहुत लंबा समय होता है, तीन पीढ़ियां निकल गईं।",),
    ("सर्दियों में क्या होगा? कोई बताएगा?",),
    ("टिकट बीस रुपये से ज्यादा नहीं होना चाहिए, बुजुर्गों के लिए मुफ्त हो।",),
)
KOREAN_TEXTS = (
    ("정말 따뜻한 소식이네요. 우리 섬에도 와 주세요. 😊",),
    ("책이 배를 타고 온다니 상상만 해도 좋습니다.", "아이들이 제일 기뻐하겠어요."),
    ("응원합니다!",),
    ("글씨 큰 책이 더 필요합니다, 어르신들이 많으니까요.",),
    ("예산은 어디서 나오나요? 군의 설명이 필요합니다.",),
    ("파도가 높은 날에는 어떻게 하나요?",),
)
