"""Rules for what is denied, withdrawn, feared or supposed: "will not cut 340 jobs"."""

from __future__ import annotations

import re

from qa.reader.testimony.mention_rules import Rule, begins, words

_NEGATION = (
    r"(?:(?:not|never|cannot)\b|\w+n['’]t\b)"
    r"(?!\s(?:only|just|merely|simply|until|before|least|den(?:y|ied)|dispute|rule out)\b)|"
    r"no longer\b|neither\b|nor\b|without\b|no (?:plans?|intention|need|evidence|question)\b"
)
_PLAN = r"(?:plan|proposal|scheme|claim|idea|report|offer|threat|allegation)s?\b"
# What can be called off as well, where it is said of what comes right before the answer or after.
_EVENT = (
    r"(?:opening|closing|closure|start|launch|cut|strike|sale|meeting|vote|match|trial|concert|"
    r"festival|race|loss(?:es)?|estimate|figure|target|bid|forecast)s?\b"
)
_RULING = r"(?:decision|order|move|bid|attempt|law|bill|deal|motion)s?\b"
_DENIAL = (
    r"(?<!not )(?<!n['’]t )(?<!never )(?:den(?:y|ies|ied|ying)|rul(?:ed?|es|ing) out)\b|untrue\b|"
    r"(?:wrong|false)(?:ly)?\b(?! (?:jailed|convicted|imprisoned|arrested|side|way|man|woman|"
    r"account|alarm|imprison|identit|name|passport|document|papers|start|teeth)\w*)|"
    r"incorrect(?:ly)?\b|mistaken(?:ly)?\b|in error\b|misstated\b|misheard\b|"
    r"(?:an? )?earlier version\b|previously reported\b|retract(?:s|ed)\b|"
    rf"with(?:drew|drawn|draws) (?:[\w’'-]+ ){{0,3}}(?:{_PLAN}|statement|evidence|remark)|"
    r"dismiss(?:ed|es) (?:claims?|reports?|suggestions?)\b"
)
_GIVEN_UP = (
    r"scrapp(?:ed|ing)|shelv(?:ed|ing)|abandon(?:ed|ing)|dropp(?:ed|ing)|reject(?:ed|ing)|"
    r"cancell(?:ed|ing)|withdrawn|retracted|denied|dismissed|overturned|quashed"
)
_STOPPED = (
    rf"{_GIVEN_UP}|vot(?:ed|ing) (?:down|against)|block(?:ed|ing)|halted|revers(?:ed|ing)|vetoed|"
    r"threw out|turned down|back(?:ed|ing) (?:down|away) (?:from|on)"
)
_IS = r"(?:has|have|had|was|were|is|are|been)"
# A denial ends where what is so is said: "dismissed reports of a sale but said 340".
_ON_TO_ANSWER = r"(?:(?!\b(?:but|instead|and (?:said|says|will|is|are|has|was|were))\b)[^,;])*$"
_NO_CHANCE = (
    r"(?:(?:not|never|n['’]t) (?:true|correct|right|the case)|no (?:truth|evidence|sign|chance)|"
    r"unlikely|doubtful|impossible)"
)
_NOT = r"(?:(?:will|would|is|are|was|were|do|does|did|can) (?:now )?not|\w+n['’]t)"
# What nobody confirms is only a report: "would not confirm that 200 died".
_UNCONFIRMED = (
    r"(?:(?:would|could|can|will|did|does|do|has|have|had)(?: not|n['’]t)(?: yet)?(?: be able to)?|"
    r"cannot|(?:declined|refused|unable|yet) to|(?:neither|nor) \w+) "
    r"(?:confirm|verif(?:y|ied)|vouch for)(?:ed)?\b"
    r"(?! (?:or deny )?(?:when|whether|how|who|where|if)\b)|"
    r"unconfirmed (?:reports?|claims?|rumou?rs?|accounts?)\b|no confirmation\b"
)
_GOSSIP = r"(?:reports?|rumou?rs?|talk|gossip|speculation|suggestions?|stor(?:y|ies)|claims?)"
_IS_UNTRUE = (
    r"(?:was|were|is|are) (?:all |just |only |simply |pure |complete |total |utter )?[“‘\"']?"
    r"(?:rubbish|nonsense|pub talk|paper talk|tripe|untrue|wide of the mark|gossip|fiction|fantasy|"
    r"fabricat\w+|invent(?:ed|ions?)|made up|without (?:foundation|truth)|speculation)\b"
)
_MAY = r"(?-i:may)\b"  # and not the month
_WISHES = rf"if\b|would\b|could\b|might\b|{_MAY}|must\b|want|demand"
_ASKS_OF_PLANS = rf"{_PLAN}|{_GIVEN_UP}|propos|want|reject"
_ASKS_OF_DENIALS = rf"{_NEGATION}|no\b|den(?:y|ied)|fail|refus"

