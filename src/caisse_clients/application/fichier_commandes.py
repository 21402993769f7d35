"""Running a command file: one JSON object a line in, one JSON object a line out (CONTRACT §2).

Two promises hold whatever stops the process: a result line that was given is committed, and a line is done whole
or not at all. The file is read as bytes and trusted in nothing.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any, Protocol

from caisse_clients.application.commandes.lecture import Alias, DecimalJson, lire_ligne
from caisse_clients.application.executeur import REPRISES, Resultat
from caisse_clients.application.reponses import objet_erreur
from caisse_clients.application.services import Services
from caisse_clients.kernel.erreurs import ConfirmationRequise, ErreurMetier, ErreurTechnique

LIGNE_MAXIMALE = 8 * 1024 * 1024
"""Bytes of a line; a longer one is refused without being decoded."""
_BOM = b"\xef\xbb\xbf"
_PAUSE_MS = 10

Ecrire = Callable[[Mapping[str, Any]], None]
"""Gives one result line and flushes it."""


@dataclass(slots=True)
class Bilan:
    """What became of a file. ``panne`` is the failure (not a refusal) that stopped the run, if any."""

    reussies: int = 0
    refusees: int = 0
    illisibles: int = 0
    panne: Exception | None = None


class Executant(Protocol):
    """What runs one command: the services (its own transaction) or one transaction for the whole file."""

    def executer(
        self, commande: object, *, id_commande: str | None = None, confirmations: frozenset[str] = frozenset()
    ) -> Resultat:
        """Run a command (see ``Executeur.executer``)."""
        ...


def executer_fichier(services: Services, flux: IO[bytes], ecrire: Ecrire, *, atomique: bool = False) -> Bilan:
    """Run the commands of ``flux`` and give each result to ``ecrire`` once it is durable.

    A refusal does not stop the run; a failure of the disk, the lock or the program does, after its own line.
    With ``atomique`` everything is one commit and results come after it; at the first refusal nothing is kept and
    only that line is given, with ``"annule": true``.
    """
    if atomique:
        return _executer_tout(services, list(_lignes(flux)), ecrire)
    bilan, alias = Bilan(), Alias()
    for numero, ligne in _lignes(flux):
        try:
            reponse = _executer_ligne(services, numero, ligne, alias)
        except Exception as echec:  # of ours too: the file must learn which line met it
            _compter(bilan, echec)
            ecrire(reponse_d_echec(numero, echec))
            if bilan.panne is not None:
                break
        else:
            bilan.reussies += 1
            ecrire(reponse)
    return bilan


def _executer_tout(services: Services, lignes: list[tuple[int, bytes]], ecrire: Ecrire) -> Bilan:
    reprises = 0
    while True:
        reponses: list[dict[str, Any]] = []
        en_cours = 0
        try:
            with services.lot() as lot:
                alias = Alias()
                for numero, ligne in lignes:
                    en_cours = numero
                    reponses.append(_executer_ligne(lot, numero, ligne, alias))
                en_cours = 0
        except Exception as echec:
            if isinstance(echec, ErreurTechnique) and echec.details.get("a_reessayer") and reprises < REPRISES:
                reprises += 1
                time.sleep(_PAUSE_MS * reprises / 1000)
                continue
            bilan = Bilan()
            _compter(bilan, echec)
            if en_cours:
                ecrire({**reponse_d_echec(en_cours, echec), "annule": True})
            else:  # at the beginning or at the commit: no line is at fault
                bilan.panne = echec
            return bilan
        for reponse in reponses:
            ecrire(reponse)
        return Bilan(reussies=len(reponses))


def _executer_ligne(executant: Executant, numero: int, ligne: bytes, alias: Alias) -> dict[str, Any]:
    """Run one line and return its result line; raises what refused it or failed."""
    objet = lire_objet(ligne, numero)
    alias.annoncer(objet)
    lue = lire_ligne(objet, alias)
    resultat = executant.executer(lue.commande, id_commande=lue.id_commande, confirmations=lue.confirmations)
    alias.retenir(lue.alias, resultat.valeurs)
    return {"ligne": numero, "ok": True, "resultat": resultat.valeurs}


def reponse_d_echec(numero: int, echec: Exception) -> dict[str, Any]:
    """Return the result line of a line that was refused, asks for a confirmation, or failed."""
    cle = "confirmation" if isinstance(echec, ConfirmationRequise) else "erreur"
    return {"ligne": numero, "ok": False, cle: objet_erreur(echec, fichier=True)}


def _compter(bilan: Bilan, echec: Exception) -> None:
    if isinstance(echec, ErreurMetier) and echec.code == "ligne_illisible":
        bilan.illisibles += 1
    elif isinstance(echec, ErreurMetier | ConfirmationRequise):
        bilan.refusees += 1
    else:
        bilan.panne = echec


# reading -----------------------------------------------------------------------------------------------------


def _lignes(flux: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield the non-empty lines with their number, at most one byte over ``LIGNE_MAXIMALE`` of each."""
    numero = 0
    while brute := flux.readline(LIGNE_MAXIMALE + 1):
        numero += 1
        ligne = brute
        while len(brute) > LIGNE_MAXIMALE and not brute.endswith(b"\n"):
            brute = flux.readline(LIGNE_MAXIMALE + 1)
        if numero == 1:
            ligne = ligne.removeprefix(_BOM)
        if ligne := ligne.strip(b" \t\r\n"):
            yield numero, ligne


def lire_objet(ligne: bytes, numero: int) -> dict[str, Any]:
    """Return the JSON object of a line; raises ``ligne_illisible`` with the reason, in French."""
    if len(ligne) > LIGNE_MAXIMALE:
        raise _illisible(numero, "plus de 8 Mo")
    try:
        objet = _DECODEUR.decode(ligne.decode("utf-8"))
        if b"\\u" in ligne:  # the only way to write half a character in valid UTF-8
            json.dumps(objet, ensure_ascii=False, default=str).encode("utf-8")
    except UnicodeDecodeError:
        raise _illisible(numero, "elle n'est pas en UTF-8") from None
    except UnicodeEncodeError:
        raise _illisible(numero, "un caractère Unicode y est coupé en deux") from None
    except RecursionError:
        raise _illisible(numero, "trop de niveaux imbriqués") from None
    except _Refus as refus:
        raise _illisible(numero, str(refus)) from None
    except json.JSONDecodeError as erreur:
        raise _illisible(numero, f"caractère {erreur.colno}") from None
    except ValueError:  # an integer of more digits than Python converts
        raise _illisible(numero, "un nombre y est immense") from None
    if not isinstance(objet, dict):
        raise _illisible(numero, "il faut un objet entre accolades")
    return objet


class _Refus(Exception):
    """Something that JSON readers disagree on; its text is the reason in French."""


def _sans_doublon(paires: list[tuple[str, Any]]) -> dict[str, Any]:
    objet = dict(paires)
    if len(objet) != len(paires):
        raise _Refus("une même clé y est deux fois")
    return objet


def _sans_infini(nom: str) -> Any:
    raise _Refus(f"{nom} n'est pas un nombre")


_DECODEUR = json.JSONDecoder(object_pairs_hook=_sans_doublon, parse_constant=_sans_infini, parse_float=DecimalJson)


def _illisible(numero: int, raison: str) -> ErreurMetier:
    return ErreurMetier("ligne_illisible", ligne=numero, raison=raison)
