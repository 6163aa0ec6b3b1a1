"""The HTML elements, attributes and style properties that readers show, and those that they may strip for safety."""

TAGS = frozenset(
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blockquote body br button "
    "canvas caption center cite code col colgroup command comment data datagrid datalist dd del details dfn dialog "
    "dir div dl dt em embed eventsource fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 "
    "h6 head header hgroup hr html i iframe img input ins isindex kbd label legend li link listing m main map mark "
    "menu meta meter nav noframes noscript object ol optgroup option output p param picture plaintext pre progress "
    "q rp rt ruby s samp script section select slot small source span strike strong style sub summary sup table "
    "tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp".split()
)
RISKY = frozenset(
    "applet base basefont bdo body comment embed frame frameset head html iframe isindex link listing meta noframes "
    "object param plaintext script slot style title xmp".split()
)
"""HTML elements that a reader may strip: they load, run or restyle something."""

ATTRIBUTES = frozenset(
    "abbr accept accept-charset accesskey action align allow allowfullscreen allowpaymentrequest alt as "
    "autocapitalize autocomplete autofocus autoplay axis background balance bgcolor bgproperties border bordercolor "
    "bordercolordark bordercolorlight bottompadding cellpadding cellspacing ch challenge char charoff charset "
    "checked choff cite class clear color cols colspan compact contenteditable coords crossorigin data datafld "
    "datapagesize datasrc datetime decoding default delay dir dirname disabled download draggable dynsrc enctype "
    "end enterkeyhint face for form formenctype frame galleryimg gutter headers height hidden hidefocus high href "
    "hreflang hspace icon id inputmode is ismap itemid itemprop itemref itemscope itemtype keytype kind label lang "
    "leftspacing list loading longdesc loop loopcount loopend loopstart low lowsrc max maxlength media method min "
    "minlength multiple muted name nohref nonce noshade nowrap open optimum pattern ping placeholder playsinline "
    "point-size poster pqg preload prompt radiogroup readonly referrerpolicy rel repeat-max repeat-min replace "
    "required rev reversed rightspacing rows rowspan rules scope selected shape size sizes span spellcheck src "
    "srclang srcset start step summary suppress tabindex target template title toppadding translate type "
    "unselectable urn usemap valign value variable volume vrml vspace width wrap xml:lang xmlns".split()
)
STYLES = frozenset(
    "azimuth background background-color border border-bottom border-bottom-color border-bottom-style "
    "border-bottom-width border-collapse border-color border-left border-left-color border-left-style "
    "border-left-width border-right border-right-color border-right-style border-right-width border-spacing "
    "border-style border-top border-top-color border-top-style border-top-width border-width clear color cursor "
    "direction display elevation float font font-family font-size font-style font-variant font-weight height "
    "letter-spacing line-height list-style-type margin margin-bottom margin-left margin-right margin-top overflow "
    "padding padding-bottom padding-left padding-right padding-top pause pause-after pause-before pitch pitch-range "
    "richness speak speak-header speak-numeral speak-punctuation speech-rate stress text-align text-decoration "
    "text-indent unicode-bidi vertical-align voice-family volume white-space width".split()
)
STYLE_WORDS = frozenset(
    "!important aqua auto black block blue bold both bottom brown center collapse dashed dotted fuchsia gray green "
    "italic left lime maroon medium navy none normal nowrap olive pointer purple red right silver solid teal top "
    "transparent underline white yellow".split()
)
