"""The words of which questions and sentences are made besides their subject, by language.

They tell the language of a text, and are not searched for.
"""

from __future__ import annotations

# Without "a" and "I", which are words of half of Europe.
ENGLISH = frozenset(
    "who whom whose what which when where why how the an of in on at to from by with about "
    "into for as and or but if than then that this these those there is are was were be been "
    "has have had did does do can could will would should may might must it its he she we "
    "they you his her their our my not no after before over under more most who's said says".split()
)

BY_LANGUAGE = {
    "de": frozenset(
        "wer wen wem wessen wie wieviel wieviele viel viele wo woher wohin wann warum weshalb "
        "wieso welche welcher welches welchen welchem und oder aber der die das den dem des "
        "ein eine einer eines einem einen ist sind war waren wird werden wurde wurden hat "
        "haben hatte hatten von vom zu zum zur mit bei nach für über auf aus im am an in "
        "nicht auch sich dass es er sie wir ihr ihre sein seine als um bis durch kann soll "
        "muss gibt".split()
    ),
    "fr": frozenset(
        "qui que quoi quel quelle quels quelles quand où comment combien pourquoi est-ce et "
        "ou mais le la les l un une des du de d au aux en dans sur sous avec pour par est "
        "sont était étaient sera seront a ont avait été être ce cet cette ces se s qu ne n "
        "pas plus il elle ils elles on nous vous son sa ses leur leurs à y".split()
    ),
    "es": frozenset(
        "quién quien quiénes qué que cuál cual cuáles cuándo cuando dónde donde cómo como "
        "cuánto cuánta cuántos cuántas por para el la los las un una unos unas de del al en "
        "con sin sobre y e o u pero es son era eran fue fueron será ha han había se su sus lo "
        "le les no más a este esta estos estas ese esa hay está están".split()
    ),
    "it": frozenset(
        "chi che cosa quale quali quando dove come quanto quanta quanti quante perché il lo "
        "la i gli le un uno una di del dello della dei degli delle da dal dalla in nel nella "
        "nei nelle con su sul sulla per tra fra e ed o ma è sono era erano fu furono sarà ha "
        "hanno aveva si non più a al alla ai alle l d questo questa suo sua".split()
    ),
    "pt": frozenset(
        "quem que qual quais quando onde como quanto quanta quantos quantas porquê porque o a "
        "os as um uma uns umas de do da dos das em no na nos nas por pelo pela com sem sobre "
        "para e ou mas é são era eram foi foram será tem têm tinha se não mais ao aos à às "
        "este esta seu sua está estão há".split()
    ),
    "nl": frozenset(
        "wie wat welke welk wanneer waar waarom hoe hoeveel de het een en of maar is zijn was "
        "waren wordt worden werd werden heeft hebben had van voor met bij naar op in uit aan "
        "om over door tot na niet ook dat die dit deze zich er hij zij ze wij we hun haar te "
        "als dan kan moet zal zullen".split()
    ),
}
