"""What *Gestion des règlements* decides, without Qt: the selection, what is typed on it, its undo (manual 004)."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caisse_clients.application.messages import message_de
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.echeancier import Choix, CritereAffectation, LigneAffectation
from caisse_clients.domain.reglages import CHIFFRES_DES_DEVISES, EURO
from caisse_clients.gui.modeles.colonnes import Colonne, Format, Gravite, Pastille
from caisse_clients.gui.presentateurs.affectations import Saisies
from caisse_clients.gui.presentateurs.devises import ecrire_nombre
from caisse_clients.gui.presentateurs.reglements import manque_de_droit
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, lire_code, lire_date

if TYPE_CHECKING:
    from caisse_clients.application.services import Services

TITRE = "Gestion des règlements"
AUCUNE_LIGNE = "Choisissez d'abord une ou plusieurs lignes (Maj+flèches, Ctrl+A pour toutes)."
RIEN_A_ENREGISTRER = "Rien n'a été changé : il n'y a rien à enregistrer."
RIEN_A_ANNULER = "Rien n'a été changé : il n'y a rien à annuler."
VIDE = "Aucune échéance impayée ne répond à cette sélection : revenez-y (Échap) et élargissez la période."
ABANDON = "Les modes et les banques saisis ne sont pas enregistrés. Revenir à la sélection et les abandonner ?"
LECTURE = "Lecture des échéances…"
EN_COURS = "L'enregistrement est en cours : il s'arrête par le bouton Annuler, en bas."
DEJA_A_LA_SELECTION = "Vous êtes à la sélection : remplissez-la, puis F2."
SELECTION_D_ABORD = "Validez d'abord la sélection (F2)."
CHOISIR_UNE_LIGNE = "Choisissez d'abord une ligne."
LISTE_VIDE = "La liste est vide."
SANS_MODE, SANS_BANQUE = "Sans mode de règlement", "Sans banque"
RANG_MODE, RANG_BANQUE = 7, 8
"""Columns that are filled in."""
PORTEE = "gestion_reglements"
GESTES = tuple(f"{PORTEE}.{geste}" for geste in ("reglement", "banque", "annuler", "voir", "modifier", "imprimer"))
"""What the menu of a row offers."""
_SUR_LA_GRILLE = frozenset(
    {"retour", "reglement", "banque", "annuler", "voir", "modifier", "imprimer", "exporter", "menu"}
)


@dataclass(frozen=True, slots=True)
class Selection:
    """The first page as it is filled in, dates as typed."""

    debut: str
    fin: str
    client_de: int | None = None
    client_a: int | None = None
    choix_mode: Choix = Choix.TOUT
    mode: str = ""
    choix_banque: Choix = Choix.TOUT
    banque: str = ""

    def criteres(self) -> CritereAffectation:
        """Return what to read; raises ``ErreurMetier`` with its ``champ`` when something does not hold."""
        du, au = lire_date(self.debut, champ="debut"), lire_date(self.fin, champ="fin")
        if du > au:
            raise ErreurMetier("periode_inversee", champ="debut", du=du, au=au)
        if self.client_de is not None and self.client_a is not None and self.client_de > self.client_a:
            raise ErreurMetier("plage_inversee", champ="client_a", de=self.client_de, a=self.client_a)
        if self.choix_mode is Choix.UN and not self.mode:
            raise ErreurMetier("mode_a_choisir", champ="mode")
        if self.choix_banque is Choix.UN and not self.banque:
            raise ErreurMetier("banque_a_choisir", champ="banque")
        return CritereAffectation(
            du=du,
            au=au,
            client_de=self.client_de,
            client_a=self.client_a,
            choix_mode=self.choix_mode,
            mode=self.mode,
            choix_banque=self.choix_banque,
            banque=self.banque,
        )

    def en_mots(self, modes: Mapping[str, str], banques: Mapping[str, str]) -> str:
        """Say the selection in one line, above the grid and on paper."""
        dit = [f"Échéances du {self.debut} au {self.fin}"]
        if self.client_de is not None or self.client_a is not None:
            de = "le premier" if self.client_de is None else ecrire_code(self.client_de)
            a = "au dernier" if self.client_a is None else f"à {ecrire_code(self.client_a)}"
            dit.append(f"clients de {de} {a}")
        for choix, sans, nom in (
            (self.choix_mode, "sans mode de règlement", modes.get(self.mode, self.mode)),
            (self.choix_banque, "sans journal de banque", banques.get(self.banque, self.banque)),
        ):
            if choix is not Choix.TOUT:
                dit.append(sans if choix is Choix.SANS else nom)
        return " · ".join(dit)


def selection_initiale(aujourd_hui: dt.date) -> Selection:
    """Return the selection as the page opens: the current month, every client, any mode, any bank (manual 004)."""
    dernier = calendar.monthrange(aujourd_hui.year, aujourd_hui.month)[1]
    return Selection(ecrire_date(aujourd_hui.replace(day=1)), ecrire_date(aujourd_hui.replace(day=dernier)))


def colonnes(saisies: Saisies, modes: Mapping[str, str], banques: Mapping[str, str]) -> tuple[Colonne, ...]:
    """Return the columns of the affectation grid (manual 004), the last two as they would be saved."""
    return (
        Colonne("Échéance", lambda ligne: ligne.echeance, Format.DATE, 96),
        Colonne("Compte", lambda ligne: ligne.compte, largeur=100),
        Colonne("Client", lambda ligne: ligne.client_nom, largeur=200, elastique=True),
        Colonne("N° de pièce", lambda ligne: ligne.piece, largeur=150),
        Colonne("Monnaie", monnaie, Format.PASTILLE, 84, aide="Monnaie de la pièce."),
        Colonne(
            "Montant saisi",
            lambda ligne: ecrire_nombre(ligne.montant, ligne.devise),
            Format.ENTIER,
            110,
            aide="Reste dû, dans la monnaie de la pièce.",
            centimes=_centimes,
        ),
        Colonne("Montant en EUR", lambda ligne: ligne.montant_eur, Format.MONTANT, 118),
        Colonne("Règt", lambda ligne: _nom(modes, saisies.mode(ligne)), largeur=140, aide="F6, ou Entrée."),
        Colonne(
            "Banque", lambda ligne: _nom(banques, saisies.banque(ligne)), largeur=150, aide="F7, ou → puis Entrée."
        ),
        Colonne(
            "État",
            lambda ligne: _MODIFIEE if saisies.change(ligne) else None,
            Format.PASTILLE,
            82,
            cle="modifie",
            aide="Ce qui est modifié et pas encore enregistré.",
        ),
    )


_MODIFIEE = Pastille("modifié", Gravite.ALERTE)


def couleur_de_ligne(saisies: Saisies) -> Callable[[LigneAffectation], str | None]:
    """Return the ground of the rows changed; the word stands in their last column."""
    return lambda ligne: "alerte_doux" if saisies.change(ligne) else None


def monnaie(ligne: LigneAffectation) -> Pastille:
    """Return the flag of the pièce's currency: its code, set off when it is not the euro."""
    return Pastille(ligne.devise, Gravite.NEUTRE if ligne.devise == EURO else Gravite.INFO)


