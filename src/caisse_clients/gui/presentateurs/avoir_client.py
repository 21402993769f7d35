"""The dialog *Avoir* of the Financier tab, without Qt: an avoir without the stop of an accès (manual 001).

The same logic as a stop's: what the avoir settles first, what it leaves to the client, what is given back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.saisies import Remboursement
from caisse_clients.domain.acces import Equation
from caisse_clients.domain.releves import solde_en_mots
from caisse_clients.domain.vues_ventes import FactureACrediter, VueArticle, VueMode
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_date, ecrire_montant, lire_montant, lire_montant_contrat

if TYPE_CHECKING:
    from caisse_clients.application.services import Services

SANS_FACTURE = "Aucune : avoir net de taxe (cadeau, geste commercial)"
NET_DE_TAXE = "Sans facture d'origine, l'avoir est net de taxe : il ne reprend pas de TVA."
CONSEIL = "Un avoir gardé sur le compte du client évite de sortir de l'argent de la caisse."
SANS_ARTICLE = (
    "Aucun article d'avoir n'est configuré : créez-en un dans Outils > Paramètres, onglet Articles (sorte « Donner un "
    "avoir »), puis revenez ici."
)
_DEPART = "Tapez le montant de l'avoir : ce qu'il fera s'écrit ici."


@dataclass(frozen=True, slots=True)
class Ouverture:
    """What the dialog is opened on. ``solde`` > 0 = owed by the client."""

    client: int
    client_nom: str
    solde: int
    articles_avoir: tuple[VueArticle, ...]
    articles_remboursement: tuple[VueArticle, ...]
    modes: tuple[VueMode, ...]
    factures: tuple[FactureACrediter, ...]

    @property
    def titre(self) -> str:
        """Title of the dialog."""
        return f"Avoir — {self.client_nom}"

    def facture(self, numero: str) -> FactureACrediter | None:
        """Return the facture of that number, None for none."""
        return next((f for f in self.factures if f.numero == numero), None)


@dataclass(frozen=True, slots=True)
class Saisie:
    """What is chosen and typed. ``mode`` and ``rendu`` count only when the money is given back."""

    montant: str = ""
    article: str = ""
    facture: str = ""
    raison: str = ""
    rembourser: bool = False
    mode: str = ""
    rendu: str = ""


@dataclass(frozen=True, slots=True)
class Etat:
    """What the form shows. ``rendu``: the amount proposed to give back, None while the avoir cannot be read."""

    equation: str
    plafond: str
    articles: tuple[VueArticle, ...]
    rendu: int | None
    empechement: str


def lire_ouverture(services: Services, client: int, au: dt.date) -> Ouverture:
    """Read what the dialog needs (reader thread); raises ``client_inconnu``."""
    from caisse_clients.application import lectures, lectures_acces, lectures_ventes
    from caisse_clients.application.lectures_avoirs import factures_a_crediter

    with services.lire() as lecteur:
        fiche = lectures.fiche_client(lecteur, client)
        avoirs, remboursements = lectures_acces.articles_d_arret(lecteur)
        return Ouverture(
            client,
            f"{fiche.nom} {fiche.prenom}".strip(),
            lectures_acces.financier(lecteur, client, au=au).solde,
            tuple(avoirs),
            tuple(remboursements),
            tuple(lectures_ventes.modes(lecteur)),
            tuple(factures_a_crediter(lecteur, client)),
        )


def articles_offerts(ouverture: Ouverture, *, rembourser: bool) -> tuple[VueArticle, ...]:
    """Return the articles to choose among: those of sorte *remboursement* first when money is given back."""
    return (*ouverture.articles_remboursement, *ouverture.articles_avoir) if rembourser else ouverture.articles_avoir


def article_propose(ouverture: Ouverture, *, rembourser: bool) -> str:
    """Return the code of the article that nobody has to choose, "" when there are several: as a stop takes it."""
    sortes = [ouverture.articles_remboursement] if rembourser else []
    for articles in (*sortes, ouverture.articles_avoir):
        if articles:
            return articles[0].code if len(articles) == 1 else ""
    return ""


def libelle_d_article(article: VueArticle) -> str:
    """Return an article as the list shows it."""
    return f"{article.libelle} ({article.code})"


def libelle_de_facture(facture: FactureACrediter) -> str:
    """Return a facture as the list shows it."""
    reste = f" — reste dû {_euros(facture.reste_du)}" if facture.reste_du else ""
    return f"{facture.numero} du {ecrire_date(facture.date)} : {_euros(facture.total_ttc)}{reste}"


def situation(ouverture: Ouverture) -> str:
    """Return the balance as it is, in words."""
    return f"Aujourd'hui : {_solde(ouverture.solde)}."


def etat(ouverture: Ouverture, saisie: Saisie) -> Etat:
    """Return what the form shows of what is typed."""
    facture, montant = ouverture.facture(saisie.facture), _lisible(saisie.montant)
    plafond = NET_DE_TAXE
    if facture is not None:
        plafond = f"Au plus {_euros(facture.plafond)} ; la TVA se partage comme sur {facture.numero}."
    articles = articles_offerts(ouverture, rembourser=saisie.rembourser)
    empechement = "" if ouverture.articles_avoir or ouverture.articles_remboursement else SANS_ARTICLE
    if not montant:
        return Etat(_DEPART, plafond, articles, None, empechement)
    credit = credit_laisse(facture, montant)
    return Etat(_equation(ouverture, saisie, facture, montant), plafond, articles, credit, empechement)


def credit_laisse(facture: FactureACrediter | None, montant: int) -> int:
    """Return what an avoir leaves to the client: what it does not settle on its facture.

    A facture made from a commande and cancelled whole gives its money back to the commande: nothing is left here.
    """
    if facture is None:
        return montant
    if _remonte(facture, montant):
        return 0
    anterieurs = facture.total_ttc - facture.plafond
    return Equation(facture.total_ttc, anterieurs, 0, facture.reste_du, montant, facture.a_reduire).credit


def commande(ouverture: Ouverture, saisie: Saisie) -> EmettreAvoir:
    """Return the command that F2 sends; raises ``ErreurMetier`` with its ``champ``."""
    if not articles_offerts(ouverture, rembourser=saisie.rembourser):
        raise ErreurMetier("article_avoir_absent", champ="article")
    facture = ouverture.facture(saisie.facture)
    montant = lire_montant(saisie.montant)
    if montant <= 0:
        raise ErreurMetier("montant_invalide", champ="montant", valeur=saisie.montant[:40])
    if facture is not None and montant > facture.plafond:
        raise ErreurMetier(
            "avoir_depasse_prix", champ="montant", piece=facture.numero, montant=montant, reste=facture.plafond
        )
    if not saisie.article:
        liste = ", ".join(a.code for a in articles_offerts(ouverture, rembourser=saisie.rembourser))
        raise ErreurMetier("article_a_choisir", champ="article", liste=liste)
    if not saisie.raison.strip():
        raise ErreurMetier("raison_manquante", champ="raison")
    options: dict[str, Any] = {"garder": True}
    if saisie.rembourser:
        options["remboursement"] = _remboursement(saisie, facture, montant)
    return EmettreAvoir(
        raison=saisie.raison.strip(),
        client=ouverture.client,
        piece=saisie.facture,
        article=saisie.article,
        montant=montant,
        **options,
    )


def question(ouverture: Ouverture, saisie: Saisie) -> str:
    """Return what is asked before the avoir is given: for how much, to whom, and what it does."""
    montant = _euros(lire_montant(saisie.montant))
    return f"Donner un avoir de {montant} à {ouverture.client_nom} ?\n\n{etat(ouverture, saisie).equation}"


def compte_rendu(valeurs: Mapping[str, Any]) -> str:
    """Return what the banner says after a success: the avoir, the compte avoir, what was given back."""
    suites = []
    if rendu := lire_montant_contrat(str(valeurs.get("rembourse") or "0")):
        suites.append(f"{_euros(rendu)} rendus au client ({valeurs['reglement']})")
    if compte := valeurs.get("compte"):
        garde = lire_montant_contrat(str(valeurs["disponible"]))
        suites.append(f"{_euros(garde)} sur le compte avoir n° {compte}")
    return f"Avoir {valeurs['piece']} émis : {' ; '.join(suites) or 'il règle ce qui restait dû'}."


def _remboursement(saisie: Saisie, facture: FactureACrediter | None, montant: int) -> Remboursement:
    credit = credit_laisse(facture, montant)
    if not credit:
        du = 0 if facture is None else max(0, facture.reste_du - montant)
        raise ErreurMetier("remboursement_sans_credit", champ="remboursement", du=du)
    if not saisie.mode:
        raise ErreurMetier("mode_a_choisir", champ="mode")
    rendu = lire_montant(saisie.rendu, champ="rendu")
    if rendu <= 0:
        raise ErreurMetier("montant_invalide", champ="rendu", valeur=saisie.rendu[:40])
    if rendu > credit:
        raise ErreurMetier("rembourse_trop", champ="rendu", possible=_euros(credit))
    return Remboursement(saisie.mode, Centimes(rendu))


def _equation(ouverture: Ouverture, saisie: Saisie, facture: FactureACrediter | None, montant: int) -> str:
    if facture is not None and montant > facture.plafond:
        return f"C'est plus que les {_euros(facture.plafond)} qui restent à créditer sur {facture.numero}."
    credit = credit_laisse(facture, montant)
    suites: list[str] = []
    if facture is not None:
        suites += _sur_la_facture(facture, montant)
    rendu = _lisible(saisie.rendu) or 0 if saisie.rembourser else 0
    if rendu > credit:
        return f"L'avoir ne laisse que {_euros(credit)} au client : {_euros(rendu)} à rendre serait trop."
    if rendu:
        suites.append(f"{_euros(rendu)} rendus au client{_par(ouverture.modes, saisie.mode)}")
    if credit - rendu:
        suites.append(f"{_euros(credit - rendu)} gardés sur un compte avoir du client")
    apres = _solde(ouverture.solde - montant + rendu)
    return f"Avoir de {_euros(montant)} : {', '.join(suites)}. Ensuite : {apres}."


def _sur_la_facture(facture: FactureACrediter, montant: int) -> list[str]:
    if _remonte(facture, montant):
        return [f"{facture.numero} est annulée, ce qui l'avait payée revient sur {facture.origine}"]
    regle = min(montant, facture.reste_du)
    reduit = min(montant - regle, facture.a_reduire)
    suites = [f"{_euros(regle)} règlent ce qui reste dû sur {facture.numero}"] if regle else []
    return suites + ([f"{_euros(reduit)} baissent ce qui avait été mis en compte"] if reduit else [])


def _remonte(facture: FactureACrediter, montant: int) -> bool:
    return bool(facture.origine) and montant == facture.plafond


def _par(modes: Sequence[VueMode], code: str) -> str:
    return next((f" ({m.libelle})" for m in modes if m.code == code), "")


def _lisible(texte: str) -> int | None:
    try:
        montant = lire_montant(texte)
    except ErreurMetier:
        return None
    return montant if montant > 0 else None


def _solde(solde: int) -> str:
    mots = solde_en_mots(solde, ecrire_montant(abs(solde)))
    return f"{mots[:1].lower()}{mots[1:]}"


def _euros(centimes: int) -> str:
    return f"{ecrire_montant(centimes)} €"
