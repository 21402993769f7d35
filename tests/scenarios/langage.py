"""The dozen sentences of the scenarios, and the runner that plays them with the real commands of a command file.

Those on sales are in ``langage_ventes``, those on accès in ``langage_acces``. One sentence a line, ``#`` begins a
remark. Accountants write the ``*.txt`` files beside; a sentence that is not known, or does not hold, names its line.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from caisse_clients.application import lectures
from caisse_clients.application.fichier_commandes import executer_fichier
from caisse_clients.kernel.formats import ecrire_montant, ecrire_montant_contrat, lire_code, lire_date, lire_montant
from caisse_clients.kernel.horloge import PARIS
from tests.atelier import Atelier
from tests.scenarios.langage_acces import PHRASES_ACCES
from tests.scenarios.langage_ventes import PHRASES_VENTES

MONTANT = r"[\d ]+,\d\d"
NUMERO = r"\d[\d ]*"
TYPES = {
    "acompte": "acompte",
    "avoir": "avoir",
    "crédit": "credit",
    "organisme crédit": "organisme_credit",
    "export": "export",
}
SUITE = r"(?: le (?P<date>\d\d/\d\d/\d{4}))?(?: en (?P<motif>\w+))?(?: « (?P<commentaire>[^»]*) »)?"
OUVERTURE = (
    rf"ouvre (?P<type_>{'|'.join(TYPES)}) (?P<numero>{NUMERO})"
    rf" du client (?P<client>{NUMERO}) avec (?P<montant>{MONTANT}){SUITE}"
)


class Scenario:
    """One story on one base."""

    def __init__(self, atelier: Atelier) -> None:
        self._atelier = atelier
        self._refus: str | None = None
        self._derniere = 0
        self._avant = 0
        self._reconnues: set[int] = set()
        self.noms: dict[str, str] = {}
        self.arret: dict[str, Any] | None = None

    def jouer(self, texte: str) -> None:
        """Play every sentence; raises ``AssertionError`` or ``SyntaxError`` with the number of the line."""
        for numero, ligne in enumerate(texte.splitlines(), 1):
            phrase = ligne.partition("#")[0].strip()
            if not phrase:
                continue
            try:
                self._phrase(phrase)
            except AssertionError as ecart:
                raise AssertionError(f"ligne {numero}, « {phrase} » : {ecart}") from None
            except SyntaxError as faute:
                raise SyntaxError(f"ligne {numero}, « {phrase} » : {faute}") from None

    def _phrase(self, phrase: str) -> None:
        self._refus, _, reste = phrase.partition(" est refusé : ") if " est refusé : " in phrase else (None, "", phrase)
        for forme, faire in (*PHRASES, *PHRASES_ACCES, *PHRASES_VENTES):
            if trouve := re.fullmatch(forme, reste):
                faire(self, **{nom: valeur for nom, valeur in trouve.groupdict().items() if valeur is not None})
                return
        raise SyntaxError("phrase inconnue")

    # What is done

    def aujourd_hui(self, date: str) -> None:
        """Move the clock of the base to noon of a day."""
        self._atelier.horloge.avancer(_midi(lire_date(date)) - self._atelier.horloge.maintenant())

    def client(self, sorte: str, code: str, nom: str, prenom: str = "") -> None:
        """Create a client, or a professional."""
        professionnel = sorte == "professionnel"
        self.commande("creer_client", code=lire_code(code), nom=nom, prenom=prenom, professionnel=professionnel)

    def prochain(self, numero: str) -> None:
        """Choose the number of the next account."""
        self.commande("modifier_parametre", cle="prochain_numero_compte", valeur=numero)

    def ouvre(self, numero: str, type_: str, client: str, montant: str, **suite: str) -> None:
        """Open an account and expect its number."""
        valeurs = self.commande(
            "creer_compte", client=lire_code(client), type=TYPES[type_], entree=_contrat(montant), **_suite(suite)
        )
        if valeurs is not None:
            assert valeurs["compte"] == lire_code(numero), f"le compte ouvert porte le numéro {valeurs['compte']}"

    def mouvement(self, sens: str, numero: str, montant: str, **suite: str) -> None:
        """Enter an entrée or a sortie."""
        champ = {"entrée": "entree", "sortie": "sortie"}[sens]
        self.commande("saisir_ecriture", compte=lire_code(numero), **{champ: _contrat(montant)}, **_suite(suite))

    def solde(self, numero: str, **suite: str) -> None:
        """Settle an account."""
        self.commande("solder_compte", compte=lire_code(numero), **_suite(suite))

    def annule(self, raison: str) -> None:
        """Contre-pass the last écriture."""
        self.commande("contrepasser", ecriture=self._derniere, raison=raison)

    # What is seen

    def compte(self, numero: str, montant: str, etat: str = "") -> None:
        """Expect a balance, and whether the account counts as settled."""
        with self._atelier.services.lire() as lecteur:
            (compte,) = lectures.comptes(lecteur, numero=lire_code(numero))
        assert compte.solde == lire_montant(montant), f"le solde est {ecrire_montant(compte.solde)}"
        if etat:
            assert (compte.solde == 0) == (etat == "soldé"), f"le compte n'est pas {etat}"

    def tiers(self, sens: str, client: str, montant: str) -> None:
        """Expect what a client owes, or is owed."""
        code = lire_code(client)
        with self._atelier.services.lire() as lecteur:
            soldes = lectures.soldes_clients(lecteur, [code])[code]
        vu = soldes.disponible if sens == "en faveur" else soldes.solde_du
        assert vu == lire_montant(montant), f"le montant est {ecrire_montant(vu)}"

    def balance(self, compte: str, sens: str, montant: str) -> None:
        """Expect the balance of a general account."""
        with self._atelier.services.lire() as lecteur:
            lignes = {x.compte: x.debit - x.credit for x in lectures.balance(lecteur)}
        vu = lignes.get(compte, 0) * (1 if sens == "débiteur" else -1)
        assert vu == lire_montant(montant), f"le solde {sens} est {ecrire_montant(vu)}"

    def commande(self, nom: str, /, **champs: Any) -> dict[str, Any] | None:
        """Run one command; give its result, or None when the refusal expected came."""
        self._avant = max((e for e, *_ in self._lignes()), default=0)
        self._reconnues.clear()
        reponses: list[Any] = []
        ligne = json.dumps({"commande": nom, **champs}).encode()
        executer_fichier(self._atelier.services, io.BytesIO(ligne), reponses.append)
        (reponse,) = reponses
        if self._refus is not None:
            assert not reponse["ok"], "accepté"
            assert reponse["erreur"]["code"] == self._refus, f"refusé par {reponse['erreur']['code']}"
            return None
        assert reponse["ok"], f"refusé : {reponse.get('erreur', {}).get('message')}"
        resultat: dict[str, Any] = reponse["resultat"]
        self._derniere = resultat.get("ecriture", self._derniere)
        return resultat

    # Names of pièces and règlements, écritures of the last command

    @property
    def jour(self) -> dt.date:
        """Today, by the clock of the base."""
        return self._atelier.services.aujourd_hui()

    @contextmanager
    def lire(self) -> Iterator[lectures.Lecteur]:
        """Read the base."""
        with self._atelier.services.lire() as lecteur:
            yield lecteur

    def nommer(self, nom: str, valeurs: dict[str, Any] | None, cle: str) -> None:
        """Remember the number behind a short name; a refused creation names nothing."""
        if valeurs is not None:
            self.noms[nom] = valeurs[cle]

    def nomme(self, nom: str) -> str:
        """Return the number behind a name, ``FA1/2`` included; a compte is its own number."""
        court, barre, rang = nom.replace(" ", "").partition("/")
        return f"{self.noms.get(court, court)}{barre}{rang}"

    def ecritures_nouvelles(self) -> dict[int, list[tuple[str, str, int]]]:
        """Return the écritures of the last command that no sentence named yet: (account, D or C, centimes)."""
        nouvelles: dict[int, list[tuple[str, str, int]]] = {}
        for e, compte, debit, credit in self._lignes():
            if e > self._avant and e not in self._reconnues:
                nouvelles.setdefault(e, []).append((compte, "D" if debit else "C", debit or credit))
        return nouvelles

    def reconnaitre(self, ecriture: int) -> None:
        """Count an écriture as named."""
        self._reconnues.add(ecriture)

    def en_mots(self) -> str:
        """Write the écritures not named yet as the sentence ``écrit`` does."""
        nouvelles = self.ecritures_nouvelles().values()
        return " | ".join(" ; ".join(f"{c} {s} {ecrire_montant(m)}" for c, s, m in lignes) for lignes in nouvelles)

    def _lignes(self) -> list[tuple[int, str, int, int]]:
        with self.lire() as lecteur:
            return [(x.ecriture, x.compte, x.debit, x.credit) for x in lectures.journal(lecteur)]


PHRASES: tuple[tuple[str, Callable[..., None]], ...] = (
    (r"aujourd'hui (?P<date>\d\d/\d\d/\d{4})", Scenario.aujourd_hui),
    (rf"(?P<sorte>client|professionnel) (?P<code>{NUMERO}) (?P<nom>[^,\d][^,]*)(?:, (?P<prenom>.+))?", Scenario.client),
    (rf"le prochain compte est le (?P<numero>{NUMERO})", Scenario.prochain),
    (
        OUVERTURE,
        Scenario.ouvre,
    ),
    (rf"(?P<sens>entrée|sortie) (?P<montant>{MONTANT}) au compte (?P<numero>{NUMERO}){SUITE}", Scenario.mouvement),
    (rf"solde le compte (?P<numero>{NUMERO}){SUITE}", Scenario.solde),
    (r"annule la dernière écriture : (?P<raison>.+)", Scenario.annule),
    (
        rf"le compte (?P<numero>{NUMERO}) a (?P<montant>{MONTANT})(?:, il est (?P<etat>soldé|non soldé))?",
        Scenario.compte,
    ),
    (rf"(?P<sens>en faveur|dû) (?:du|par le) client (?P<client>{NUMERO}) : (?P<montant>{MONTANT})", Scenario.tiers),
    (rf"le (?P<compte>\d{{3,}}) est (?P<sens>débiteur|créditeur) de (?P<montant>{MONTANT})", Scenario.balance),
)


def _contrat(montant: str) -> str:
    return ecrire_montant_contrat(lire_montant(montant))


def _suite(suite: dict[str, str]) -> dict[str, str]:
    return {**suite, "date": lire_date(suite["date"]).isoformat()} if "date" in suite else suite


def _midi(jour: dt.date) -> dt.datetime:
    return dt.datetime.combine(jour, dt.time(12), PARIS)