def _centimes(ligne: LigneAffectation) -> int | None:
    """Return the amount in hundredths; None for a currency of thousandths."""
    chiffres = CHIFFRES_DES_DEVISES[ligne.devise]
    return ligne.montant * 10 ** (2 - chiffres) if chiffres <= 2 else None


def _nom(noms: Mapping[str, str], code: str) -> str:
    return noms.get(code, code)


@dataclass(slots=True)
class Listes:
    """Modes and banks by code: those in use may be given, all of them have a name."""

    modes: dict[str, str]
    banques: dict[str, str]
    modes_actifs: tuple[str, ...] = ()
    banques_actives: tuple[str, ...] = ()

    def prendre(self, lues: Listes) -> None:
        """Take what was just read; the dictionaries stay the same, the columns of the grid look in them."""
        for noms, lus in ((self.modes, lues.modes), (self.banques, lues.banques)):
            noms.clear()
            noms.update(lus)
        self.modes_actifs, self.banques_actives = lues.modes_actifs, lues.banques_actives


def lire_listes(services: Services) -> Listes:
    """Read the modes and the banks (reader thread)."""
    from caisse_clients.application.lectures_ventes import banques, modes

    with services.lire() as lecteur:
        lus, lues = modes(lecteur, actifs=False), banques(lecteur, actifs=False)
    return Listes(
        {m.code: m.libelle for m in lus},
        {b.code: b.libelle for b in lues},
        tuple(m.code for m in lus if m.actif),
        tuple(b.code for b in lues if b.actif),
    )


@dataclass(frozen=True, slots=True)
class Offre:
    """One line of the list opened at a cell: its text carries the letter that chooses it (``&Virement``)."""

    code: str
    texte: str
    en_vigueur: bool = False


