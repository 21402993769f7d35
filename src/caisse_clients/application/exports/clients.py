"""``exporter clients``: every client whole, so that importing the file elsewhere gives the same cards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from caisse_clients.application.services import Services
from caisse_clients.domain.clients import SorteClient
from caisse_clients.exchanges.tableau import Format
from caisse_clients.exchanges.tableur import Colonne, Sorte, Valeur, ecrire_csv, ecrire_xlsx
from caisse_clients.kernel.suivi import Suivi
from caisse_clients.storage import imports as cartes_completes
from caisse_clients.storage.engine import Lecteur
from caisse_clients.storage.lecture_clients import page_clients, soldes_clients

TITRE = "Clients"
COLONNES = (
    Colonne("Code client", Sorte.CODE, 12),
    Colonne("Nom", largeur=30),
    Colonne("Prénom", largeur=24),
    Colonne("Adresse", largeur=36),
    Colonne("Code postal", largeur=12),
    Colonne("Ville", largeur=24),
    Colonne("Téléphone", largeur=18),
    Colonne("Courriel", largeur=30),
    Colonne("SIREN", largeur=12),
    Colonne("Professionnel", largeur=14),
    Colonne("Plafond de crédit", Sorte.MONTANT, 18),
    Colonne("Solde dû", Sorte.MONTANT, 14),
    Colonne("Disponible", Sorte.MONTANT, 14),
)
"""One column a detail of the card, in its order, then the two balances."""

_PAGE = 1_000


def exporter(services: Services, destination: Path | str, format_voulu: Format, suivi: Suivi | None = None) -> int:
    """Write every client (merged ones and organismes left out), by name; return how many.

    One consistent state of the base, whatever is written meanwhile. Raises ``ErreurTechnique`` when the file
    cannot be written and ``Annulee`` when ``suivi`` is stopped: no part of a file is left.
    """
    with services.lire() as lecteur:
        lignes = lignes_clients(lecteur, suivi or Suivi())
        if format_voulu is Format.XLSX:
            return ecrire_xlsx(destination, COLONNES, lignes, titre=TITRE)
        return ecrire_csv(destination, COLONNES, lignes)


def lignes_clients(lecteur: Lecteur, suivi: Suivi) -> Iterator[tuple[Valeur, ...]]:
    """Yield the rows of ``COLONNES``, page after page by keyset: memory does not grow with the base."""
    total, fait = cartes_completes.nombre_de_cartes(lecteur), 0
    apres: tuple[str, int] | None = None
    while page := page_clients(lecteur, apres, _PAGE):
        suivi.avancer(fait, total, "Écriture des clients")
        codes = [ligne.code for _, ligne in page]
        cartes, soldes = cartes_completes.cartes(lecteur, codes), soldes_clients(lecteur, codes)
        for code in codes:
            carte = cartes[code]
            if carte.sorte == SorteClient.CLIENT.value:
                yield (code, *carte.valeurs, soldes[code].solde_du, soldes[code].disponible)
        fait += len(page)
        apres = (page[-1][0], page[-1][1].code)
