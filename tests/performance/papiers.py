"""Papers of pièces and of accès, against a PDF written by hand with as many texts: one page, then a thousand lines."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator

from tests.performance.decor import Decor
from tests.performance.mesure import Mesure, alterner, chronometrer

TEXTES_D_UNE_LIGNE = 6
"""Reference, label, quantity, price, VAT, amount."""
TRACES_D_UN_ARRET, TRACES_D_UN_BON = 91, 60
"""Texts, rules and boxes of the page (of a bon, 38 are bars)."""


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


def acces_pdf(decor: Decor) -> Iterator[Mesure]:
    """Draw the stop of an accès, and a bon d'avoir with its bars."""
    from caisse_clients.documents.arret import rendre_arret
    from caisse_clients.documents.bon_avoir import rendre_bon
    from tests.documents.test_arret import MANUEL
    from tests.documents.test_bon_avoir import BON
    from tests.performance.processus import pdf_a_la_main

    for nom, traces, rendre in (
        ("PDF d'un arrêt d'accès (page A4)", TRACES_D_UN_ARRET, lambda: rendre_arret(MANUEL)),
        ("PDF d'un bon d'avoir (tiers d'A4)", TRACES_D_UN_BON, lambda: rendre_bon(BON)),
    ):
        yield alterner(
            nom,
            f"1 page, {traces} tracés",
            chronometrer(rendre, 10),
            chronometrer(functools.partial(pdf_a_la_main, traces), 10),
            8.0,
            decor.tours,
        )
