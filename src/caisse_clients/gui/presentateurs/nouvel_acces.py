"""What the dialog that sells or renews an accès shows, says live and sends, decided without Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caisse_clients.application.commandes.acces import CreerAcces, RenouvelerAcces
from caisse_clients.domain.acces import MOIS_MAXIMUM, ChequeSaisi, Duree, duree, plan_mensuel
from caisse_clients.domain.pieces import SANS_REMISE, LignePreparee, NatureLigne, calculer
from caisse_clients.domain.reglages import TAUX_NORMAL
from caisse_clients.domain.vues_acces import VueAcces
from caisse_clients.domain.vues_ventes import VueArticle
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.presentateurs.cheques_acces import FeuilleCheques
from caisse_clients.gui.presentateurs.mots_acces import euros
from caisse_clients.kernel.argent import Centimes, Pourcent, Quantite
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import (
    ecrire_date,
    ecrire_montant,
    ecrire_pourcent,
    lire_date,
    lire_montant,
    lire_pourcent,
)

_UN = Quantite(1_000)
SANS_ARTICLE = "Sans article"


@dataclass(frozen=True, slots=True)
class Ouverture:
    """What the dialog is opened on: a client, or the accès that is renewed."""

    client: int
    client_nom: str
    articles: tuple[VueArticle, ...]
    aujourd_hui: dt.date
    ancien: VueAcces | None = None

    @property
    def titre(self) -> str:
        """Title of the dialog."""
        return f"{'Nouvel accès' if self.ancien is None else 'Renouveler'} — {self.client_nom}"

    def article(self, code: str) -> VueArticle | None:
        """Return the article of that code."""
        return next((a for a in self.articles if a.code == code), None)


@dataclass(frozen=True, slots=True)
class Saisie:
    """What is typed beside the cheques, as text; ``mois`` or ``fin``."""

    article: str = ""
    libelle: str = ""
    debut: str = ""
    mois: str = ""
    fin: str = ""
    prix: str = ""
    remise: str = ""


@dataclass(frozen=True, slots=True)
class Repartition:
    """The helper that prefills the cheques, as text."""

    nombre: str
    premier: str
    numero: str = ""
    banque: str = ""
    tireur: str = ""


def saisie_initiale(o: Ouverture) -> Saisie:
    """Return the form as it opens: twelve months from today; a renewal from the day after the end, as dear."""
    if o.ancien is None:
        return Saisie(debut=ecrire_date(o.aujourd_hui), mois="12")
    a = o.ancien
    return Saisie(
        article=a.article,
        libelle=a.libelle,
        debut=ecrire_date(a.duree.fin + dt.timedelta(days=1)),
        mois=str(a.duree.mois),
        prix=ecrire_montant(a.prix),
    )


def repartition_initiale(o: Ouverture, s: Saisie) -> Repartition:
    """Return the helper as it opens: as many cheques as last time."""
    nombre = len(o.ancien.cheques) if o.ancien is not None and o.ancien.cheques else 4
    dernier = o.ancien.cheques[-1] if o.ancien is not None and o.ancien.cheques else None
    banque, tireur = (dernier.banque, dernier.tireur) if dernier is not None else ("", "")
    return Repartition(str(nombre), s.debut, banque=banque, tireur=tireur)


def duree_saisie(s: Saisie) -> Duree:
    """Return the duration typed; raises with the field at fault."""
    debut = lire_date(s.debut, champ="debut")
    if s.fin.strip():
        return duree(debut, None, lire_date(s.fin, champ="fin"))
    texte = s.mois.strip()
    if not (texte.isascii() and texte.isdigit()) or len(texte) > 4:
        raise ErreurMetier("duree_invalide", champ="mois", valeur=texte, maximum=MOIS_MAXIMUM)
    return duree(debut, int(texte), None)


def duree_en_mots(s: Saisie) -> str:
    """Say the dates that the form comes to, blank while they cannot be known."""
    try:
        d = duree_saisie(s)
    except ErreurMetier:
        return ""
    return f"Du {ecrire_date(d.debut)} au {ecrire_date(d.fin)} inclus ({d.mois} mois)"


def total(o: Ouverture, s: Saisie) -> int | None:
    """Return the price once the remise is taken off, computed as the facture will be; None while it cannot be."""
    try:
        prix, remise = lire_montant(s.prix), _remise(s)
        preparee = LignePreparee(
            libelle=s.libelle or "Accès",
            quantite=_UN,
            prix=prix,
            ttc=True,
            taux=_taux(o, s),
            remise=remise,
            article=s.article,
            nature=NatureLigne.SERVICE,
            compte="",
        )
        return calculer([preparee])[1].ttc
    except ErreurMetier:
        return None


def total_en_mots(o: Ouverture, s: Saisie) -> str:
    """Say what is to be paid, and the VAT rate it holds."""
    montant = total(o, s)
    if montant is None:
        return ""
    return f"À payer {euros(montant)}, dont TVA à {ecrire_pourcent(_taux(o, s))} %"


def repartir(r: Repartition, montant: int | None) -> tuple[ChequeSaisi, ...]:
    """Return the cheques of the helper; raises with the field at fault."""
    if montant is None:
        raise ErreurMetier("montant_invalide", champ="prix", valeur="")
    nombre = r.nombre.strip()
    premier = ChequeSaisi(
        lire_date(r.premier, champ="premier"),
        Centimes(0),
        r.numero.strip(),
        r.banque.strip(),
        r.tireur.strip(),
    )
    return plan_mensuel(montant, int(nombre) if nombre.isascii() and nombre.isdigit() else 0, premier)


def bilan(feuille: FeuilleCheques) -> tuple[str, Gravite]:
    """Say whether the cheques cover the price."""
    somme, reste = feuille.somme(), feuille.reste()
    if feuille.total is None:
        return "Donnez le prix de l'accès.", Gravite.NEUTRE
    if somme is None or reste is None:
        return "Le montant d'un chèque ne peut pas être lu.", Gravite.ERREUR
    debut = f"Chèques {ecrire_montant(somme)} sur {ecrire_montant(feuille.total)}"
    if reste < 0:
        return f"{debut} ; {ecrire_montant(-reste)} de trop", Gravite.ERREUR
    quand = " (dû au début de l'accès)" if reste else ""
    return f"{debut} ; reste à payer {ecrire_montant(reste)}{quand}", Gravite.ALERTE if reste else Gravite.SUCCES


def commande(o: Ouverture, s: Saisie, feuille: FeuilleCheques) -> CreerAcces | RenouvelerAcces:
    """Return the sale that F2 sends; raises ``ErreurMetier`` with its ``champ``."""
    if o.ancien is None and not (s.libelle.strip() or s.article):
        raise ErreurMetier("champ_vide", champ="libelle")
    d = duree_saisie(s)
    prix = lire_montant(s.prix, champ="prix")
    if not prix:
        raise ErreurMetier("montant_invalide", champ="prix", valeur=s.prix)
    communs: dict[str, Any] = {
        "debut": d.debut,
        "mois": None if s.fin.strip() else d.mois,
        "fin": d.fin if s.fin.strip() else None,
        "prix": prix,
        "cheques": feuille.saisies(),
        "remise": _remise(s),
    }
    if o.ancien is not None:
        return RenouvelerAcces(o.ancien.id, **communs)
    return CreerAcces(o.client, libelle=s.libelle.strip(), article=s.article, **communs)


def compte_rendu(o: Ouverture, s: Saisie, valeurs: Mapping[str, Any]) -> str:
    """Say what was sold, from what the command gave."""
    verbe = "vendu" if o.ancien is None else "renouvelé"
    article = o.article(s.article)
    libelle = s.libelle.strip() or (article.libelle if article is not None else "")
    return f"Accès « {libelle} » {verbe} à {o.client_nom} : facture {valeurs['piece']}."


def _taux(o: Ouverture, s: Saisie) -> Pourcent:
    if o.ancien is not None:
        return Pourcent(o.ancien.taux)
    article = o.article(s.article)
    return Pourcent(TAUX_NORMAL if article is None else article.taux)


def _remise(s: Saisie) -> Pourcent:
    return lire_pourcent(s.remise, champ="remise") if s.remise.strip() else SANS_REMISE
