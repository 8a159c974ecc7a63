"""What a news site puts around a story: links, buttons, credits, notices. It is left out."""

from __future__ import annotations

import re

_EDGES = " \t•·|>»«<:…*_–—=-"
_PHRASES = frozenset(
    phrase
    for line in """
    accessibility links|breaking news|latest news|top stories|most read|most popular|most viewed
    trending|trending now|trending stories|recommended|recommended stories|recommended for you
    you may also like|you might also like|don't miss|must read|editors' picks|editor's picks
    related|related articles|related stories|related topics|related content|related coverage
    related news|related links|related video|related videos|more on this|more on this story
    more on this topic|more stories|more news|in this article|story highlights|what to read next
    read next|up next|around the web|from the web|promoted stories|sponsored|sponsored content|ad
    ads|advert|advertisement|advertising|ad feedback|story continues below|article continues below
    story continues below advertisement|article continues below advertisement|scroll to continue
    continue reading|continue reading the main story|continue reading below|keep reading|read more
    read more here|read more below|read full article|read the full story|read full story|show more
    load more|see more|view more|learn more|find out more|more|less|next|previous|explore more
    view all|see all|share|share this|share article|share story|share page|share options|sharing
    share full article|skip advertisement
    tweet|email|e-mail|print|save|save article|bookmark|copy link|copied|link copied|facebook
    twitter|x|whatsapp|linkedin|pinterest|reddit|telegram|messenger|instagram|youtube|flipboard
    follow|follow us|following|sign in|log in|login|sign up|sign up here|subscribe|subscribe now
    register|create account|my account|donate|support us|newsletter|newsletters|notifications
    skip to content|skip to main content|skip to navigation|skip navigation|jump to content
    main content|main navigation|navigation|menu|main menu|search|home|homepage|close|close menu
    open menu|back|back to top|top|watch|watch live|watch now|live tv|listen|listen live
    listen now|listen to this article|listen to article|play|play video|playing|now playing|pause
    mute|replay|video|videos|photos|photo|gallery|slideshow|image|images|pictures|audio|podcast
    podcasts|view gallery|hide caption|toggle caption|enlarge this image|enlarge image|caption
    file photo|image caption|image source|media caption|image copyright|video player|comments
    comment|leave a comment|leave a reply|post a comment|add a comment|view comments|show comments
    join the conversation|join the discussion|report a typo|report an error|feedback|loading
    please wait|cookie settings|cookie policy|manage cookies|accept cookies|accept all cookies
    accept all|privacy policy|privacy notice|terms of use|terms of service|terms and conditions
    contact us|about us|advertise with us|site map|sitemap|careers|end of list|text size|font size
    getty images|afp|ap|reuters|xs|sm|md|lg|xl|xs sm md lg
    """.strip().splitlines()
    for phrase in line.strip().split("|")
)
_AGENCY = r"(?:reuters|ap|associated press|afp|epa|getty|xinhua|upi|tass|dpa|ansa|anadolu|eyevine)"
_NETWORK = r"(?:facebook|twitter|x|whatsapp|linkedin|instagram|telegram|youtube|tiktok|e-?mail)"
_MAILED = r"(?:newsletters?|alerts?|inbox|briefing|e-?mails?|app)"
_CLOSED = r"(?<![.?!\"”'])"  # a sentence is the story's own, whatever it begins with
_FURNITURE = re.compile(
    rf"""
    share\ (?:this|on|via|with|to)\ (?:article|story|page|post|video|{_NETWORK})\b.{{0,40}}
    | share\ (?:video|post|{_NETWORK})
    | follow\ (?:us(?:\ on\b|\ at\b|:)|@\w+|[^.]{{1,60}}\ on\ {_NETWORK}\b).{{0,60}}
    | (?:sign\ up|subscribe|get\ (?:the|our|all|daily|breaking|free|news|updates?))
      \b.{{0,100}}\b{_MAILED}\b.{{0,40}}
    | get\ more\ news.{{0,20}}
    | \d[\d,.]*k?\ ?(?:comments?|shares?|likes?|views?|replies) | comments?\ ?\(?\d+\)?
    | (?:first\ |last\ )?(?:published|updated|posted)?:?\ ?(?:an?|\d+)
      \ (?:second|min|minute|hour|hr|day|week|month|year)s?\ ago
    | \d+[\ -]min(?:ute)?s?(?:\ read)? | (?:estimated\ )?reading\ time\ ?:?\ ?\d.{{0,20}}
    | (?:©|\(c\)\ \d{{4}}|copyright\ (?:©|\(c\)|\d{{4}})).{{0,120}}
    | [^"“”]{{0,80}}all\ rights\ reserved[^"“”]{{0,60}}
    | (?:image|photo|photograph|picture|video)
      \ (?:source|copyright|credits?|by|courtesy(?:\ of)?)\ ?[:,].{{1,80}}{_CLOSED}
    | credits?:.{{1,80}}{_CLOSED}
    | (?:photo|photograph|picture|image|video)s?\ ?(?:by\ |:).{{1,80}}{_CLOSED}
    | [(\[](?:[^()\[\]]*\b{_AGENCY}\b[^()\[\]]{{0,60}}|file(?:\ photo)?)[)\]]
    | [(\[](?:photo|image|credit)s?\ ?(?:by|credit|courtesy|:)[^()\[\]]{{0,60}}[)\]]
    | \d{{1,2}}x\d{{1,2}}\ image
    | (?:related(?:\ \w+)?|read\ (?:more|also|next)|also\ read|see\ also|more|read|watch|listen
      |in\ pictures|recommended|must\ read|don't\ miss|explore\ more)
      \ ?[:|>»]\ ?.{{3,150}}{_CLOSED}
    | this\ (?:video|content|audio|media|image)\ (?:can\ ?not|can't|could\ not)
      \ be\ (?:played|loaded|displayed|shown|viewed).{{0,40}}
    | this\ (?:video|content|audio|media|image)
      \ is\ (?:not|no\ longer|currently\ un|un)\ ?available.{{0,60}}
    | to\ (?:play|view|watch|see)\ this\ .{{1,20}}?,?
      \ (?:please|you|enable|sign|log|click|accept|allow|upgrade)\b.{{0,100}}
    | media\ playback\ is\ (?:unsupported|not\ supported).{{0,50}}
    | (?:click|tap)\ here(?:\ (?:to|for|if)\b.{{0,100}})?
    | download\ (?:the|our)\ .{{0,30}}\bapp\b.{{0,40}}
    | (?:list|image|photo|slide)\ \d+\ ?(?:of|/)\ ?\d+ | \d+\ (?:of|/)\ \d+ | list\ of\ \d+\ items?
    | (?:skip|end\ of)\ {_NETWORK}\ (?:post|content|video)\b.{{0,40}} | allow\ \w+\ content\?
    | view\ this\ post\ on\ {_NETWORK}.{{0,20}} | a\ post\ shared\ by\ .{{0,80}}{_CLOSED}
    | .{{0,40}}\bnot\ responsible\ for\ the\ content\ of\ external\ (?:web)?sites.{{0,60}}
    | already\ a\ (?:subscriber|member)\?.{{0,60}}
    | (?:log|sign)\ in\ to\ (?:comment|continue|save|read|view|access|follow|your)\b.{{0,40}}
    | (?:topics?|tags?|filed\ under|keywords)\ ?:\ ?.{{1,150}}{_CLOSED}
    """,
    re.VERBOSE,
)
# These speak to the reader, so that a story about browsers or cookies is safe.
_NOTICE = re.compile(
    r"""\b(?:your|another|different|modern|supported)\ browser\b
    | \b(?:please|must|to)\ enable\ javascript | \bjavascript\ is\ (?:disabled|required|turned)
    | \b(?:we|(?:this|our)\ (?:web)?(?:site|page))\ uses?\ cookies
    | \byou\ (?:accept|agree|consent)\b.*\bcookies | \bby\ continuing\ to\ (?:use|browse)
    | \bjournalists\ report\ the\ news\ in\b
    | \bmay\ not\ be\ (?:published|reproduced|redistributed|broadcast)\b
    | \btrust\ principles\b | \b(?:please|help\ us|you\ can)\b.*\bsupport
      \ (?:our|independent)\ journalism
    | \bfree\ articles?\ (?:left|remaining|this\ month)""",
    re.VERBOSE,
)
_FOOTER = re.compile(
    r"""\(?(?:[Ww]ith\ )?(?:[Aa]dditional\ )?
      (?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Ee]dited)\ (?:by|from)\ [A-ZÀ-Þ].{1,250}
    | [Ww]ith\ (?:inputs?|files?|contributions?|reports?)\ (?:by|from)
      \ (?:[A-ZÀ-Þ]|news\ agencies|agencies).{0,250}
    | (?:[Ss]ources?|SOURCES?)\ ?:\ ?[A-ZÀ-Þ0-9].{1,80}
    | .{2,50}\b(?:and|with|with\ inputs?\ from)\ (?:news\ )?[Aa]gencies
    | .{2,160}\ contributed\ (?:to\ this\ (?:report|story|article)|reporting)
      (?:,?\ (?:from|in)\ .{1,60})?\.?
    | [Aa]gencies | .{1,30}/.{0,20}[Aa]gencies
    | [Tt]his\ (?:story|article)\ (?:has\ been|was)\ updated.{0,40}""",
    re.VERBOSE,
)
# Whatever it begins with, a sentence that says who said it is the story's own.
_TOLD = re.compile(
    r"""\b(?:said|says|told|urged|warned|ruled|added|asked|heard|wrote|recalled|argued|claimed
    |announced|joked|shouted|according\ to)\b.*[.!?]["'”)]*""",
    re.VERBOSE,
)
_LONGEST_FURNITURE = 160
_LONGEST_NOTICE = 400
_CAPTION_MARK = re.compile(r"(?:image|media|photo) caption, ?(?=\S)", re.IGNORECASE)


