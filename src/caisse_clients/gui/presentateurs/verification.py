"""What the screen *Vérification* says of a report; no Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from caisse_clients.domain.grand_livre.controles import Rapport
from caisse_clients.gui.modeles.colonnes import Colonne, Format, Gravite, Pastille
from caisse_clients.kernel.formats import ecrire_code


@dataclass(frozen=True, slots=True)
class Constat:
    """One row: an anomaly (something was changed) or an event (in order, worth knowing)."""

    rang: int
    anomalie: bool
    operation: int | None
    poste: str
    instant: dt.datetime | None
    texte: str

    @property
    def sorte(self) -> Pastille:
        """The word and colour of the row."""
        return Pastille("anomalie", Gravite.ERREUR) if self.anomalie else Pastille("événement", Gravite.INFO)


COLONNES = (
    Colonne("Constat", lambda c: c.sorte, Format.PASTILLE, 110, cle="sorte"),
    Colonne("Opération", lambda c: c.operation, Format.CODE, 100),
    Colonne("Poste", lambda c: c.poste, largeur=80),
    Colonne("Date", lambda c: c.instant, Format.INSTANT, 140),
    Colonne("Ce qui a été vu", lambda c: c.texte, largeur=400, elastique=True),
)


def constats(rapport: Rapport) -> tuple[Constat, ...]:
    """Return the rows of a report, anomalies first."""
    anomalies = [(True, a.operation, a.poste, None, a.texte) for a in rapport.anomalies]
    evenements = [(False, e.operation, e.poste, e.instant, e.texte) for e in rapport.evenements]
    return tuple(Constat(rang, *valeurs) for rang, valeurs in enumerate(anomalies + evenements))


def verdict(rapport: Rapport) -> tuple[str, Gravite]:
    """Return the sentence of the banner: intact, or how many anomalies and what to do."""
    if rapport.intact:
        return "Base intacte : rien n'a été modifié, ni effacé, ni ajouté hors du programme.", Gravite.SUCCES
    nombre = len(rapport.anomalies)
    compte = f"plus de {nombre} anomalies" if rapport.tronque else f"{nombre} anomalie{'s' if nombre > 1 else ''}"
    phrase = (
        f"La base a été changée hors du programme : {compte}. N'y écrivez plus, gardez-en une copie, "
        "exportez cette liste et prévenez un administrateur."
    )
    return phrase, Gravite.ERREUR


def compte_rendu(rapport: Rapport) -> str:
    """Return what was controlled, in figures."""
    signatures = "signature" if rapport.signatures < 2 else "signatures"
    return (
        f"{ecrire_code(rapport.operations)} opérations, {ecrire_code(rapport.lignes)} lignes, "
        f"{ecrire_code(rapport.signatures)} {signatures}"
    )
