"""What the dialog of the stop of an accès shows, says live and sends, decided without Qt (manual 001)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from caisse_clients.application.commandes.arrets import ArchiverAcces
from caisse_clients.application.commandes.saisies import Remboursement
from caisse_clients.domain.acces import (
    Consommation,
    Equation,
    Prorata,
    avoir_propose,
    cheques_a_garder,
    consommation,
    controler_l_avoir,
    controler_les_gardes,
    montant_consomme,
)
from caisse_clients.domain.vues_acces import VueAcces, VueCheque
from caisse_clients.domain.vues_ventes import VueArticle, VueMode
from caisse_clients.gui.modeles.colonnes import Colonne, Format, Gravite
from caisse_clients.gui.presentateurs.mots_acces import cheques_en_mots, designation, euros, periode
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_date, ecrire_montant, lire_date, lire_montant

SANS_ARTICLE = (
    "Aucun article d'avoir n'est configuré : l'accès peut seulement être archivé. "
    "Pour donner un avoir, créez d'abord l'article dans Outils > Paramètres, Articles."
)
SANS_AVOIR = "Cochez d'abord Avoir."
NOTE = "L'avoir est plus pratique que le remboursement : il évite de sortir de l'argent de la caisse."
ARCHIVER_SEULEMENT = "Archiver seulement : l'accès est rangé avec les archivés, rien d'autre ne change."
PRORATAS = {
    Prorata.MOIS: "En mois (mois commencé dû)",
    Prorata.JOURS: "En jours",
}


@dataclass(frozen=True, slots=True)
class Ouverture:
    """What the dialog is opened on. ``prorata`` is the shop's setting."""

    acces: VueAcces
    avoirs: tuple[VueArticle, ...]
    remboursements: tuple[VueArticle, ...]
    modes: tuple[VueMode, ...]
    aujourd_hui: dt.date
    prorata: Prorata

    @property
    def titre(self) -> str:
        """Title of the dialog."""
        return f"Archiver — {self.acces.libelle}"

    @property
    def recapitulatif(self) -> str:
        """The accès, its dates, its price and what was paid of it."""
        a = self.acces
        avoirs = f", avoirs déjà donnés {euros(a.anterieurs)}" if a.anterieurs else ""
        return f"{periode(a)}. Prix {euros(a.prix)}{avoirs}, encaissé {euros(a.encaisse)}, reste dû {euros(a.reste)}."

    @property
    def configuree(self) -> bool:
        """True when the shop has an article of avoir."""
        return bool(self.avoirs or self.remboursements)

    def du_jour(self) -> Consommation:
        """Return the part used today, by the setting."""
        return consommation(self.acces.duree, self.aujourd_hui, self.prorata)

    def articles(self, *, rembourse: bool) -> tuple[VueArticle, ...]:
        """Return the articles to choose among: those of sorte *remboursement* once it is ticked, when there are any."""
        return (self.remboursements or self.avoirs) if rembourse else self.avoirs


@dataclass(frozen=True, slots=True)
class Saisie:
    """What is chosen and typed; None for what is left as proposed. ``gardes``: ranks of the cheques to keep."""

    date: str
    prorata: Prorata
    avoir: bool = False
    article: str = ""
    montant: str | None = None
    remboursement: bool = False
    mode: str = ""
    rembourse: str | None = None
    gardes: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Etat:
    """What the dialog shows; amounts as text, blank while the date or the amount cannot be read."""

    fraction: str
    consomme: str
    encaisse: str
    montant: str
    rembourse: str
    equation: str
    gravite: Gravite
    articles: tuple[VueArticle, ...]
    article: str
    gardes: frozenset[int]
    sans_remboursement: str
    """Why *Remboursement* cannot be ticked, empty when it can."""


def saisie_initiale(o: Ouverture) -> Saisie:
    """Return the form as it opens: today, by the setting, nothing ticked."""
    return Saisie(date=ecrire_date(o.aujourd_hui), prorata=o.prorata)


def etat(o: Ouverture, s: Saisie) -> Etat:
    """Return what the form shows for what is typed."""
    part = _part(o, s)
    propose = None if part is None else avoir_propose(o.acces.prix, o.acces.anterieurs, part)
    equation = _equation(o, s, propose)
    articles = o.articles(rembourse=s.remboursement)
    phrase, gravite = _phrase(o, s, propose, equation)
    return Etat(
        fraction="" if part is None else part.phrase[:1].upper() + part.phrase[1:],
        consomme="" if part is None else euros(montant_consomme(o.acces.prix, part)),
        encaisse=euros(o.acces.encaisse),
        montant="" if propose is None else ecrire_montant(propose),
        rembourse="" if equation is None else ecrire_montant(equation.credit),
        equation=phrase,
        gravite=gravite,
        articles=articles,
        article=_article(articles, s.article),
        gardes=_gardes(o, s, equation),
        sans_remboursement=_sans_remboursement(s, equation),
    )


def basculer(o: Ouverture, s: Saisie, rang: int) -> Saisie:
    """Keep a cheque that was to be handed back, or the contrary."""
    return replace(s, gardes=etat(o, s).gardes ^ {rang})


