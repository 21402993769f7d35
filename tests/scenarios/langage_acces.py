"""The sentences of the scenarios on accès: sold, cashed, stopped, taken up again (manual 001)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from caisse_clients.application import lectures_acces
from caisse_clients.kernel.dates import ajouter_mois
from caisse_clients.kernel.formats import ecrire_montant, ecrire_montant_contrat, lire_code, lire_date, lire_montant

if TYPE_CHECKING:
    from tests.scenarios.langage import Scenario

MONTANT = r"\d[\d ]*,\d\d"
NUMERO = r"\d[\d ]*"
JOUR = r"\d\d/\d\d/\d{4}"
ACCES = r"ACCES\d+"


def article(s: Scenario, sorte: str, code: str) -> None:
    """Configure an article of a sorte."""
    s.commande("creer_article", code=code, libelle=sorte.capitalize(), sorte=sorte, taux_tva="20")


def vend(s: Scenario, nom: str, client: str, prix: str, **suite: str) -> None:
    """Sell an accès at its start, with equal cheques one a month from ``premier``."""
    cheques = [
        {"date": ajouter_mois(lire_date(suite["premier"]), n).isoformat(), "montant": _contrat(suite["montant"])}
        for n in range(int(suite.get("nombre", 0)))
    ]
    depart = lire_date(suite["debut"]).isoformat()
    valeurs = s.commande(
        "creer_acces", client=lire_code(client), libelle="Accès", debut=depart, mois=int(suite["mois"]),
        prix=_contrat(prix), cheques=cheques, taux_tva="20", date=depart,
    )  # fmt: skip
    s.nommer(nom, None if valeurs is None else {"acces": str(valeurs["acces"])}, "acces")


def encaisse(s: Scenario, rang: str, nom: str, date: str = "") -> None:
    """Cash a cheque."""
    jour = {"date": lire_date(date).isoformat()} if date else {}
    s.commande("encaisser_cheque", acces=int(s.nomme(nom)), rang=int(rang), **jour)


def archive(s: Scenario, nom: str, date: str, **suite: str) -> None:
    """Stop an accès and expect what it says."""
    champs: dict[str, Any] = {"acces": int(s.nomme(nom)), "date": lire_date(date).isoformat()}
    if "article" in suite:
        champs["article"] = suite["article"]
    if "change" in suite:
        champs["montant_avoir"] = _contrat(suite["change"])
    if "mode" in suite:
        champs["remboursement"] = {"mode": suite["mode"]}
    if "garde" in suite:
        champs["garder"] = [int(rang) for rang in suite["garde"].split(" et ")]
    s.arret = s.commande("archiver_acces", **champs)


def reprend(s: Scenario, nom: str) -> None:
    """Take an accès up again."""
    s.commande("desarchiver_acces", acces=int(s.nomme(nom)), raison="il revient")


def figure(s: Scenario, quoi: str, montant: str) -> None:
    """Expect a figure of the last stop."""
    cle = {"crédit": "credit", "consommé": "consomme", "encaissé": "encaisse", "dû": "du", "remboursé": "rembourse"}
    assert s.arret is not None, "aucun arrêt"
    vu = str(s.arret[cle.get(quoi, quoi)])
    assert vu == _contrat(montant), f"{quoi} est {vu}"


def a_rendre(s: Scenario, cheques: str) -> None:
    """Expect the cheques that the last stop hands back."""
    assert s.arret is not None, "aucun arrêt"
    vus = [f"n° {c['rang']} de {ecrire_montant(int(c['montant'].replace('.', '')))}" for c in s.arret["a_rendre"]]
    assert (" et ".join(vus) or "aucun") == cheques, f"il y a {' et '.join(vus) or 'aucun'}"


def sur_le_compte(s: Scenario, compte: str) -> None:
    """Expect where the credit of the last stop stands."""
    assert s.arret is not None, "aucun arrêt"
    assert s.arret["compte"] == lire_code(compte), f"il est sur le compte {s.arret['compte']}"


def du_client(s: Scenario, client: str, mots: str) -> None:
    """Expect the balance of the Financier tab, in the words of the screens."""
    from caisse_clients.domain.releves import solde_en_mots

    with s.lire() as lecteur:
        solde = lectures_acces.financier(lecteur, lire_code(client), au=s.jour).solde
    vu = solde_en_mots(solde, ecrire_montant(abs(solde))).replace("\u202f", " ").replace("\xa0", " ")
    assert vu == mots, f"il est « {vu} »"


def _contrat(montant: str) -> str:
    return ecrire_montant_contrat(lire_montant(montant))


PHRASES_ACCES: tuple[tuple[str, Callable[..., None]], ...] = (
    (r"article (?P<sorte>avoir|remboursement) (?P<code>\w+)", article),
    (
        (
            rf"accès (?P<nom>{ACCES}) du client (?P<client>{NUMERO}) : (?P<prix>{MONTANT}) pour (?P<mois>\d+) mois"
            rf" dès le (?P<debut>{JOUR})"
            rf"(?:, (?P<nombre>\d+) chèques de (?P<montant>{MONTANT}) dès le (?P<premier>{JOUR}))?"
        ),
        vend,
    ),
    (rf"encaisse le chèque (?P<rang>\d+) de (?P<nom>{ACCES})(?: le (?P<date>{JOUR}))?", encaisse),
    (
        (
            rf"archive (?P<nom>{ACCES}) au (?P<date>{JOUR})(?: avec l'article (?P<article>\w+))?"
            rf"(?: pour (?P<change>{MONTANT}))?(?:, remboursé en (?P<mode>\w+))?"
            r"(?:, en gardant le chèque (?P<garde>\d+(?: et \d+)*))?"
        ),
        archive,
    ),
    (rf"reprend (?P<nom>{ACCES})", reprend),
    (
        rf"(?:l')?(?P<quoi>avoir|crédit|consommé|encaissé|retenu|dû|remboursé) de l'arrêt : (?P<montant>{MONTANT})",
        figure,
    ),
    (r"chèques à rendre : (?P<cheques>.+)", a_rendre),
    (rf"le crédit est sur le compte (?P<compte>{NUMERO})", sur_le_compte),
    (rf"le financier du client (?P<client>{NUMERO}) dit : (?P<mots>.+)", du_client),
)
