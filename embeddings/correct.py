"""An article's date, outlet or author set by hand: kept, and shown in every answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.errors import InputError
from corpus.records import NO_CORRECTION, Correction
from corpus.store.store import Store
from embeddings.embed import embed_and_put
from embeddings.models.encoder import Encoder


def correct(
    ids: Sequence[str], correction: Correction, store: Store, encoder: Callable[[], Encoder]
) -> None:
    """Set what `correction` says of these articles; InputError names an id that there is not.

    The correction is kept first, so that the same call mends what an interruption left.
    """
    articles = {id: store.article(id) for id in dict.fromkeys(ids)}
    if unknown := [id for id, article in articles.items() if article is None]:
        raise InputError(f"no article {', '.join(unknown)}: `pullquote list` shows the ids")
    earlier = store.corrections.all()
    whole = {id: correction.after(earlier.get(id, NO_CORRECTION)) for id in articles}
    store.corrections.record(whole)
    # Put anew, so that the indexes, which follow passage keys, learn of the new date and outlet.
    changed = [whole[id].apply(article) for id, article in articles.items() if article]
    embed_and_put(changed, store, encoder())
