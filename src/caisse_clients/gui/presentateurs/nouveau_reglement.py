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
from caisse_clients.gui.modeles.colonnes import Colonne, Format, Gravite
from caisse_clients.gui.presentateurs.devises import ecrire_en, lire_en
from caisse_clients.gui.presentateurs.imputation import Cote, Diminution
from caisse_clients.gui.presentateurs.pieces_jointes import taille_en_mots
from caisse_clients.gui.presentateurs.reglement import va_en_banque
from caisse_clients.kernel.argent import Centimes, Cours
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import lire_cours, lire_date, lire_montant_contrat

if TYPE_CHECKING:
    from caisse_clients.application.services import Services

_SOURCE = "reglement"
"""Key of the one source of a proposal: the règlement being typed."""


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
    """The documents to settle and how much of the règlement goes to each, in the currency of the règlement."""

    def __init__(self) -> None:
        self.cote = Cote()
        self._dus: tuple[LigneDue, ...] = ()
        self.devise = EURO

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
        self._dus = tuple(dus)
        return self.cote.charger(self._dus)

    def vider(self) -> None:
        """Show nobody's dues."""
        self._dus, self.devise, self.cote = (), EURO, Cote()

    def changer_de_devise(self, devise: str) -> None:
        """Go to another currency: what was shared out in the former one is forgotten."""
        if devise != self.devise:
            self.devise = devise
            self.cote.oublier()

    def basculer(self, cle: str, montant: int | None) -> int:
        """Tick a row for its whole remainder, at most for what the amount typed still leaves; or untick it."""
        if self.cote.montant(cle):
            return self.cote.fixer(cle, 0)
        ligne = next(du for du in self.dus if du.cle == cle)
        libre = ligne.reste_devise if montant is None else montant - self.affecte
        return self.cote.fixer(cle, min(ligne.reste_devise, libre) if libre > 0 else ligne.reste_devise)

    def proposer(self, montant: int | None) -> int:
        """Share out the amount (None: all that is due), exact match first then oldest; return the amount."""
        dus = self.dus
        somme = sum(du.reste_devise for du in dus) if montant is None else montant
        lignes = [Du(du.cle, du.reste_devise, du.date_echeance.isoformat(), self.devise) for du in dus]
        source = Disponible(_SOURCE, somme, "", self.devise)
        self.cote.oublier()
        sommes: dict[str, int] = {}
        for proposition in proposer(lignes, [source]):
            sommes[proposition.cible] = sommes.get(proposition.cible, 0) + proposition.montant
        for cle, part in sommes.items():
            self.cote.fixer(cle, part)
        return somme

    def bilan(self, montant: int | None) -> Bilan:
        """Return the live figures; ``montant`` None when nothing readable is typed."""
        recu, affecte = montant or 0, self.affecte
        reste = recu - affecte
        if reste < 0:
            phrase = f"Réparti au-delà du montant : {ecrire_en(-reste, self.devise)} de trop. Baissez une ligne."
            gravite = Gravite.ERREUR
        elif montant is None:
            phrase, gravite = "Tapez le montant reçu, puis F8 : il se répartit seul.", Gravite.NEUTRE
        elif reste and not self.dus:
            phrase, gravite = "Rien n'est dû : tout restera disponible pour le client.", Gravite.INFO
        elif reste:
            phrase = f"{ecrire_en(reste, self.devise)} resteront disponibles pour le client."
            gravite = Gravite.INFO if affecte else Gravite.ALERTE
        else:
            phrase, gravite = "Tout le montant paie des documents.", Gravite.SUCCES
        return Bilan(
            ecrire_en(recu, self.devise),
            ecrire_en(affecte, self.devise),
            ecrire_en(max(0, reste), self.devise) if reste >= 0 else "aucun",
            phrase,
            gravite,
        )

    def affectees(self) -> tuple[Affectee, ...]:
        """Return what F2 imputes, in the order shown."""
        return tuple(
            Affectee(
                echeance="" if ligne.compte is not None else ligne.cle, compte=ligne.compte, montant=Centimes(part)
            )
            for ligne, part in self.cote.choisies([du.cle for du in self.dus])
        )


def colonnes(repartition: Repartition) -> tuple[Colonne, ...]:
    """Return the columns of what to settle; the last one is typed in."""

    def a_payer(du: LigneDue) -> str:
        part = repartition.cote.montant(du.cle)
        return ecrire_en(part, du.devise) if part else ""

    return (
        Colonne("Document", lambda du: du.titre, largeur=230, elastique=True),
        Colonne("Date", lambda du: du.date, Format.DATE, 92),
        Colonne("Échéance", lambda du: du.date_echeance, Format.DATE, 92),
        Colonne("Montant", lambda du: du.montant, Format.MONTANT, 110),
        Colonne("Reste dû", lambda du: du.reste, Format.MONTANT, 110),
        Colonne("À payer", a_payer, Format.MONTANT, 120),
    )


def lire_montant_saisi(saisie: Saisie) -> int | None:
    """Return the amount typed in minor units of its currency, None when it is empty or unreadable."""
    try:
        return lire_en(saisie.montant, saisie.devise)
    except ErreurMetier:
        return None


def commande(saisie: Saisie, repartition: Repartition) -> EnregistrerReglement:
    """Return the command of F2; raises ``ErreurMetier`` with the field that is missing or unreadable."""
    if saisie.client is None:
        raise ErreurMetier("champ_vide", champ="client")
    if not saisie.mode:
        raise ErreurMetier("champ_vide", champ="mode")
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
        montant=Centimes(montant),
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
    from caisse_clients.kernel.formats import ecrire_montant

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