def commande(o: Ouverture, s: Saisie) -> ArchiverAcces:
    """Return the stop that F2 sends; raises ``ErreurMetier`` with its ``champ``."""
    date = lire_date(s.date, champ="date")
    propose = avoir_propose(o.acces.prix, o.acces.anterieurs, _consommation(o, s, date))
    if not s.avoir:
        if s.gardes is not None or _autre_montant(s, propose):
            raise ErreurMetier("avoir_non_demande", champ="avoir")
        return ArchiverAcces(o.acces.id, date, prorata=s.prorata)
    montant = None if s.montant is None else lire_montant(s.montant, champ="montant_avoir")
    e = o.acces.equation(propose if montant is None else int(montant))
    controler_l_avoir(e, o.acces.piece)
    vue = etat(o, s)
    if not vue.article:
        if not vue.articles:
            raise ErreurMetier("article_avoir_absent", champ="article")
        raise ErreurMetier("article_a_choisir", champ="article", liste=", ".join(a.code for a in vue.articles))
    gardes = controler_les_gardes(vue.gardes, [(c.rang, c.montant) for c in o.acces.detenus], e.du)
    return ArchiverAcces(
        o.acces.id,
        date,
        article=vue.article,
        avoir=True,
        montant_avoir=Centimes(e.montant_avoir),
        remboursement=_remboursement(s, e) if s.remboursement else None,
        garder=tuple(sorted(gardes)),
        prorata=s.prorata,
    )


def derniere_question(o: Ouverture, c: ArchiverAcces) -> str:
    """Return the last question: all that was decided, with its figures (manual 001: the last Oui)."""
    tete = f"{designation(o.acces)}, arrêté au {ecrire_date(c.date)}."
    if c.montant_avoir is None:
        return f"{tete}\n\n{ARCHIVER_SEULEMENT}\n\nArchiver ?"
    e = o.acces.equation(int(c.montant_avoir))
    lignes = [tete, f"Avoir de {euros(e.montant_avoir)} ; l'établissement garde {euros(e.retenu)}."]
    if e.du:
        lignes.append(f"Le client doit encore {euros(e.du)}.")
    if e.reduit:
        lignes.append(f"Ce qui avait été mis en compte baisse de {euros(e.reduit)}.")
    rendu = 0
    if c.remboursement is not None:
        rendu = e.credit if c.remboursement.montant is None else int(c.remboursement.montant)
        lignes.append(f"{euros(rendu)} rendus au client par {_mode(o, c.remboursement.mode)}.")
    if e.credit > rendu:
        lignes.append(f"Crédit de {euros(e.credit - rendu)} gardé sur un compte avoir du client.")
    rendus, gardes = _partages(o.acces.detenus, frozenset(c.garder))
    if rendus:
        lignes.append(f"À rendre au client : {cheques_en_mots(rendus)}.")
    if gardes:
        lignes.append(f"Gardé au coffre : {cheques_en_mots(gardes)}.")
    return "\n\n".join(lignes) + "\n\nEnregistrer cet arrêt ?"


def mode_choisi(o: Ouverture, c: ArchiverAcces) -> str:
    """Return the name of the mode of the remboursement, empty without one."""
    return _mode(o, c.remboursement.mode) if c.remboursement is not None else ""


def devenir(cheque: VueCheque, s: Saisie, gardes: frozenset[int]) -> str:
    """Say what becomes of a cheque not cashed: a word, not the tick alone."""
    if not s.avoir:
        return "Reste au coffre"
    return "Gardé au coffre" if cheque.rang in gardes else "À rendre au client"


def colonnes_cheques(en_mots: Callable[[VueCheque], str]) -> tuple[Colonne, ...]:
    """Return the columns of the cheques not cashed; ``en_mots`` says what becomes of each."""
    return (
        Colonne("", lambda _c: "", largeur=34, cle="coche", aide="Coché : à rendre au client (Espace)."),
        Colonne("Chèque du", lambda c: c.date, Format.DATE, 110),
        Colonne("Montant", lambda c: c.montant, Format.MONTANT, 100),
        Colonne("N°", lambda c: c.numero, largeur=90),
        Colonne("Banque", lambda c: c.banque, largeur=120, elastique=True),
        Colonne("Devenir", en_mots, largeur=150, cle="devenir"),
    )


def _part(o: Ouverture, s: Saisie) -> Consommation | None:
    try:
        return _consommation(o, s, lire_date(s.date))
    except ErreurMetier:
        return None


def _consommation(o: Ouverture, s: Saisie, date: dt.date) -> Consommation:
    return consommation(o.acces.duree, date, s.prorata)


def _equation(o: Ouverture, s: Saisie, propose: int | None) -> Equation | None:
    """Return the equation of the avoir typed, or proposed; None while it cannot be read or is too much."""
    montant = propose
    if s.montant is not None:
        try:
            montant = int(lire_montant(s.montant))
        except ErreurMetier:
            return None
    if montant is None:
        return None
    e = o.acces.equation(montant)
    return e if e.retenu >= 0 else None


