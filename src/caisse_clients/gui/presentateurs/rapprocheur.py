"""The two columns of *Créer un règlement* without Qt: amounts chosen, their totals, and the pairs that F2 sends.

One ``Cote`` per column holds the rows and the amount chosen for each; its totals follow every change by addition,
never by going through the rows again: 5 000 open items stay fluid.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caisse_clients.application.commandes.imputations import Rapprocher
from caisse_clients.application.commandes.saisies import Rapprochement
from caisse_clients.domain.devises import en_centiemes
from caisse_clients.domain.reglages import EURO
from caisse_clients.domain.reglements import Disponible, Du, Proposition, Reference, proposer, ventiler
from caisse_clients.domain.vues_ventes import LigneDisponible, LigneDue, VueImputation, VueMode
from caisse_clients.gui.presentateurs.devises import ecrire_en
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.formats import lire_montant_contrat

if TYPE_CHECKING:
    from caisse_clients.application.lectures import LigneClient
    from caisse_clients.application.services import Services

LigneOuverte = LigneDue | LigneDisponible


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything the screen shows of one client, read in one snapshot: ``imputations`` latest first.

    ``limite_ecart`` in centimes.
    """

    client: int
    fiche: LigneClient | None = None
    dus: tuple[LigneDue, ...] = ()
    disponibles: tuple[LigneDisponible, ...] = ()
    imputations: tuple[VueImputation, ...] = ()
    modes: tuple[VueMode, ...] = ()
    limite_ecart: int = 0


@dataclass(frozen=True, slots=True)
class Diminution:
    """A row whose chosen amount no longer fits what was read again: ``reste`` is what is left now (0: gone)."""

    ligne: LigneOuverte
    choisi: int
    reste: int


def lire_situation(services: Services, client: int) -> Situation:
    """Read the two columns, what is already matched and the modes (reader thread); raises ``client_inconnu``."""
    from caisse_clients.application import lectures, lectures_ventes

    with services.lire() as lecteur:
        fiche = lectures.fiche_client(lecteur, client)
        code = fiche.absorbe_par or fiche.code
        return Situation(
            code,
            next(iter(lectures.lignes_clients(lecteur, [code])), None),
            tuple(lectures_ventes.dus(lecteur, code)),
            tuple(lectures_ventes.disponibles(lecteur, code)),
            tuple(reversed(lectures_ventes.imputations_du_client(lecteur, code))),
            tuple(lectures_ventes.modes(lecteur)),
            lire_montant_contrat(lectures.valeurs_parametres(lecteur)["limite_ecart"]),
        )


def libre(ligne: LigneOuverte) -> int:
    """Return what may be chosen on a row, in minor units of its currency."""
    return ligne.reste_devise if isinstance(ligne, LigneDue) else ligne.disponible_devise


def reference(ligne: LigneOuverte) -> Reference:
    """Return how a command names the row: a compte client by its number, the rest by its text."""
    return ligne.cle if ligne.compte is None else ligne.compte


class Cote:
    """One column: its rows by key, the amount chosen on each, and totals by currency that are always right."""

    def __init__(self) -> None:
        self._lignes: dict[str, LigneOuverte] = {}
        self._choisis: dict[str, int] = {}
        self.total: Counter[str] = Counter()
        """What the rows hold, by currency."""
        self.choisi: Counter[str] = Counter()
        """What is chosen, by currency."""

    def charger(self, lignes: Iterable[LigneOuverte]) -> list[Diminution]:
        """Take the rows read again; amounts chosen stay, lowered where less is left: those are returned."""
        avant, anciennes = self._choisis, self._lignes
        self._lignes = {ligne.cle: ligne for ligne in lignes}
        self._choisis = {}
        self.total, self.choisi = Counter(), Counter()
        for ligne in self._lignes.values():
            self.total[ligne.devise] += libre(ligne)
        diminutions = []
        for cle, montant in avant.items():
            nouvelle = self._lignes.get(cle)
            reste = 0 if nouvelle is None else libre(nouvelle)
            if nouvelle is not None:
                self.fixer(cle, montant)
            if reste < montant:
                diminutions.append(Diminution(nouvelle or anciennes[cle], montant, reste))
        return diminutions

    def oublier(self) -> None:
        """Untick everything."""
        self._choisis = {}
        self.choisi = Counter()

    def ligne(self, cle: str) -> LigneOuverte | None:
        """Return the row of that key."""
        return self._lignes.get(cle)

    def montant(self, cle: str) -> int:
        """Return the amount chosen on a row, 0 when it is not ticked."""
        return self._choisis.get(cle, 0)

    def fixer(self, cle: str, montant: int) -> int:
        """Choose so much of a row and return what was chosen: never less than nothing, never more than it holds."""
        ligne = self._lignes[cle]
        borne = max(0, min(montant, libre(ligne)))
        self.choisi[ligne.devise] += borne - self._choisis.pop(cle, 0)
        if borne:
            self._choisis[cle] = borne
        return borne

    def basculer(self, cle: str) -> int:
        """Tick the whole row, or untick it; return what is chosen now."""
        return self.fixer(cle, 0 if self.montant(cle) else libre(self._lignes[cle]))

    @property
    def nombre(self) -> int:
        """How many rows are ticked."""
        return len(self._choisis)

    def choisies(self, ordre: Iterable[str]) -> list[tuple[LigneOuverte, int]]:
        """Return the ticked rows and their amounts, in the order given."""
        return [(self._lignes[cle], self._choisis[cle]) for cle in ordre if cle in self._choisis]

    def toutes(self, ordre: Iterable[str]) -> list[tuple[LigneOuverte, int]]:
        """Return every row with all it holds, in the order given."""
        return [(self._lignes[cle], libre(self._lignes[cle])) for cle in ordre]


