"""The surroundings of one command of the sales: context, settings read once, dates, numbers, écritures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from caisse_clients.application.contexte import Contexte
from caisse_clients.application.tiers import client_effectif
from caisse_clients.domain.comptes import OrigineEcriture, TypeCompte, controler_date
from caisse_clients.domain.grand_livre.ecritures import Ligne
from caisse_clients.domain.parametres import PARAMETRES, cle_du_compte_general, verifier_code_court
from caisse_clients.domain.pieces import TypePiece, numero_de_piece
from caisse_clients.domain.reglages import Mode
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage import clients as stock_clients
from caisse_clients.storage import comptes as stock_comptes
from caisse_clients.storage import parametres, reglages_ventes
from caisse_clients.storage import pieces as stock
from caisse_clients.storage.comptes import NouvelleEcriture
from caisse_clients.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Cadre:
    """One command's context and the settings it needs; ``date`` is the business date of the act, in an open period."""

    ctx: Contexte
    reglages: Mapping[str, str]
    date: dt.date
    station: str
    touches: set[tuple[str, int]] = field(default_factory=set)
    """Pièces and règlements whose imputations this command changed, for the lettrage at its end."""

    @property
    def tx(self) -> Transaction:
        """The open transaction."""
        return self.ctx.tx

    @property
    def compte_client(self) -> str:
        """General account of the clients (411)."""
        return self.reglages["compte.client"]

    def compte_general(self, type_compte: TypeCompte) -> str:
        """General account of a type of compte client."""
        return self.reglages[cle_du_compte_general(type_compte)]


def cadre_de(ctx: Contexte, date: dt.date | None = None, station: str = "") -> Cadre:
    """Return the frame of a command; raises ``date_future``, ``periode_close``, ``station_inconnue``."""
    lieu = ctx.station
    if station:
        lieu = verifier_code_court(station, champ="station")
        if not parametres.existe(ctx.tx, parametres.TABLES["station"], lieu):
            raise ErreurMetier("station_inconnue", champ="station", station=lieu)
    choisie = controler_date(date or ctx.aujourd_hui, ctx.aujourd_hui)
    if stock_comptes.periode_close(ctx.tx, choisie, lieu):
        raise ErreurMetier("periode_close", champ="date", date=choisie)
    return Cadre(ctx, parametres.valeurs(ctx.tx, PARAMETRES), choisie, lieu)


def date_ouverte(cadre: Cadre, date: dt.date) -> dt.date:
    """Return ``date`` when its period is open, else the date of the act: corrections fall in the open period."""
    return cadre.date if stock_comptes.periode_close(cadre.tx, date, cadre.station) else date


def exercice_de(cadre: Cadre, date: dt.date) -> int:
    """Return the exercice of a date: the year in which it begins."""
    return date.year if date.month >= int(cadre.reglages["exercice.premier_mois"]) else date.year - 1


def numero_suivant(cadre: Cadre, identifiant: int, type_piece: TypePiece, date: dt.date) -> str:
    """Take and write the next number of a pièce's series (LEGAL §5: unbroken per series and station)."""
    prefixe = cadre.reglages[f"serie.{type_piece.value}"]
    exercice = exercice_de(cadre, date)
    rang = stock.prochain_rang(cadre.tx, prefixe, cadre.station, exercice)
    numero = numero_de_piece(prefixe, cadre.station, exercice, rang)
    stock.ajouter_numero(
        cadre.tx, identifiant, numero, serie=prefixe, station=cadre.station, exercice=exercice, rang=rang
    )
    return numero


def numero_de_reglement(cadre: Cadre) -> str:
    """Take the next RC number of the station."""
    prefixe = cadre.reglages["serie.reglement"]
    exercice = exercice_de(cadre, cadre.date)
    return numero_de_piece(
        prefixe, cadre.station, exercice, stock.prochain_rang(cadre.tx, prefixe, cadre.station, exercice)
    )


def ecrire(
    cadre: Cadre,
    lignes: Sequence[Ligne],
    libelle: str,
    origine: OrigineEcriture,
    *,
    journal: str = "",
    date: dt.date | None = None,
    motif: str = "",
    motif_libelle: str = "",
    raison: str = "",
    extourne_de: int | None = None,
) -> int:
    """Write one écriture and return its id; the default journal is that of the operations, the date that of the act."""
    (identifiant,) = stock_comptes.ajouter_ecritures(
        cadre.tx,
        [
            NouvelleEcriture(
                date=date or cadre.date,
                station=cadre.station,
                journal=journal or cadre.reglages["journal.operations"],
                libelle=libelle[:200],
                motif=motif,
                motif_libelle=motif_libelle,
                origine=origine,
                lignes=tuple(lignes),
                raison=raison,
                extourne_de=extourne_de,
            )
        ],
    )
    return identifiant


def contrepasser(
    cadre: Cadre, ecriture: int, raison: str, *, libelle: str = "", date: dt.date | None = None
) -> int | None:
    """Write the contrary of an écriture, unless it was done already; return its id. ``libelle`` "": « Annule n°… »."""
    origine = stock_comptes.charger_ecriture(cadre.tx, ecriture)
    assert origine is not None  # a foreign key holds it
    if origine.annulee_par is not None:
        return None
    return ecrire(
        cadre,
        [ligne.inversee() for ligne in origine.lignes],
        libelle or f"Annule n° {ecriture} - {origine.libelle}",
        origine.origine,
        date=date,
        motif=origine.motif,
        motif_libelle=origine.motif_libelle,
        raison=raison,
        extourne_de=ecriture,
    )


def mode_de(cadre: Cadre, code: str) -> Mode:
    """Return a mode de règlement in use; raises ``mode_inconnu``."""
    trouve = reglages_ventes.charger_mode(cadre.tx, code.strip().lower()) if "\0" not in code else None
    if trouve is None or not trouve.actif:
        raise ErreurMetier("mode_inconnu", champ="mode", mode=code[:40])
    return trouve


def fiche_de(cadre: Cadre, code: int) -> dict[str, object]:
    """Return the card in force of a client; raises ``client_inconnu``."""
    effectif = client_effectif(cadre.ctx, code)
    fiche = stock_clients.verrouiller(cadre.tx, effectif)
    assert fiche is not None  # client_effectif found it
    return fiche


def compte_de_tva(cadre: Cadre, taux: int) -> str:
    """Return the account of the VAT collected at a rate (hundredths of a percent); raises ``tva_inconnue``."""
    trouve = reglages_ventes.charger_taux(cadre.tx, taux)
    if trouve is None:
        raise ErreurMetier("tva_inconnue", champ="taux_tva", taux=taux)
    return trouve.compte
