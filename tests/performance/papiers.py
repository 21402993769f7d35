"""Papers of pièces, against a PDF written by hand with as many texts: one page, then a thousand lines."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from tests.performance.decor import Decor
from tests.performance.mesure import Mesure, alterner, chronometrer

TEXTES_D_UNE_LIGNE = 6
"""Reference, label, quantity, price, VAT, amount."""


def pieces_pdf(decor: Decor) -> Iterator[Mesure]:
    """Draw a facture of one page and one of a thousand lines."""
    from caisse_clients.documents.piece import rendre_piece
    from tests.documents.pieces_modeles import FACTURE, calculees, ligne
    from tests.performance.processus import pdf_a_la_main

    yield alterner(
        "PDF d'une facture (page A4)",
        "1 page, 125 tracés",
        chronometrer(lambda: rendre_piece(FACTURE), 10),
        chronometrer(lambda: pdf_a_la_main(125), 10),
        8.0,
        decor.tours,
    )
    cinq_cents = calculees(*(ligne(f"Article numéro {n}", 10_00 + n, reference=f"R{n}") for n in range(500)))
    longue = dataclasses.replace(FACTURE, lignes=cinq_cents * 2, acomptes=())
    yield alterner(
        "PDF d'une facture longue",
        "1 000 lignes",
        chronometrer(lambda: rendre_piece(longue)),
        chronometrer(lambda: pdf_a_la_main(1_000 * TEXTES_D_UNE_LIGNE)),
        8.0,
        decor.tours,
    )