def offres(noms: Mapping[str, str], actifs: Sequence[str], sans: str, en_vigueur: str | None) -> tuple[Offre, ...]:
    """Return what a cell may be given, *sans* last; ``en_vigueur`` is the code it has, None when several rows."""
    prises: set[str] = set()
    lignes = [(code, noms[code]) for code in actifs] + [("", sans)]
    return tuple(Offre(code, _avec_sa_lettre(nom, prises), code == en_vigueur) for code, nom in lignes)


def _avec_sa_lettre(nom: str, prises: set[str]) -> str:
    """Mark the first letter of ``nom`` that no line before has taken."""
    for rang, lettre in enumerate(nom):
        if lettre.isalnum() and lettre.upper() not in prises:
            prises.add(lettre.upper())
            return f"{nom[:rang].replace('&', '&&')}&{nom[rang:].replace('&', '&&')}"
    return nom.replace("&", "&&")


def nombre_en_mots(nombre: int, choisies: int, changees: int) -> str:
    """Say how many rows are shown, chosen and changed."""
    if not nombre:
        return ""
    dit = [f"{ecrire_code(nombre)} échéance{'s' if nombre > 1 else ''}"]
    if choisies > 1:
        dit.append(f"{ecrire_code(choisies)} choisies")
    if changees:
        dit.append(f"{ecrire_code(changees)} à enregistrer")
    return " · ".join(dit)


def donne_en_mots(nombre: int, nom: str) -> str:
    """Say what was just given to how many rows."""
    lignes = f"{ecrire_code(nombre)} lignes" if nombre > 1 else "1 ligne"
    return f"{nom} : {lignes}. F2 enregistre, Ctrl+Z défait."


def defait_en_mots(nombre: int) -> str:
    """Say what Ctrl+Z just undid."""
    return f"Changement défait sur {ecrire_code(nombre)} ligne{'s' if nombre > 1 else ''}."


def borne(code: int | None, texte: str, champ: str) -> int | None:
    """Return a bound of the range of clients: the one chosen, or a code as typed (nobody may have it); None if empty.

    Raises ``client_a_choisir`` when letters designate nobody yet.
    """
    if code is not None or not texte.strip():
        return code
    try:
        return lire_code(texte)
    except ErreurMetier:
        raise ErreurMetier("client_a_choisir", champ=champ) from None


@dataclass(frozen=True, slots=True)
class Etat:
    """What the keys depend on."""

    sur_la_grille: bool
    droits: Collection[Droit]
    nombre: int = 0
    choisies: int = 0
    changees: int = 0
    annulable: bool = False
    ligne: LigneAffectation | None = None
    en_cours: bool = False


def lecture_seule(droits: Collection[Droit]) -> str:
    """Return what is said above the rows to who may only look."""
    raison = manque_de_droit(Droit.AFFECTER, droits)
    return f"Vous pouvez voir, imprimer et exporter. {raison}" if raison else ""


def reste_en_mots(changees: int) -> str:
    """Say how much would be lost."""
    return f"{ecrire_code(changees)} échéance{'s' if changees > 1 else ''} à enregistrer."


def empechement(geste: str, etat: Etat) -> str:
    """Return why ``geste`` cannot be done now, empty when it can."""
    if etat.en_cours:
        return EN_COURS
    if etat.sur_la_grille:
        return next(filter(None, _raisons(geste, etat)), "")
    if geste == "retour":
        return DEJA_A_LA_SELECTION
    return SELECTION_D_ABORD if geste in _SUR_LA_GRILLE else ""


def _raisons(geste: str, etat: Etat) -> tuple[str, ...]:
    sans_droit = manque_de_droit(Droit.AFFECTER, etat.droits)
    sans_ligne = CHOISIR_UNE_LIGNE if etat.ligne is None else ""
    sans_choix = "" if etat.choisies else AUCUNE_LIGNE
    vide = "" if etat.nombre else LISTE_VIDE
    raisons = {
        "valider": (sans_droit, "" if etat.changees else RIEN_A_ENREGISTRER),
        "annuler": (sans_droit, "" if etat.annulable else RIEN_A_ANNULER),
        "reglement": (sans_droit, sans_choix),
        "banque": (sans_droit, sans_choix),
        "imprimer": (vide,),
        "exporter": (vide,),
        "voir": (sans_ligne,),
        "menu": (sans_ligne,),
        "modifier": (sans_ligne, "" if etat.ligne is None else _piece_validee(etat.ligne.piece)),
    }
    return raisons.get(geste, ())


def _piece_validee(piece: str) -> str:
    """Only validated factures have échéances to affect (manual 004): a draft owes nothing yet."""
    return message_de(ErreurMetier("piece_validee", piece=piece))
