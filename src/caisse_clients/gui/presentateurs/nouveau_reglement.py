"""What *Nouveau règlement* decides, without Qt: what is due, how the sum is shared out, what F2 sends (manual 002 §1).

The rows and the amounts chosen are a ``Cote``, as in the two columns of *Créer un règlement*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.domain.fichiers import FichierJoint
from caisse_clients.domain.reglages import EURO
from caisse_clients.domain.reglements import ESPECES_RESIDENT, Disponible, Du, proposer
from caisse_clients.domain.vues_ventes import LigneDue, VueBanque, VueMode
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.presentateurs.devises import ecrire_en, lire_en, monnaie_de
from caisse_clients.gui.presentateurs.pieces_jointes import taille_en_mots
from caisse_clients.gui.presentateurs.rapprocheur import Cote, Diminution, libre
from caisse_clients.gui.presentateurs.reglement import va_en_banque
from caisse_clients.kernel.argent import Cours
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_montant, lire_cours, lire_date, lire_montant_contrat

if TYPE_CHECKING:
    from caisse_clients.application.services import Services

CLIENT_D_ABORD = "Choisissez d'abord le client."
RIEN_A_REGLER = "Ce client ne doit rien : ce qu'il verse restera disponible."
GESTES_D_UNE_LIGNE = ("nouveau_reglement.voir", "nouveau_reglement.proposer")
"""What the menu of a document offers."""
_SOURCE = "reglement"
"""Key of the one source of a proposal: the règlement being typed."""
_COMMENCER = "Tapez le montant reçu, puis F8 le répartit ; ou cochez ce qui est réglé (Espace)."
_A_REPARTIR = "Rien n'est encore réparti : F8 répartit, ou tout restera disponible."
_RIEN_DU = "Rien n'est dû : tout restera disponible pour le client."


@dataclass(frozen=True, slots=True)
class Listes:
    """What the choices offer, read once: stations (code, libellé), modes, banks; the station of this poste."""

    stations: tuple[tuple[str, str], ...]
    station: str
    modes: tuple[VueMode, ...]
    banques: tuple[VueBanque, ...]


def lire_listes(services: Services) -> Listes:
    """Read the choices (reader thread)."""
    from caisse_clients.application import lectures, lectures_ventes

    with services.lire() as lecteur:
        stations = tuple((str(s["code"]), str(s["libelle"])) for s in lectures.stations(lecteur))
        poste = next((p for p in lectures.postes(lecteur) if p["code"] == services.poste), None)
        return Listes(
            stations,
            "" if poste is None else str(poste["station"]),
            tuple(lectures_ventes.modes(lecteur)),
            tuple(lectures_ventes.banques(lecteur)),
        )


def lire_dus(services: Services, client: int) -> tuple[LigneDue, ...]:
    """Read what a client owes (reader thread)."""
    from caisse_clients.application import lectures_ventes

    with services.lire() as lecteur:
        return tuple(lectures_ventes.dus(lecteur, client))


@dataclass(frozen=True, slots=True)
class Saisie:
    """What is typed, as text, besides the amounts of the rows."""

    client: int | None = None
    station: str = ""
    date: str = ""
    mode: str = ""
    banque: str = ""
    montant: str = ""
    devise: str = EURO
    cours: str = ""
    reference: str = ""
    non_resident: str = ""
    pieces_jointes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bilan:
    """The three live figures, and the sentence (with its gravity) that says what F2 will do."""

    montant: str
    affecte: str
    reste: str
    phrase: str
    gravite: Gravite


class Repartition:
    """The documents to settle and how much of the règlement goes to each, in the currency of the règlement.

    ``recu`` is the amount typed, None while there is none: ticking is then not bounded, the amount follows it.
    """

    def __init__(self) -> None:
        self.cote = Cote()
        self.recu: int | None = None
        self.devise = EURO
        self.lue = False
        """True once the dues of the client were read."""
        self._dus: tuple[LigneDue, ...] = ()

    @property
    def dus(self) -> tuple[LigneDue, ...]:
        """What is due in the currency of the règlement: a règlement only pays dues of its currency."""
        return tuple(du for du in self._dus if du.devise == self.devise)

    @property
    def devises(self) -> tuple[str, ...]:
        """Currencies of what is due, the euro always and first."""
        return (EURO, *sorted({du.devise for du in self._dus} - {EURO}))

    @property
    def affecte(self) -> int:
        """What the rows take, in minor units of the currency."""
        return self.cote.choisi[self.devise]

    def charger(self, dus: Sequence[LigneDue]) -> list[Diminution]:
        """Take what was read; amounts typed stay, lowered where less is due: those are returned."""
        self._dus, self.lue = tuple(dus), True
        return self.cote.charger(self._dus)

    def oublier(self) -> None:
        """Start again: nobody's dues, no amount, euros."""
        self.recu, self.devise = None, EURO
        self.charger(())
        self.lue = False

    def changer_de_devise(self, devise: str) -> None:
        """Go to another currency: what was shared out in the former one is forgotten."""
        if devise != self.devise:
            self.devise = devise
            self.cote.oublier()

    def fixer(self, cote: Cote, cle: str, montant: int) -> int:
        """Give a row so much, never more than it owes; return what it takes."""
        return cote.fixer(cle, montant)

    def basculer(self, cote: Cote, cle: str) -> int:
        """Tick a row for its whole remainder, at most for what the amount typed still leaves; or untick it."""
        ligne = cote.ligne(cle)
        if ligne is None or cote.montant(cle):
            return cote.fixer(cle, 0) if ligne is not None else 0
        reste = libre(ligne)
        laisse = reste if self.recu is None else self.recu - self.affecte
        return cote.fixer(cle, min(reste, laisse) if laisse > 0 else reste)

    def reordonner(self) -> None:
        """Follow the order of the rows: what F2 sends has none, each row has its own amount."""

    def proposer(self) -> int:
        """Share out the amount (without one: all that is due), exact match first then oldest; return the amount."""
        dus = self.dus
        somme = sum(du.reste_devise for du in dus) if self.recu is None else self.recu
        lignes = [Du(du.cle, du.reste_devise, du.date_echeance.isoformat(), self.devise) for du in dus]
        parts = dict.fromkeys((du.cle for du in dus), 0)
        if self.recu is None:
            parts = {du.cle: du.reste_devise for du in dus}
        else:
            for proposition in proposer(lignes, [Disponible(_SOURCE, somme, "", self.devise)]):
                parts[proposition.cible] += proposition.montant
        self.cote.oublier()
        for cle, part in parts.items():
            self.cote.fixer(cle, part)
        return somme

    def bilan(self, montant: int | None) -> Bilan:
        """Return the live figures; ``montant`` None when nothing readable is typed."""
        recu, affecte = montant or 0, self.affecte
        reste = recu - affecte
        phrase, gravite = self._phrase(montant, affecte, reste)
        return Bilan(
            ecrire_en(recu, self.devise),
            ecrire_en(affecte, self.devise),
            ecrire_en(max(0, reste), self.devise),
            phrase,
            gravite,
        )

    def _phrase(self, montant: int | None, affecte: int, reste: int) -> tuple[str, Gravite]:
        if reste < 0:
            return f"{ecrire_en(-reste, self.devise)} de trop sur les documents : baissez une ligne.", Gravite.ERREUR
        if not montant or not self.lue:
            return (_COMMENCER if self.dus else ""), Gravite.NEUTRE
        if not reste:
            return "Tout le montant règle des documents.", Gravite.SUCCES
        if affecte:
            return f"{ecrire_en(reste, self.devise)} resteront disponibles pour le client.", Gravite.INFO
        return (_A_REPARTIR, Gravite.ALERTE) if self.dus else (_RIEN_DU, Gravite.INFO)

    def affectees(self) -> tuple[Affectee, ...]:
        """Return what F2 imputes, in the order of the dues."""
        return tuple(
            Affectee(
                echeance="" if ligne.compte is not None else ligne.cle,
                compte=ligne.compte,
                montant=monnaie_de(self.devise).centiemes(part),
            )
            for ligne, part in self.cote.choisies([du.cle for du in self.dus])
        )


