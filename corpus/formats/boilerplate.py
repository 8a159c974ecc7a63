"""What a news site puts around a story: links, buttons, credits, notices. It is left out."""

from __future__ import annotations

import re

from corpus.formats.words import word_list

_EDGES = " \t•·|>»«<:…*_–—=-"
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
    | \d+[\ -]min(?:ute)?s?(?:\ read)? | (?:estimated\ )?read(?:ing)?\ time\ ?:?\ ?\d.{{0,20}}
    | \d[\d,.]*k?\ (?:people|readers)\ (?:are\ reading|have\ (?:read|shared))\ this.{{0,30}}
    | (?:last|past)\ \d+\ \w+\ ?:\ ?\d[\d,.]*k?\ (?:views|reads|shares)
    | this\ (?:page|article|story|post)\ (?:was|has\ been)\ (?:read|shared|viewed)\ \d?.{{0,40}}
      \btimes\b.{{0,20}} | comments\ (?:are\ )?closed | (?:\[[^\[\]]{{1,30}}\]\ ?){{2,}}
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
    | (?:(?:à\ )?lire\ aussi|lisez\ aussi|lesen\ sie\ auch|mehr\ zum\ thema|le[ae]\ también
      |leia\ também|leggi\ anche|more\ from\ [^:.]{{2,40}})\ ?:\ ?.{{3,150}}{_CLOSED}
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
    | (?:this|the\ (?:full|whole|rest\ of\ (?:this|the)))\ (?:article|story|content|feature)
      \ (?:is|remains)\ (?:only\ )?(?:for|available\ (?:only\ )?(?:to|for)|reserved\ for|exclusive
      \ (?:to|for)|exclusively\ for|open\ to)\ .{{0,30}}(?:subscribers?|members|registered).{{0,30}}
    | (?:please\ )?(?:subscribe|register|sign\ up|sign\ in|log\ in|become\ an?\ \w+|buy\ a\ \w+)
      \b.{{0,80}}\b(?:(?:continue|keep|go\ on|finish)\ reading|(?:unlimited|full)\ access
      |read\ (?:on|more|(?:the|this)\ (?:full|whole|rest)|(?:all|every)\ )|unlock).{{0,60}}
    | (?:to\ )?(?:continue|keep)\ reading\b.{{0,80}}
      \b(?:subscribe|register|sign|log|account|subscription).{{0,60}}
    | you\ have\ .{{0,40}}\bfree\ (?:article|story|stories).{{0,60}}
    | you(?:'ve|\ have)\ reached\ your\ .{{0,20}}\blimit.{{0,60}}
    | (?:already|are\ you\ already)\ (?:a\ subscriber|subscribed|registered)\b.{{0,60}}
    | (?:dieser|der)\ (?:artikel|beitrag|text)\ ist
      \ (?:nur\ )?(?:exklusiv\ )?für\ .{{0,40}}abonnent.{{0,60}}
    | (?:cet\ article|la\ suite|ce\ contenu)\ est\ réservée?\ (?:à|aux)\ .{{0,40}}abonnés.{{0,40}}
    | il\ vous\ reste\ .{{0,20}}de\ cet\ article\ à\ lire.{{0,60}}
    | contenido\ (?:exclusivo|reservado)\ (?:para|a)\ .{{0,30}}suscriptores.{{0,30}}
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
# A sentence to the reader of the page rather than the story's: it counts only below a story.
_READER_VERB = re.compile(
    r"(?:forward|send|share|submit|subscribe|sign up|follow|get|listen|download|write|e-?mail|mail"
    r"|contact|call|ring|visit|join|support|buy|watch)\b.{3,160}"
)
_SITES_OWN = re.compile(
    rf"\b(?:us|ours?|yours|newsdesk|live ?blog|podcast|{_MAILED}|your (?:\w+ )?(?:stor(?:y|ies)"
    r"|pictures|photos|videos|views?|letters?|news|comments?|tips?))\b|^sign up for\b"
)
_THE = re.compile(r"\bthe (\w+)")
_PAGE_NUMBER = re.compile(r"(?:\w+ ){0,3}(?:\w+[:,] )?(?:on )?pages? \d{1,3}")
# Whatever it begins with, a sentence that says who said it is the story's own.
_ATTRIBUTED = re.compile(
    r"""\b(?:said|says|told|urged|warned|ruled|added|asked|heard|wrote|recalled|argued|claimed
    |announced|joked|shouted|according\ to)\b.*[.!?]["'”)]*""",
    re.VERBOSE,
)
# What a press office and a wire put above and below a text: "###", "-30-", "(ends)".
_PRESS_MARK = re.compile(
    r"(?:# ?){1,7}|- ?30 ?-|[-–—*(\[ ]*ends?[-–—*)\]. ]*|for immediate release:?", re.IGNORECASE
)
_BETWEEN_BUTTONS = re.compile(r" ?[/|·•] ?")  # "Share / Save / Print"
_FURNITURE_CHARS = 160
_NOTICE_CHARS = 400
_CAPTION_CHARS = 300
_CAPTION = re.compile(  # with what it shows
    r"(?:(?i:file )?(?:[Pp]hoto(?:graph)?|[Pp]icture|[Pp]ic)s?(?: [Cc]aption)?|[Pp]ictured"
    r"|[Cc]aption|PHOTOS?|PICTURES?|PICTURED|CAPTION): ?[\"“‘]?[A-ZÀ-Þ0-9].*"
)
_TAKEN_BY = re.compile(  # at its end, "Picture: Otto Brandvold/Tallis News"
    r"[.!)’”\"'] (?:Photo(?:graph)?|Picture|Pic|PHOTO|PICTURE|PIC)s?(?::| by| BY) ?"
    r"[A-ZÀ-Þ][\w.'’-]*(?:[ /][A-ZÀ-Þ][\w.'’-]*){0,5}$"
)
_BYLINE = re.compile(r"(?:[Bb]y|BY|[Ww]ords|[Tt]ext|[Rr]eport|[Ii]nterview)\b")
_SENTENCE_WORDS = 3  # without a capital: fewer are a name's
_CAPTION_MARK = re.compile(r"(?:image|media|photo) caption, ?(?=\S)", re.IGNORECASE)


def remove_furniture(lines: list[str]) -> list[str]:
    """The paragraphs that are the story's: no site furniture, and none twice in a row.

    What also occurs in stories counts as furniture only at the very head or foot.
    """
    kept: list[str] = []
    for line in lines:
        mark = _CAPTION_MARK.match(line)
        words = line[mark.end() :] if mark else line
        if not is_furniture(words) and (not kept or words != kept[-1]):
            kept.append(words)
    kept = without_captions(kept)
    while kept and _is_notice(kept[0]):
        kept.pop(0)
    while kept and (_is_notice(kept[-1]) or is_footer(kept[-1])):
        kept.pop()
    return kept


def is_furniture(line: str) -> bool:
    """Whether a whole line can only be the site's: a link, a button, a credit, a count."""
    if len(line) > _FURNITURE_CHARS:
        return False
    bare = _plain(line)
    if not bare or is_press_mark(line) or bare in word_list("furniture"):
        return True
    buttons = _BETWEEN_BUTTONS.split(bare)
    if len(buttons) > 1 and word_list("furniture").issuperset(buttons):
        return True
    return bool(_FURNITURE.fullmatch(bare)) and not _is_attributed(bare)


def without_captions(lines: list[str]) -> list[str]:
    """The paragraphs without those below pictures; all where most are: then they are the story."""
    kept = [line for line in lines if not is_caption(line)]
    return kept if 2 * len(kept) > len(lines) else lines


def is_caption(line: str) -> bool:
    """Whether a line stood under a picture: "Pictured: The bridge", "The bridge. Photo: A Lund"."""
    words = line.strip("*_ ")
    if len(words) > _CAPTION_CHARS or _is_attributed(_plain(words)):
        return False
    taken = None if _BYLINE.match(words) else _TAKEN_BY.search(words)
    shown = words[: taken.start()].split() if taken else []
    is_told = sum(word[0].islower() for word in shown) >= _SENTENCE_WORDS
    return is_told or _CAPTION.fullmatch(words) is not None


def is_press_mark(line: str) -> bool:
    """Whether a line only says where a press release begins or ends."""
    return _PRESS_MARK.fullmatch(line.strip()) is not None


def is_footer(line: str) -> bool:
    """Whether a line under a story says who else worked on it."""
    bare = line.strip(_EDGES)
    return len(line) <= _NOTICE_CHARS and bool(_FOOTER.fullmatch(bare)) and not _is_attributed(bare)


def is_reader_call(sentence: str) -> bool:
    """Whether a sentence under a story asks something of the page's reader: "Send us yours"."""
    bare = _plain(sentence)
    if any(mark in bare for mark in '"“”') or _is_attributed(bare):
        return False
    bare = bare.rstrip(".!")
    names_site = _SITES_OWN.search(bare) or not word_list("outlets").isdisjoint(_THE.findall(bare))
    return bool(_PAGE_NUMBER.fullmatch(bare) or (_READER_VERB.fullmatch(bare) and names_site))


def _is_notice(line: str) -> bool:
    bare = _plain(line)
    return len(line) <= _NOTICE_CHARS and bool(_NOTICE.search(bare)) and not _is_attributed(bare)


def _is_attributed(bare: str) -> bool:
    attribution = _ATTRIBUTED.search(bare)
    return attribution is not None and attribution.end() == len(bare)


def _plain(line: str) -> str:
    return line.strip(_EDGES).casefold().replace("’", "'")
