"""Accès: how long, how much of it was used, what a stop gives back (manual 001, DOMAIN §2 Accès).

Amounts are centimes. ``avoir = prix × part non consommée``; ``crédit − dû = avoir − reste dû``, which is
``encaissé − consommé`` when no avoir was given before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from caisse_clients.kernel.argent import Centimes, arrondir, repartir
from caisse_clients.kernel.dates import ajouter_mois
from caisse_clients.kernel.erreurs import ErreurMetier

MOIS_MAXIMUM = 120
CHEQUES_MAXIMUM = 60
DERNIERE_FIN = dt.date(2199, 12, 31)
"""Beyond, a date is a slip of the keyboard."""


class EtatAcces(StrEnum):
    """Whether an accès runs (or ran to its end), or was stopped and put aside."""

    ACTIF = "actif"
    ARCHIVE = "archive"

    @property
    def libelle(self) -> str:
        """French word for the state."""
        return {"actif": "En cours", "archive": "Archivé"}[self.value]


class EtatCheque(StrEnum):
    """Where a cheque of an accès is: in the safe, cashed, or given back."""

    DETENU = "detenu"
    ENCAISSE = "encaisse"
    RENDU = "rendu"

    @property
    def libelle(self) -> str:
        """French word for the state."""
        return {"detenu": "Au coffre", "encaisse": "Encaissé", "rendu": "Rendu"}[self.value]


class Prorata(StrEnum):
    """How the part used is counted: a month begun is due, or to the day."""

    MOIS = "mois"
    JOURS = "jours"


@dataclass(frozen=True, slots=True)
class Duree:
    """Days of an accès, both included, and its months (whole or begun)."""

    debut: dt.date
    fin: dt.date
    mois: int


@dataclass(frozen=True, slots=True)
class Consommation:
    """So many months or days used, out of so many."""

    consommes: int
    total: int
    prorata: Prorata

    @property
    def part_rendue(self) -> Fraction:
        """The part not used, from 0 to 1."""
        return Fraction(self.total - self.consommes, self.total)

    @property
    def phrase(self) -> str:
        """Say the fraction, as « 3 mois sur 12 consommés, 9 rendus »."""
        unite = "mois" if self.prorata is Prorata.MOIS or self.total == 1 else "jours"
        if self.prorata is Prorata.JOURS and self.total == 1:
            unite = "jour"
        s = "s" if self.consommes > 1 else ""
        rendus = self.total - self.consommes
        return f"{self.consommes} {unite} sur {self.total} consommé{s}, {rendus} rendu{'s' if rendus > 1 else ''}"


@dataclass(frozen=True, slots=True)
class Equation:
    """What a stop comes to. ``anterieurs``: earlier avoirs on the facture; ``reste``: due on it before the stop.

    ``a_reduire``: what comptes crédit or an organisme took over of it and still owe: no money was received for that.
    """

    prix: int
    anterieurs: int
    encaisse: int
    reste: int
    montant_avoir: int
    a_reduire: int = 0

    @property
    def retenu(self) -> int:
        """What the shop keeps of the price."""
        return self.prix - self.anterieurs - self.montant_avoir

    @property
    def credit(self) -> int:
        """What the avoir leaves to the client once what he owed, there or on a compte, is settled."""
        return max(0, self.montant_avoir - self.reste - self.a_reduire)

    @property
    def reduit(self) -> int:
        """What the avoir takes off the comptes that took the facture over."""
        return min(max(0, self.montant_avoir - self.reste), self.a_reduire)

    @property
    def du(self) -> int:
        """What the client still owes."""
        return max(0, self.reste - self.montant_avoir)


def duree(debut: dt.date, mois: int | None, fin: dt.date | None) -> Duree:
    """Return the duration given in months or by its last day; raises ``duree_double``, ``duree_invalide``."""
    if (mois is None) == (fin is None):
        raise ErreurMetier("duree_double", champ="mois")
    if mois is not None:
        if not 1 <= mois <= MOIS_MAXIMUM:
            raise ErreurMetier("duree_invalide", champ="mois", valeur=str(mois), maximum=MOIS_MAXIMUM)
        if debut > DERNIERE_FIN - dt.timedelta(days=31 * mois):
            raise ErreurMetier("duree_invalide", champ="debut", valeur=str(debut), maximum=MOIS_MAXIMUM)
        return Duree(debut, ajouter_mois(debut, mois) - dt.timedelta(days=1), mois)
    assert fin is not None  # one of the two is given
    if fin > DERNIERE_FIN:
        raise ErreurMetier("duree_invalide", champ="fin", valeur=str(fin), maximum=MOIS_MAXIMUM)
    trouvee = fin if fin >= debut else None
    nombre = 0 if trouvee is None else mois_commences(debut, fin + dt.timedelta(days=1), MOIS_MAXIMUM + 1)
    if not 1 <= nombre <= MOIS_MAXIMUM:
        raise ErreurMetier("duree_invalide", champ="fin", valeur=str(fin), maximum=MOIS_MAXIMUM)
    return Duree(debut, fin, nombre)


def mois_commences(debut: dt.date, arret: dt.date, maximum: int) -> int:
    """Return how many months had begun before ``arret`` (the first day not counted), at most ``maximum``."""
    nombre = 0
    while nombre < maximum and ajouter_mois(debut, nombre) < arret:
        nombre += 1
    return nombre


def consommation(d: Duree, arret: dt.date, prorata: Prorata) -> Consommation:
    """Return the part used; ``arret`` is the first day no longer used: nothing before the start, all after the end."""
    if prorata is Prorata.MOIS:
        return Consommation(mois_commences(d.debut, arret, d.mois), d.mois, prorata)
    total = (d.fin - d.debut).days + 1
    return Consommation(min(max((arret - d.debut).days, 0), total), total, prorata)


def avoir_propose(prix: int, anterieurs: int, c: Consommation) -> int:
    """Return the avoir of a stop: the price of what is not used, at most what earlier avoirs left of it."""
    return min(arrondir(prix * c.part_rendue), prix - anterieurs)


def montant_consomme(prix: int, c: Consommation) -> int:
    """Return the price of what was used, whatever earlier avoirs gave back."""
    return prix - avoir_propose(prix, 0, c)


def controler_l_avoir(equation: Equation, piece: str) -> None:
    """Raise ``avoir_depasse_prix`` beyond what is left of the price, ``montant_invalide`` for nothing at all."""
    if equation.montant_avoir <= 0:
        raise ErreurMetier("avoir_sans_reste", champ="montant_avoir", piece=piece)
    if equation.retenu < 0:
        reste = equation.prix - equation.anterieurs
        raise ErreurMetier(
            "avoir_depasse_prix", champ="montant_avoir", piece=piece, montant=equation.montant_avoir, reste=reste
        )


def cheques_a_garder(detenus: Iterable[tuple[int, int]], du: int) -> frozenset[int]:
    """Return the ranks of held cheques (rank, amount; oldest first) that cover what is owed, never more than it."""
    gardes: set[int] = set()
    for rang, montant in detenus:
        if montant > du:
            break
        gardes.add(rang)
        du -= montant
    return frozenset(gardes)


def controler_les_gardes(garder: Iterable[int], detenus: Sequence[tuple[int, int]], du: int) -> frozenset[int]:
    """Return the ranks to keep; raises ``cheque_non_detenu``, ``cheques_en_trop`` beyond what is owed."""
    montants = dict(detenus)
    gardes = frozenset(garder)
    for rang in sorted(gardes):
        if rang not in montants:
            raise ErreurMetier("cheque_non_detenu", champ="garder", rang=rang)
    somme = sum(montants[rang] for rang in gardes)
    if somme > du:
        raise ErreurMetier("cheques_en_trop", champ="garder", montant=somme, du=du)
    return gardes


@dataclass(frozen=True, slots=True)
class ChequeSaisi:
    """A dated cheque of the plan, as a command brings it; ``tireur`` empty = the client."""

    date: dt.date
    montant: Centimes
    numero: str = ""
    banque: str = ""
    tireur: str = ""


def plan_mensuel(total: int, nombre: int, premier: ChequeSaisi) -> tuple[ChequeSaisi, ...]:
    """Share ``total`` into cheques a month apart, without losing a centime; each but its amount follows ``premier``.

    Their numbers follow too, when the first one ends with figures. Raises ``nombre_de_cheques``, ``montant_invalide``.
    """
    if not 1 <= nombre <= CHEQUES_MAXIMUM:
        raise ErreurMetier("nombre_de_cheques", champ="nombre", maximum=CHEQUES_MAXIMUM)
    if total < nombre:
        raise ErreurMetier("montant_invalide", champ="prix", valeur=str(total))
    return tuple(
        replace(
            premier,
            date=ajouter_mois(premier.date, rang),
            montant=Centimes(part),
            numero=_numero_suivant(premier.numero, rang),
        )
        for rang, part in enumerate(repartir(total, [1] * nombre))
    )


def _numero_suivant(numero: str, pas: int) -> str:
    """Return the number ``pas`` cheques further on, its zeros kept; a number without figures at its end has none."""
    racine = numero.rstrip("0123456789")
    chiffres = numero[len(racine) :]
    if not chiffres:
        return numero if pas == 0 else ""
    return f"{racine}{int(chiffres) + pas:0{len(chiffres)}d}"


def plan_des_cheques(cheques: Sequence[ChequeSaisi], total: int) -> int:
    """Return what the cheques leave of ``total``; raises ``cheques_depassent_prix``, ``montant_invalide``."""
    if len(cheques) > CHEQUES_MAXIMUM:
        raise ErreurMetier("cheques_nombre", champ="cheques", maximum=CHEQUES_MAXIMUM)
    for rang, c in enumerate(cheques):
        if c.montant <= 0:
            raise ErreurMetier("montant_invalide", champ=f"cheques[{rang}].montant", valeur=str(c.montant))
    somme = sum(c.montant for c in cheques)
    if somme > total:
        raise ErreurMetier("cheques_depassent_prix", champ="cheques", somme=somme, total=total)
    return total - somme