def without_furniture(lines: list[str]) -> list[str]:
    """The paragraphs that are the story's: no site furniture, and none twice in a row.

    What also occurs in stories counts as furniture only at the very head or foot.
    """
    kept: list[str] = []
    for line in lines:
        mark = _CAPTION_MARK.match(line)
        words = line[mark.end() :] if mark else line
        if not is_furniture(words) and (not kept or words != kept[-1]):
            kept.append(words)
    while kept and _is_notice(kept[0]):
        kept.pop(0)
    while kept and (_is_notice(kept[-1]) or is_footer(kept[-1])):
        kept.pop()
    return kept


def is_furniture(line: str) -> bool:
    """Whether a whole line can only be the site's: a link, a button, a credit, a count."""
    if len(line) > _LONGEST_FURNITURE:
        return False
    bare = _plain(line)
    if not bare or bare in _PHRASES:
        return True
    return bool(_FURNITURE.fullmatch(bare)) and not _is_told(bare)


def is_footer(line: str) -> bool:
    """Whether a line under a story says who else worked on it."""
    bare = line.strip(_EDGES)
    return len(line) <= _LONGEST_NOTICE and bool(_FOOTER.fullmatch(bare)) and not _is_told(bare)


def _is_notice(line: str) -> bool:
    bare = _plain(line)
    return len(line) <= _LONGEST_NOTICE and bool(_NOTICE.search(bare)) and not _is_told(bare)


def _is_told(bare: str) -> bool:
    told = _TOLD.search(bare)
    return told is not None and told.end() == len(bare)


def _plain(line: str) -> str:
    return line.strip(_EDGES).casefold().replace("’", "'")
