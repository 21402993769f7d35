"""The tour itself: its stops in order, one numbered picture each, and the index that tells them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtTest import QTest

from caisse_clients.gui.visite import (
    etapes_acces,
    etapes_clients,
    etapes_comptes,
    etapes_echeances,
    etapes_editions,
    etapes_imputation,
    etapes_piece,
    etapes_reglements,
    etapes_tresorerie,
    etapes_ventes,
)
from caisse_clients.gui.visite.guide import Etape, Guide
from caisse_clients.kernel.erreurs import ErreurTechnique
from caisse_clients.kernel.texte import cle_recherche

ETAPES: tuple[Etape, ...] = (
    *etapes_comptes.ETAPES,
    *etapes_piece.ETAPES,
    *etapes_ventes.ETAPES,
    *etapes_imputation.ETAPES,
    *etapes_reglements.ETAPES,
    *etapes_acces.ETAPES,
    *etapes_editions.ETAPES,
    *etapes_echeances.ETAPES,
    *etapes_tresorerie.ETAPES,
    *etapes_clients.ETAPES,
)
INDEX = "index.html"
_PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Visite de Caisse Clients</title><style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 1100px; margin: 2em auto; padding: 0 1em; color: #1d2733 }}
img {{ width: 100%; border: 1px solid #c9d1db; border-radius: 6px }} h2 {{ margin-top: 2.5em }}
.note {{ background: #eef3f9; padding: .5em .8em; border-radius: 6px }}
</style></head><body><h1>Visite de Caisse Clients</h1>
<p>Images de la vraie fenêtre, sur une base de démonstration.</p>
{etapes}</body></html>
"""


@dataclass(frozen=True, slots=True)
class Vue:
    """What a stop left."""

    etape: Etape
    image: str
    note: str


def visiter(guide: Guide, *, dire: Callable[[str], None], pause_ms: int = 0, etapes: Sequence[Etape] = ETAPES) -> None:
    """Play every stop; leave its picture in ``guide.dossier``, and the index that tells them.

    ``pause_ms`` leaves a person the time to look. Raises ``Bogue`` where a stop does not find what it expects.
    """
    vues: list[Vue] = []
    for rang, etape in enumerate(etapes, 1):
        note = etape.jouer(guide) or ""
        image = f"{rang:02d}_{cle_recherche(etape.titre).lower().replace(' ', '_')}.png"
        if not guide.photographier().save(str(guide.dossier / image)):
            raise ErreurTechnique("ecriture_impossible", chemin=str(guide.dossier / image), cause="disque ou dossier")
        vues.append(Vue(etape, image, note))
        dire(f"{image}  {etape.titre}" + (f" — {note}" if note else ""))
        QTest.qWait(pause_ms)
    texte = _PAGE.format(etapes="\n".join(map(_paragraphe, vues)))
    (guide.dossier / INDEX).write_text(texte, encoding="utf-8")


def _paragraphe(vue: Vue) -> str:
    note = f'<p class="note">{escape(vue.note)}</p>' if vue.note else ""
    return (
        f"<h2>{escape(vue.etape.titre)}</h2><p>{escape(vue.etape.texte)}</p>{note}"
        f'<img src="{escape(vue.image)}" alt="{escape(vue.etape.titre)}">'
    )