DENIAL_RULES = (
    Rule(
        words(_ASKS_OF_DENIALS),
        in_clause=words(rf"(?:{_NEGATION})(?:(?!\b(?:until|before|since)\b).){{0,40}}$"),
    ),
    Rule(
        words(rf"{_DENIAL}|no\b|not\b|claim|accus|report|miss(?:es|ing)?\b|sack|dismiss|injured"),
        before=words(rf"(?:{_DENIAL}){_ON_TO_ANSWER}"),
    ),
    Rule(
        words(rf"{_ASKS_OF_DENIALS}|likely|chance|true\b"),
        before=words(rf"{_NO_CHANCE} that\b{_ON_TO_ANSWER}"),
    ),
    Rule(
        words(rf"{_ASKS_OF_DENIALS}|likely|chance"),
        in_clause=words(r"unlikely to\b"),
    ),
    Rule(
        words(rf"{_ASKS_OF_PLANS}|{_STOPPED}|decid|decision|against\b|block|halt|stop|revers"),
        before=words(rf"(?:{_STOPPED}) (?:[\w-]+ ){{0,3}}(?:{_PLAN}|{_RULING}){_ON_TO_ANSWER}"),
    ),
    Rule(
        words(rf"{_ASKS_OF_PLANS}|decid|decision|against\b"),
        in_clause=words(r"(?:decid|opt|vot|rul)(?:ed|es|ing) against\b"),
    ),
    Rule(
        words(r"report|rumou?r|claim|confirm|alleg|not\b|\w+n['’]t\b"),
        before=words(rf"(?:{_UNCONFIRMED}){_ON_TO_ANSWER}"),
    ),
    # "Talk of a £9m bid was rubbish", "reports that he asked for £9m were wide of the mark".
    Rule(
        words(rf"{_GOSSIP}\b|den(?:y|ied)|call"),
        before=words(rf"{_GOSSIP} (?:of|that|about)\b[^.;]*$"),
        after=re.compile(rf"^[^.;]{{0,60}}?\b{_IS_UNTRUE}", re.IGNORECASE),
    ),
    Rule(
        words(_ASKS_OF_PLANS),
        before=words(rf"(?:{_PLAN})"),
        after=words(rf"{_IS} (?:\w+ )?(?:{_GIVEN_UP}|untrue|false|unfounded|baseless|incorrect)"),
    ),
    # "The opening on 4 May was put off", "the 340 job cuts have been cancelled".
    Rule(
        words(rf"{_ASKS_OF_PLANS}|cancel|call(?:ed)? off|put off|postpon|delay"),
        before=words(rf"{_EVENT}(?: (?:in|at|of|on|for|by)(?: [\w’'-]+){{0,2}})?\s\W?$"),
        after=begins(
            rf"[”’\"']? (?:{_IS} )+(?:\w+ )?(?:{_GIVEN_UP}|called off|put off|postponed)\b"
        ),
    ),
    Rule(
        words(rf"{_ASKS_OF_PLANS}|cancel|call(?:ed)? off|put off|postpon|delay"),
        after=begins(
            rf" (?:[\w-]+ )?{_EVENT} (?:{_IS} )+(?:\w+ )?"
            rf"(?:{_GIVEN_UP}|called off|put off|postponed)\b"
        ),
    ),
    Rule(
        words(rf"{_ASKS_OF_DENIALS}|cancel"),
        after=begins(
            rf"(?: [\w-]+){{0,4}}? {_NOT} (?:now |be )?(?:go(?:ing)? ahead|happen|tak(?:e|ing) "
            r"place|be held)\b"
        ),
    ),
    Rule(
        words(rf"fear|expect|{_WISHES}"),
        before=words(
            r"(?<!been )fear(?:s|ed)?(?: that\b[^,;]*| (?:the |a )?loss of)? (?:(?:up to|about|"
            r"around|some|as many as|more than|at least|over|the|another|its|their) )*\W?$"
        ),
    ),
    # What was to be had not been done by then.
    Rule(
        words(r"due\b|suppos|meant\b|expect|schedul|plan|was to\b|were to\b|should\b"),
        before=re.compile(
            r"^(?!.*\b(?:said|says|told|announced|confirmed)\b).*\b(?:was|were) (?:originally )?"
            r"(?:due|supposed|meant|scheduled) to (?:have )?(?:be )?"
            r"(?:(?:re)?open|close|shut|begin|begun|start|finish|complet|end|launch|ready|held|"
            r"take place)[^,;]*$",
            re.IGNORECASE,
        ),
    ),
    # Hypotheses: the answer stands with "would" and an "if", on either side of it. "Asked if he
    # would go, he said" is none.
    Rule(words(_WISHES), before=words(r"(?:(?<!asked )(?<!asking )if|unless)\b")),
    Rule(
        words(_WISHES),
        before=words(rf"(?:would|could|might|{_MAY})"),
        after=words(r"(?:if|unless)\b"),
    ),
    Rule(
        words(_WISHES),
        after=begins(rf"[^,.;]{{0,60}}?\b(?:would|could|might|{_MAY})\b[^.;]*\b(?:if|unless)\b"),
    ),
    # "Should the deal fail, 340 jobs will go", "had the deal failed".
    Rule(
        words(_WISHES),
        before=re.compile(
            r"^\W*(?:Should|Had|Were) (?:an?|any|the|he|she|it|they|[A-Z]\w+) [^?]*,\s"
        ),
    ),
    Rule(
        words(r"would\b|could\b|might\b|should\b|turn(?:ed)? down|reject|drop"),
        in_clause=words(r"(?:would|could|might|should) have\b(?! to\b)"),
    ),
)  # fmt: skip