@dataclass(frozen=True, slots=True)
class Moment:
    """What the screen is at, for ``empechement``."""

    en_cours: bool = False
    sans_droit: str = ""
    dernier: str = ""
    client: bool = False
    dus: bool = False
    ligne: LigneDue | None = None


def empechement(geste: str, moment: Moment) -> str:
    """Return why a gesture cannot be done now; empty when it can."""
    if geste in ("enregistrer", "apercu", "annuler", "joindre") and moment.en_cours:
        return "L'enregistrement est en cours."
    if geste == "enregistrer":
        return moment.sans_droit
    if geste == "recu":
        return "" if moment.dernier else "Aucun règlement n'a encore été enregistré ici."
    if geste in ("voir", "menu"):
        return "" if moment.ligne is not None else "Choisissez d'abord un document à régler."
    if geste == "proposer":
        rien = "" if moment.dus else "Ce client ne doit rien."
        return rien if moment.client else CLIENT_D_ABORD
    return ""


def destination(ligne: LigneDue, client: int | None) -> tuple[str, dict[str, object]]:
    """Return the screen that shows a due, and its parameters: the pièce, or the accounts of the client."""
    if ligne.compte is not None:
        return "comptes_clients", {"client": client}
    return "piece", {"piece": ligne.cle.partition("/")[0]}


