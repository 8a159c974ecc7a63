"""What a question asks of somebody or something, and the words in which texts tell that."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.reader.questions.answer_types import asking_clause

_DYING = (
    r"die[ds]?|dying|dead|deaths?|deadly|death toll|toll|kill\w*|lives|li(?:fe|ves)|fatal\w*|"
    r"perish\w*|drown\w*|murder\w*|sho[ot]t?\w*|stab\w*|bod(?:y|ies)|victims?|surviv\w*|"
    r"bur(?:y|ied)|funeral\w*|mourn\w*|crush\w*|massacre\w*|execut\w*|slain|struck|swept|"
    r"suffocat\w*|overdos\w*|succumb\w*|martyr\w*|casualt\w*"
)
_WHEN_OR_WHO = r"(?:when|who|in (?:what|which) year|how long ago)\b.*"
# Of each relation: how it is asked for, and words of which one stands where it is told. Relations
# that are told in any words, such as winning, saying or costing, are left out.
_RELATIONS = (
    (
        r"where (?:is|was|were|are|did|does)\b.*\b(?:born|grow up|brought up|raised)\b|"
        r"where (?:do|did|does) (?:he|she|they|(?-i:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)) "
        r"come from\b",
        r"born|birth\w*|nativ\w*|grew up|gr[eo]w(?:n|ing)? up|raised|brought up|child\w*|"
        r"c[oa]mes? from|hail\w*|from",
    ),
    (
        r"when (?:is|was|were)\b.*\bborn\b|what is\b.*\b(?:birthday|date of birth)\b",
        r"born|birth\w*|aged?|\w+-year-old|\d+,",
    ),
    (
        rf"{_WHEN_OR_WHO}\b(?:built|build|constructed|erected|put up)\b",
        r"buil[dt]\w*|rebuil\w*|put (?:it |them )?up|erect\w*|construct\w*|complet\w*|open\w*|"
        r"dat(?:es|ed|ing)|founded|finish\w*|design\w*|architect\w*|contractor\w*|stood|stands|"
        r"since|centur\w*|work (?:began|started)|ma[dk]\w*",
    ),
    (
        rf"{_WHEN_OR_WHO}\b(?:founded|established|set up|co-founded)\b",
        r"(?:co-?)?found\w*|establish\w*|set(?:ting)? (?:it |them )?up|start\w*|creat\w*|launch\w*|"
        r"beg[aiu]n\w*|form\w*|open\w*|since|origin\w*|first|birth\w*|built",
    ),
    (
        r"(?:who|which|what)\b.*\b(?:publish(?:es|ed)?|publisher)\b",
        r"publish\w*|press|print\w*|imprint|issu\w*|releas\w*|br(?:ought|ings?) out|books|house",
    ),
    (
        r"(?:who|which|what)\b.*\b(?:insures?|insured|insurer)\b",
        r"insur\w*|underwr\w*|cover\w*|polic(?:y|ies)|premium\w*",
    ),
    (
        r"who\b.*\b(?:taught|teaches|coached|coaches|trained|trains)\b",
        r"t(?:each|aught)\w*|coach\w*|train\w*|tutor\w*|instruct\w*|lessons?|mentor\w*|school\w*|"
        r"professor|pupil|student|class\w*|manag\w*|boss|head",
    ),
    (
        r"(?:who|whom|when|why|where|how(?! many))\b.*\b(?:sacked|fired|dismissed|ousted)\b",
        r"sack\w*|fir(?:ed|ing|es)|dismiss\w*|oust\w*|remov\w*|let go|axed|reliev\w*|forced out|"
        r"los(?:t|es|ing)|part(?:ed|ing)? company|redundan\w*|out|shot\w*|end(?:ed|s)|"
        r"terminat\w*|resign\w*|departure|exit\w*|controvers\w*",
    ),
    (
        r"(?:what|how much) (?:does|did|do|is|was|were|are|will)\b.*"
        r"\b(?:earn|earned|salary|wages?|paid(?! (?:for|to|out)\b))\b",
        r"earn\w*|salar\w*|pa(?:y|id|ys)|wages?|income|a (?:year|month|week|day)|annual\w*|"
        r"contract\w*|bonus\w*|worth|per|deal",
    ),
    (
        r"(?:how much|what)\b.*\bcompensation\b",
        r"compensat\w*|pay-?outs?|pa(?:y|id|ys)|settl\w*|damages|award\w*|severance|redress|"
        r"refund\w*|next of kin|ex gratia|bereaved|for the families",
    ),
    (
        r"who\b.*\b(?:wife|husband|spouse|partner|married|marry)\b",
        r"marr\w*|wed\w*|wi(?:fe|ves)|husband\w*|spouse\w*|partner\w*|widow\w*|bride\w*|groom\w*|"
        r"fianc\w*|couple|engage\w*|divorc\w*|girlfriend|boyfriend",
    ),
    (
        r"who (?:supplied|supplies|manufactured|produced|produces)\b|"
        r"who (?:made|makes) (?!(?:[\w’'-]+ ){0,2}(?:announcement|decision|claim|statement|comment|"
        r"complaint|discovery|offer|bid|call|speech|remark|accusation|allegation|proposal|request|threat|"
        r"appeal|recommendation|ruling|mistake|donation|payment|arrest|choice|deal|point|case|profit|history|sure|it)s?\b)",
        r"ma[dk]\w*|buil\w*|produc\w*|manufactur\w*|suppl\w*|cast\w*|forg\w*|creat\w*|design\w*|"
        r"craft\w*|construct\w*|contract\w*|by|from|develop\w*|film\w*|work\w*",
    ),
    (
        r"who (?:killed|murdered|shot|stabbed|poisoned)\b",
        r"kill\w*|murder\w*|sho[ot]t?\w*|stab\w*|strangl\w*|death\w*|die[ds]?|dead|poison\w*|"
        r"manslaughter|slain|slay\w*|assassin\w*|attack\w*|fir(?:ed|ing)|gun\w*|bomb\w*|suspect\w*",
    ),
    (
        r"how many people (?:live|lived|are living)\b|how many inhabitants\b|"
        r"(?:what|how (?:big|large|high|many))\b(?!.*\b(?:percentage|per ?cent|share|proportion)\b)"
        r".*\bpopulation\b",
        r"liv(?:e|es|ed|ing)|population\w*|inhabitant\w*|resident\w*|home to|"
        r"(?:town|city|village) of|dwell\w*|communit\w*|souls",
    ),
    (
        r"(?:when|who|where)\b.*\b(?:buy|bought|purchased?)\b",
        r"b(?:uy|ought)\w*|purchas\w*|acqui\w*|tak\w* over|took over|takeover|s[oe]l[dl]\w*|sales?|"
        r"pa(?:y|id)|deal|own\w*|got|snapped up|picked up",
    ),
    (
        r"(?:for )?how long\b.*\b(?:jailed|imprisoned|in (?:prison|jail)|behind bars|locked up)\b",
        r"jail\w*|prison\w*|imprison\w*|sentenc\w*|term|serv\w*|custody|detention|bars|locked|"
        r"given|got|behind|held|life",
    ),
    (
        r"who (?:will|is going to|is to)\b.*\b(?:succeed|replace|take over|next|new)\b|"
        r"who(?:['’]s| is)? (?:(?:the|its|their|to be) )*(?:next|new)\b",
        r"will|next|succe\w+|replac\w+|becom\w+|t[ao]\w* over|new|appoint\w+|elect\w*|chos\w+|"
        r"choose\w*|named|to be|designate|incoming|follow\w*|w[io]n\w*|pick\w*|select\w*|hir\w+|"
        r"promot\w*|nomin\w*|heir|beat\w*|due|join\w*|start\w*|sworn",
    ),
    (
        r"who (?:has |had )?(?:replaced|succeeded|took over from|taken over from)\b",
        r"succe\w+|replac\w+|bec[oa]me\w*|t[ao]\w* over|new|next|appoint\w+|elect\w*|chos\w+|named|"
        r"follow\w*|pick\w*|select\w*|hir\w+|promot\w*|nomin\w*|sworn|heir|since then|interim|"
        r"held the post|step(?:s|ped)? in(?:to)?|acting|caretaker|predecessor|place|instead|first|"
        r"came (?:on|in)|now|inherit\w*|made|start\w*|join\w*|in charge|substitut\w*|under",
    ),
    (
        r"who (?:ran|led|headed|was|chaired|managed|coached|held|edited)\b.*"
        r"\bbefore (?-i:[A-ZÀ-Þ])",
        r"predecess\w*|before|until|till|former\w*|succe\w*|replac\w*|t(?:ook|ak\w+) over|"
        r"previous\w*|earlier|once|since|resign\w*|retir\w*|"
        r"left(?= (?:in|on|after|last|office|the (?:post|job)))|"
        r"quit|step\w*|stood|sack\w*|ex|then|outgoing|late|years|follow\w*|ran|led|headed|chaired|"
        r"managed|coached|held|edited|had been|used to|inherit\w*|died|oust\w*|dismiss\w*",
    ),
    (
        r"(?:when|how|why|who|what) (?:did|has|had|was|were)?\b.*"
        r"\b(?:strike|war|siege|blockade|boycott|lockout|curfew|occupation|sit-in)"
        r"(?: \w+)? (?:end(?! up)|finish|over(?=\W*$))\b|"
        r"(?:who|what) ended the\b.*\b(?:strike|war|siege|blockade|boycott|lockout|curfew)\b",
        r"end\w*|over|off|settl\w*|return\w*|back|resum\w*|deals?|agree\w*|truce|cease-?fire|lift\w*|"
        r"peace|surrender\w*|finish\w*|until|last(?:ed|ing)|conclu\w*|accept\w*|suspend\w*|stop\w*|"
        r"halt\w*|broken?|through|victor\w*|defeat\w*|relie\w*|fell|armistice|withdr[ae]w\w*|brought|"
        r"from|week-long|(?:hour|day|week|month|year)s?-long|\w+-(?:hour|day|week|month|year)",
    ),
    (
        r"what (?:did|has|have|had)\b.*\b(?:promise|promised|pledge|pledged)\b",
        r"promis\w*|pledg\w*|vow\w*|will|would|won['’]t|guarant\w*|commit\w*|assur\w*|undert\w*|offer\w*|"
        r"agree\w*|swor[en]|swear\w*|word|plan\w*|intend\w*|going to|['’]ll|shall|says?|said|told",
    ),
    (
        r"what (?:did|has|have|had)\b.*\b(?:threaten|threatened)\b",
        r"threat\w*|warn\w*|will|would|unless|otherwise|or else|if|vow\w*|ready to|prepared to|"
        r"ultimatum|may|might|could",
    ),
    (
        r"what (?:did|does|do|has|have|had)\b.*\b(?:demand|demanded)\b",
        r"demand\w*|call\w*|insist\w*|ask\w*|must|want\w*|requir\w*|urg\w*|request\w*|seek\w*|sought|"
        r"claim\w*|should|ultimatum|ransom|needs?|condition\w*|press\w*|need\w*|petition\w*",
    ),
    (
        r"whom? (?:did|has|have|had)\b.*\b(?:beat|beaten|defeat(?:ed)?)\b",
        r"beat\w*|defeat\w*|w[io]n\w*|los[est]\w*|victor\w*|over|against|ahead|votes?|"
        r"rival\w*|eliminat\w*|knock\w*|edg\w*|thrash\w*|upset|overc[oa]me|second|runners?|final\w*|"
        r"match\w*|past|sets?|elect\w*|oust\w*|unseat\w*|top\w*|down\w*",
    ),
    (
        r"what (?:has |had )?(?:caused|triggered|sparked|led to)\b",
        r"caus\w*|because|due to|owing|blam\w*|after|by|le[ad]\w*|spark\w*|trigger\w*|start\w*|"
        r"result\w*|when|faults?|from|reason\w*|thanks|believed|thought|suspect\w*|set|lit|"
        r"fail\w*|error\w*|struck|hit|leak\w*|explo\w*|short|over|prompt\w*|with",
    ),
    (
        r"how long (?:is|are) the\b.*\b(?:river|road|street|bridge|tunnel|wall|canal|coast)\b",
        r"long|length|kilomet\w*|miles?|km|stretch\w*|runs?|flows?|winds?",
    ),
    (
        r"(?:where|(?:which|what) (?:school|university|college)) (?:did|was|is)\b.*"
        r"\b(?:school|study|studied|educated|university|college)\b",
        r"school\w*|stud\w*|educat\w*|universit\w*|colleg\w*|academy|graduat\w*|degree|class\w*|"
        r"pupil|attend\w*|train\w*",
    ),
    (
        r"(?:what (?:did|does|had)\b.*\bdie|of what did\b.*\bdie)\b",
        rf"{_DYING}|cancer|illness|disease|stroke|heart|pneumonia|infection|complications",
    ),
    (
        r"how many\b(?!.*\b(?:hurt|injured|wounded)\b).*\b(?:died|die|killed|dead|lost (?:their|"
        r"his|her) li(?:fe|ves)|lives (?:were )?lost)\b|(?:who|names?|what (?:is|was|are|were) the "
        r"names?)\b.*\b(?:died|(?:was|were|people|those|men|women) killed|victims)\b",
        _DYING,
    ),
    (
        r"how many\b(?!.*\b(?:killed|died|dead)\b).*\b(?:hurt|injured|wounded)\b",
        r"hurt\w*|injur\w*|wound\w*|hospital\w*|treated|burn\w*|br[eo]k\w*|fractur\w*|"
        r"casualt\w*|cuts?|concuss\w*|unhurt|taken",
    ),
    (
        r"(?:who (?:is|was|were|are) the|which|what(?: is| was| were)? (?:the )?(?:name of the )?)"
        r"(?: \w+)? ?architects?\b",
        r"architect\w*|design\w*|dr[ae]w\w*|plans?|practice|studio|partners",
    ),
    (
        r"(?:who (?:is|was) the|which|what(?: is| was)? (?:the )?(?:name of the )?)(?: \w+)? ?"
        r"judge\b",
        r"judge\w*|justice|recorder|magistrates?|sheriff|lord|lady|bench|presid\w+|honou?r",
    ),
    (
        r"(?:who (?:is|was) the|which|what(?: is| was)? (?:the )?(?:name of the )?)(?: \w+)? ?"
        r"coroner\b",
        r"coroner\w*|inquests?",
    ),
    (
        r"(?:who (?:is|was) the|which|what(?: is| was)? (?:the )?(?:name of the )?)(?: \w+)? ?"
        r"(?:referee|umpire)\b",
        r"refere\w*|umpir\w*|officiat\w*|whistle|official",
    ),
    (
        r"who (?:appeared|acted|spoke|was|is) (?:\w+ )?for the prosecution\b|who prosecuted\b|"
        r"who (?:is|was) the prosecut(?:or|ing)\b",
        r"prosecut\w*|crown|the state|district attorney|counsel",
    ),
    (
        r"how did\b.*\b(?:die|lose (?:his|her|their) li(?:fe|ves))\b",
        r"die[ds]?|death\w*|dead|kill\w*|drown\w*|murder\w*|sho[ot]t?\w*|stab\w*|crash\w*|heart|"
        r"cancer|illness|disease|ill|f[ae]ll\w*|suicide|body|found|li(?:fe|ves)|hit|struck|swept|"
        r"attack\w*",
    ),
)


@lru_cache(64)
def asked_relation(question: str) -> re.Pattern[str] | None:
    """What the relation is told by that a question asks about; None for one that is not listed."""
    clause = asking_clause(question)
    return next((told for asked, told in _patterns() if asked.match(clause)), None)


@lru_cache(1)
def _patterns() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (re.compile(asked, re.IGNORECASE), re.compile(rf"\b(?:{told})(?!\w)", re.IGNORECASE))
        for asked, told in _RELATIONS
    )
