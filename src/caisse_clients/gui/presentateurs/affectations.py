"""What is given to échéances before it is saved: modes and banks, their undo, their saving by slices. No Qt."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caisse_clients.application.commandes.echeances import Affectation, EnregistrerAffectations
from caisse_clients.application.messages import message_de
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.echeancier import LigneAffectation
from caisse_clients.kernel.erreurs import ErreurMetier, ErreurTechnique
from caisse_clients.kernel.formats import ecrire_code
from caisse_clients.kernel.identifiants import nouvel_id
from caisse_clients.kernel.suivi import Annulee

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi

TRANCHE = 500
"""Échéances saved by one command: each is one sealed act; a long work says where it is and may stop between two."""
Valeurs = tuple[str | None, str | None]
"""Mode and bank given to an échéance; None = as it is in the base."""


@dataclass(frozen=True, slots=True)
class _Ecrit:
    """What a gesture wrote over, for those of its échéances that had already been given something."""

    valeurs: dict[int, str]
    ids: array[int]
    avant: dict[int, str]

    def defaire(self) -> None:
        for i in self.ids:
            del self.valeurs[i]
        self.valeurs.update(self.avant)


class Saisies:
    """What is typed over the rows read, by échéance, with its undo; nothing is saved before F2.

    Ctrl+A then a mode on a hundred thousand rows is one gesture: whole dictionaries are moved, never row by row.
    """

    def __init__(self) -> None:
        self._modes: dict[int, str] = {}
        self._banques: dict[int, str] = {}
        self._etapes: list[list[_Ecrit]] = []

    def __len__(self) -> int:
        return len(self._modes.keys() | self._banques.keys())

    @property
    def annulable(self) -> bool:
        """True when there is something to undo."""
        return bool(self._etapes)

    def mode(self, ligne: LigneAffectation) -> str:
        """Return the mode of a row as it would be saved."""
        return self._modes.get(ligne.id, ligne.mode)

    def banque(self, ligne: LigneAffectation) -> str:
        """Return the bank of a row as it would be saved."""
        return self._banques.get(ligne.id, ligne.banque)

    def change(self, ligne: LigneAffectation) -> bool:
        """Tell whether a row was changed since it was read."""
        return self.mode(ligne) != ligne.mode or self.banque(ligne) != ligne.banque

    def donner(self, ids: array[int], *, mode: str | None = None, banque: str | None = None) -> int:
        """Give a mode or a bank to these échéances as one step to undo; return how many."""
        etape = []
        for valeurs, valeur in ((self._modes, mode), (self._banques, banque)):
            if valeur is not None:
                avant = {i: valeurs[i] for i in ids if i in valeurs} if valeurs else {}
                etape.append(_Ecrit(valeurs, ids, avant))
                valeurs.update(dict.fromkeys(ids, valeur))
        if etape and ids:
            self._etapes.append(etape)
        return len(ids)

    def annuler(self) -> int:
        """Undo the last step; return how many rows it had changed."""
        if not self._etapes:
            return 0
        etape = self._etapes.pop()
        for ecrit in etape:
            ecrit.defaire()
        return len(etape[0].ids)

    def oublier(self, ids: Iterable[int] | None = None) -> None:
        """Forget what was given to these échéances (all of them by default), and what could be undone."""
        self._etapes.clear()
        for valeurs in (self._modes, self._banques):
            if ids is None:
                valeurs.clear()
            else:
                for i in ids:
                    valeurs.pop(i, None)

    def a_enregistrer(self) -> dict[int, Valeurs]:
        """Return what was given, by échéance."""
        ids = self._modes.keys() | self._banques.keys()
        return {i: (self._modes.get(i), self._banques.get(i)) for i in sorted(ids)}


@dataclass(frozen=True, slots=True)
class Enregistrement:
    """What was saved: how many échéances are no longer as they were, which are done, and why the rest is not."""

    modifiees: int
    faites: tuple[int, ...]
    reste: int = 0
    erreur: Exception | None = None
    sujets: frozenset[Sujet] = frozenset({Sujet.PIECES})
    """What open screens read again."""


def enregistrer(services: Services, suivi: Suivi, saisies: Saisies) -> Enregistrement:
    """Save what was given, slice by slice (writer thread); raises only when nothing at all was saved.

    An échéance that has become what is asked, or is paid meanwhile, is passed over.
    """
    valeurs = saisies.a_enregistrer()
    ids, faites, modifiees = list(valeurs), 0, 0
    erreur: Exception | None = None
    for debut in range(0, len(ids), TRANCHE):
        tranche = ids[debut : debut + TRANCHE]
        try:
            suivi.avancer(debut, len(ids), "Enregistrement des affectations")
            modifiees += _enregistrer_une_tranche(services, tranche, valeurs)
        except Annulee:
            break
        except (ErreurMetier, ErreurTechnique) as refus:
            if not faites:
                raise
            erreur = refus
            break
        faites += len(tranche)
    return Enregistrement(modifiees, tuple(ids[:faites]), len(ids) - faites, erreur)


def _enregistrer_une_tranche(services: Services, ids: Sequence[int], valeurs: Mapping[int, Valeurs]) -> int:
    from caisse_clients.application.lectures_editions import lignes_affectation

    with services.lire() as lecteur:
        lues = lignes_affectation(lecteur, ids)
    affectations = []
    for ligne in lues:
        mode, banque = valeurs[ligne.id]
        change = (mode is not None and mode != ligne.mode) or (banque is not None and banque != ligne.banque)
        if change and ligne.montant:
            affectations.append(Affectation(ligne.cle, mode, banque))
    if not affectations:
        return 0
    resultat = services.executer(EnregistrerAffectations(tuple(affectations)), id_commande=nouvel_id())
    modifiees = resultat.valeurs["modifiees"]
    assert isinstance(modifiees, int)
    return modifiees


def compte_rendu(fait: Enregistrement) -> str:
    """Say what was saved, and what is not."""
    pluriel = "s" if fait.modifiees > 1 else ""
    dit = f"{ecrire_code(fait.modifiees) if fait.modifiees else 'Aucune'} échéance{pluriel} affectée{pluriel}."
    if not fait.modifiees:
        dit = "Rien n'a changé : les échéances étaient déjà ainsi, ou viennent d'être payées."
    if fait.erreur is not None:
        return f"{dit} {message_de(fait.erreur)} Il en reste {ecrire_code(fait.reste)} à enregistrer (F2)."
    return f"{dit} Arrêté : il en reste {ecrire_code(fait.reste)} à enregistrer (F2)." if fait.reste else dit