def lire_montant_saisi(saisie: Saisie) -> int | None:
    """Return the amount typed in minor units of its currency, None when it is empty or unreadable."""
    try:
        return lire_en(saisie.montant, saisie.devise)
    except ErreurMetier:
        return None


def commande(saisie: Saisie, repartition: Repartition) -> EnregistrerReglement:
    """Return the command of F2; raises ``ErreurMetier`` with the field that is missing or unreadable."""
    if saisie.client is None:
        raise ErreurMetier("client_a_choisir", champ="client")
    if not saisie.mode:
        raise ErreurMetier("mode_a_choisir", champ="mode")
    date = lire_date(saisie.date, champ="date")
    montant = lire_en(saisie.montant, saisie.devise)
    if montant <= 0:
        raise ErreurMetier("montant_invalide", champ="montant", valeur=saisie.montant[:40])
    if repartition.affecte > montant:
        raise ErreurMetier(
            "reparti_au_dela",
            champ="montant",
            reparti=ecrire_en(repartition.affecte, saisie.devise),
            recu=ecrire_en(montant, saisie.devise),
        )
    cours: Cours | None = lire_cours(saisie.cours, champ="cours") if saisie.devise != EURO else None
    return EnregistrerReglement(
        client=saisie.client,
        mode=saisie.mode,
        montant=monnaie_de(saisie.devise).centiemes(montant),
        date=date,
        reference=saisie.reference.strip(),
        station=saisie.station,
        banque=saisie.banque,
        devise=saisie.devise,
        cours=cours,
        imputations=repartition.affectees(),
        non_resident=saisie.non_resident.strip(),
        pieces_jointes=saisie.pieces_jointes,
    )


def demande_banque(mode: VueMode | None, banques: Sequence[VueBanque]) -> bool:
    """Tell whether the bank is asked for: the mode goes to one, and the shop has some."""
    return va_en_banque(mode) and bool(banques)


def demande_identite(mode: VueMode | None, montant: int | None) -> bool:
    """Tell whether the identity of a non-resident is proposed: cash above what a resident may pay."""
    return mode is not None and mode.especes and (montant or 0) > ESPECES_RESIDENT


def compte_rendu(numero: str, nom: str, impute: str, disponible: str) -> str:
    """Return the sentence after a success: the number first, what is left, the key of the receipt."""
    recu = lire_montant_contrat(impute) + lire_montant_contrat(disponible)
    texte = f"{numero} enregistré : {ecrire_montant(recu)} € de {nom}"
    if reste := lire_montant_contrat(disponible):
        texte += f", dont {ecrire_montant(reste)} € restent disponibles"
    return f"{texte}. Ctrl+P : reçu."


def dire_les_diminutions(diminutions: Sequence[Diminution]) -> str:
    """Say which amounts were lowered because another poste settled meanwhile."""
    noms = ", ".join(diminution.ligne.titre for diminution in diminutions)
    return f"Réglé entre-temps sur un autre poste : {noms}. Les montants ont été baissés, vérifiez-les."


def dire_le_fichier(joint: FichierJoint) -> str:
    """Return a supporting file on one line: name, kind, size."""
    return f"{joint.nom} — {joint.type.libelle}, {taille_en_mots(joint.taille)}"