def _autre_montant(s: Saisie, propose: int) -> bool:
    """Tell whether the amount typed is not the one proposed."""
    if s.montant is None:
        return False
    try:
        return lire_montant(s.montant) != propose
    except ErreurMetier:
        return True


def _gardes(o: Ouverture, s: Saisie, e: Equation | None) -> frozenset[int]:
    """Return the cheques kept: those chosen, else the oldest ones up to what the client owes."""
    if not s.avoir or e is None:
        return frozenset()
    if s.gardes is not None:
        return s.gardes
    return cheques_a_garder([(c.rang, c.montant) for c in o.acces.detenus], e.du)


def _sans_remboursement(s: Saisie, e: Equation | None) -> str:
    if not s.avoir:
        return SANS_AVOIR
    return "L'avoir ne laisse rien à rembourser." if e is not None and not e.credit else ""


def _phrase(o: Ouverture, s: Saisie, propose: int | None, e: Equation | None) -> tuple[str, Gravite]:
    if not s.avoir:
        return ARCHIVER_SEULEMENT, Gravite.NEUTRE
    if propose is None:
        return "Donnez la date d'arrêt : le premier jour qui n'est plus consommé.", Gravite.NEUTRE
    if e is None:
        plafond = ecrire_montant(o.acces.prix - o.acces.anterieurs)
        return f"Donnez le montant de l'avoir, {plafond} au plus.", Gravite.ALERTE
    if not e.montant_avoir:
        return "Rien n'est à rendre : archivez sans avoir, ou donnez un montant.", Gravite.ALERTE
    phrases = [_calcul(e, modifie=e.montant_avoir != propose)]
    if e.du:
        gardes = [c.montant for c in o.acces.detenus if c.rang in _gardes(o, s, e)]
        suite = f", chèques gardés {ecrire_montant(sum(gardes))}" if gardes else ""
        phrases.append(f"Le client doit encore {euros(e.du)}{suite}")
    if s.remboursement and e.credit:
        phrases.append(_suite_du_remboursement(s, e))
    return ". ".join(phrases) + ".", Gravite.ALERTE if e.du else Gravite.SUCCES


def _calcul(e: Equation, *, modifie: bool) -> str:
    """Return the equation; once the avoir is not the one proposed, by what the shop keeps (*retenu*)."""
    m = ecrire_montant
    fin = f"crédit {euros(e.credit)} en faveur du client" if e.credit else "0,00, ni crédit ni dette"
    en_compte = f" − mis en compte {m(e.reduit)}" if e.reduit else ""
    if modifie and e.encaisse - e.retenu == e.credit - e.du:
        anterieurs = f" − avoirs déjà donnés {m(e.anterieurs)}" if e.anterieurs else ""
        retenu = f"Retenu {m(e.retenu)} = prix {m(e.prix)}{anterieurs} − avoir {m(e.montant_avoir)}"
        if e.du:
            return f"{retenu}. Retenu {m(e.retenu)} − encaissé {m(e.encaisse)} = {m(e.du)}"
        return f"{retenu}. Encaissé {m(e.encaisse)} − retenu {m(e.retenu)} = {fin}"
    if e.du:
        return f"Reste dû {m(e.reste)} − avoir {m(e.montant_avoir)} = {m(e.du)}"
    return f"Avoir {m(e.montant_avoir)} − reste dû {m(e.reste)}{en_compte} = {fin}"


def _suite_du_remboursement(s: Saisie, e: Equation) -> str:
    try:
        rendu = e.credit if s.rembourse is None else int(lire_montant(s.rembourse))
    except ErreurMetier:
        return "Donnez le montant à rembourser"
    if rendu > e.credit:
        return f"Remboursez {euros(e.credit)} au plus"
    if rendu == e.credit:
        return f"{euros(rendu)} rendus au client, solde zéro"
    return f"{euros(rendu)} rendus au client, {euros(e.credit - rendu)} gardés sur un compte avoir"


def _article(articles: tuple[VueArticle, ...], choisi: str) -> str:
    if any(a.code == choisi for a in articles):
        return choisi
    return articles[0].code if len(articles) == 1 else ""


def _remboursement(s: Saisie, e: Equation) -> Remboursement:
    if not e.credit:
        raise ErreurMetier("remboursement_sans_credit", champ="remboursement", du=e.du)
    if not s.mode:
        raise ErreurMetier("mode_a_choisir", champ="mode")
    if s.rembourse is None:
        return Remboursement(s.mode)
    montant = lire_montant(s.rembourse, champ="montant")
    if not montant:
        raise ErreurMetier("montant_invalide", champ="montant", valeur=s.rembourse)
    return Remboursement(s.mode, montant)


def _mode(o: Ouverture, code: str) -> str:
    return next((m.libelle for m in o.modes if m.code == code), code)


def _partages(
    detenus: tuple[VueCheque, ...], gardes: frozenset[int]
) -> tuple[tuple[VueCheque, ...], tuple[VueCheque, ...]]:
    """Return the cheques to hand back, then those to keep."""
    rendus = tuple(c for c in detenus if c.rang not in gardes)
    return rendus, tuple(c for c in detenus if c.rang in gardes)