class Rapprocheur:
    """The two columns of one client, and what F8 and F2 make of them.

    Orders are those of the screen: the user may sort or move rows, and the first ones are served first.
    """

    def __init__(self) -> None:
        self.situation: Situation | None = None
        self.gauche, self.droite = Cote(), Cote()
        self._proposees: list[Proposition] | None = None

    def charger(self, situation: Situation) -> list[Diminution]:
        """Take what was read; what is chosen stays when the client is the same. Return what no longer fits."""
        if self.situation is None or self.situation.client != situation.client:
            self.effacer()
        self.situation = situation
        self._proposees = None
        return [*self.gauche.charger(situation.dus), *self.droite.charger(situation.disponibles)]

    def quitter(self) -> None:
        """Show nobody."""
        self.effacer()
        self.situation = None
        self.gauche.charger(())
        self.droite.charger(())

    def effacer(self) -> None:
        """Untick both columns."""
        self._proposees = None
        self.gauche.oublier()
        self.droite.oublier()

    def fixer(self, cote: Cote, cle: str, montant: int) -> int:
        """Choose so much of a row; what F8 had paired is now for the displayed order to pair."""
        self._proposees = None
        return cote.fixer(cle, montant)

    def basculer(self, cote: Cote, cle: str) -> int:
        """Tick or untick a row."""
        self._proposees = None
        return cote.basculer(cle)

    def reordonner(self) -> None:
        """The user changed the order of a column: pairs follow it."""
        self._proposees = None

    def proposer(self, ordre_gauche: Sequence[str], ordre_droite: Sequence[str]) -> int:
        """Tick the automatic proposal, exact matches first then oldest due first; return how many pairs it has.

        With ticks in one column only, the proposal is about them: a règlement just taken pays the oldest dues.
        When nothing can be proposed, what is ticked stays.
        """
        seulement_gauche = bool(self.gauche.nombre) and not self.droite.nombre
        seulement_droite = bool(self.droite.nombre) and not self.gauche.nombre
        dus = (self.gauche.choisies if seulement_gauche else self.gauche.toutes)(ordre_gauche)
        libres = (self.droite.choisies if seulement_droite else self.droite.toutes)(ordre_droite)
        propositions = proposer(_dus(dus), _disponibles(libres))
        if not propositions:
            return 0
        sommes_gauche, sommes_droite = Counter[str](), Counter[str]()
        for proposition in propositions:
            sommes_gauche[proposition.cible] += proposition.montant
            sommes_droite[proposition.source] += proposition.montant
        self.effacer()
        for cote, sommes in ((self.gauche, sommes_gauche), (self.droite, sommes_droite)):
            for cle, montant in sommes.items():
                cote.fixer(cle, montant)
        self._proposees = propositions
        return len(propositions)

    def rapprochements(self, ordre_gauche: Sequence[str], ordre_droite: Sequence[str]) -> tuple[Rapprochement, ...]:
        """Return the pairs that F2 sends: those of F8 as long as nothing was changed, else by the displayed order."""
        paires = self._proposees
        if paires is None:
            gauche, droite = self.gauche.choisies(ordre_gauche), self.droite.choisies(ordre_droite)
            paires = ventiler(_dus(gauche), _disponibles(droite))
        return tuple(self._rapprochement(paire) for paire in paires)

    def commande(self, ordre_gauche: Sequence[str], ordre_droite: Sequence[str]) -> Rapprocher:
        """Return the one command of F2."""
        assert self.situation is not None
        return Rapprocher(self.situation.client, self.rapprochements(ordre_gauche, ordre_droite))

    def devises(self) -> list[str]:
        """Return the currencies in sight, the euro first."""
        vues = {EURO, *self.gauche.total, *self.droite.total}
        return sorted(vues, key=lambda devise: (devise != EURO, devise))

    def rapproche(self, devise: str) -> int:
        """Return how much F2 matches in this currency: what both columns allow."""
        return min(self.gauche.choisi[devise], self.droite.choisi[devise])

    def reste(self, cote: Cote, devise: str) -> int:
        """Return what a column will still hold in this currency after F2."""
        return cote.total[devise] - self.rapproche(devise)

    def texte_du_reste(self, cote: Cote) -> str:
        """Return what a column will still hold after F2, currency by currency."""
        devises = [d for d in self.devises() if d == EURO or cote.total[d]]
        return " + ".join(ecrire_en(self.reste(cote, devise), devise) for devise in devises)

    def a_rapprocher(self) -> bool:
        """True when F2 has something to match."""
        return any(self.rapproche(devise) for devise in self.devises())

    def manque(self) -> int:
        """Return what is ticked as due and not yet covered, in centimes; all that is due when nothing is ticked."""
        if not self.gauche.nombre:
            return max(0, self.gauche.total[EURO] - self.droite.choisi[EURO])
        return max(0, self.gauche.choisi[EURO] - self.droite.choisi[EURO])

    def explication(self) -> str:
        """Say in plain words what F2 will do, or what is missing before it can."""
        if self.situation is None:
            return ""
        phrases = [phrase for devise in self.devises() if (phrase := self._phrase(devise))]
        return "  ".join(phrases) or _commencer(self.situation)

    def _phrase(self, devise: str) -> str:
        gauche, droite, paye = self.gauche.choisi[devise], self.droite.choisi[devise], self.rapproche(devise)
        if not (gauche or droite):
            return ""
        if not paye:
            return self._phrase_d_un_cote(gauche, droite, devise)
        debut = f"F2 rapproche {ecrire_en(paye, devise)}"
        if gauche == droite:
            return f"{debut} : les deux colonnes sont égales."
        if gauche > droite:
            return (
                f"{debut} ; il manque {ecrire_en(gauche - droite, devise)} à droite pour payer tout ce qui est coché."
            )
        return f"{debut} ; {ecrire_en(droite - gauche, devise)} cochés à droite resteront disponibles."

    def _phrase_d_un_cote(self, gauche: int, droite: int, devise: str) -> str:
        seul = (self.droite if gauche else self.gauche).total[devise] == 0
        if devise != EURO and seul:
            cote = "disponible" if gauche else "dû"
            montant = ecrire_en(gauche or droite, devise)
            phrase = f"{montant} cochés, mais rien n'est {cote} en {devise} : une devise ne paie qu'elle-même."
            return f"{phrase} Nouveau règlement (Ctrl+6) encaisse en {devise}." if gauche else phrase
        if gauche:
            return f"{ecrire_en(gauche, devise)} à payer : cochez à droite avec quoi, ou F3 ajoute un règlement."
        return f"{ecrire_en(droite, devise)} à utiliser : cochez à gauche ce qu'ils paient, ou F8 propose."

    def _rapprochement(self, paire: Proposition) -> Rapprochement:
        source, cible = self.droite.ligne(paire.source), self.gauche.ligne(paire.cible)
        assert source is not None  # pairs are made of rows in sight
        assert cible is not None
        # Commands take hundredths, whatever the decimals of the currency.
        montant = Centimes(en_centiemes(paire.montant, source.devise))
        return Rapprochement(reference(source), reference(cible), montant)


def _dus(lignes: Iterable[tuple[LigneOuverte, int]]) -> list[Du]:
    return [
        Du(ligne.cle, montant, ligne.date_echeance.isoformat(), ligne.devise)
        for ligne, montant in lignes
        if isinstance(ligne, LigneDue)
    ]


def _disponibles(lignes: Iterable[tuple[LigneOuverte, int]]) -> list[Disponible]:
    return [Disponible(ligne.cle, montant, ligne.date.isoformat(), ligne.devise) for ligne, montant in lignes]


def _commencer(situation: Situation) -> str:
    if not situation.dus and not situation.disponibles:
        return "Rien n'est dû et rien n'est disponible."
    if not situation.disponibles:
        return "F3 ajoute le règlement que fait le client."
    if not situation.dus:
        return "Rien n'est dû : ce qui est disponible servira à une prochaine commande ou facture."
    return "Cochez à gauche ce qui est payé et à droite avec quoi (Espace), ou F8 pour une proposition."
