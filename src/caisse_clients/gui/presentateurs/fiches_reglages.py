"""The forms of the settings: what each asks for and the command that it makes; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from caisse_clients.application.commandes.parametrage import (
    CreerMotif,
    CreerPoste,
    CreerStation,
    CreerUtilisateur,
    ModifierMotif,
    ModifierParametre,
    ModifierStation,
    ModifierUtilisateur,
)
from caisse_clients.application.commandes.reglages_ventes import (
    CreerArticle,
    CreerBanque,
    CreerMode,
    CreerTauxTva,
    ModifierArticle,
    ModifierBanque,
    ModifierMode,
    ModifierTauxTva,
)
from caisse_clients.domain.droits import Role
from caisse_clients.domain.pieces import NatureLigne
from caisse_clients.domain.reglages import COMPTE_TVA, TAUX_NORMAL, SorteArticle
from caisse_clients.domain.vues_ventes import VueTaux
from caisse_clients.gui.presentateurs.fiches import ChampFiche, Fiche, Sorte
from caisse_clients.gui.presentateurs.reglages import (
    NATURES,
    ROLES,
    Article,
    Reglage,
    Station,
    dire_le_taux,
    dire_les_droits,
)

_LIBELLE = ChampFiche("libelle", "Li&bellé")
_COMPTE = "C&ompte général"


def _code(exemple: str) -> ChampFiche:
    return ChampFiche("code", "&Code", longueur=20, exemple=f"par exemple : {exemple}")


def _actif(libelle: str) -> ChampFiche:
    return ChampFiche("actif", libelle, Sorte.COCHE, modification_seule=True)


def fiche_de_parametre(reglage: Reglage) -> Fiche:
    """Return the form of one setting: a list when it takes only a few words."""
    return Fiche(
        nouveau="",
        titre="Réglage :",
        champs=(
            ChampFiche(
                "valeur",
                "&Valeur",
                Sorte.CHOIX if reglage.choix else Sorte.TEXTE,
                longueur=600,
                choix=[(mot, mot) for mot in reglage.choix],
                aide=f"Valeur d'origine : {reglage.defaut}.",
            ),
        ),
        modifier=partial(ModifierParametre, reglage.cle),
        cle="libelle",
        entete=reglage.libelle,
    )


MOTIF = Fiche(
    nouveau="Nouveau motif",
    titre="Motif",
    champs=(
        _code("bon_cadeau"),
        _LIBELLE,
        ChampFiche("compte_debit", "Compte au débi&t", longueur=14, exemple="par exemple : 5112"),
        ChampFiche(
            "compte_credit",
            "Compte au c&rédit",
            longueur=14,
            exemple="le même que le débit",
            aide="Contrepartie des écritures manuelles : au débit pour une entrée d'acompte ou d'avoir, au crédit pour "
            "une entrée de crédit. Les écritures déjà passées gardent leur compte.",
        ),
        _actif("&Proposé dans les nouvelles écritures"),
    ),
    creer=CreerMotif,
    modifier=lambda compte_debit, compte_credit, **reste: ModifierMotif(
        compte_debit=compte_debit, compte_credit=compte_credit or compte_debit, **reste
    ),
)

STATION = Fiche(
    nouveau="Nouvelle station",
    titre="Station",
    champs=(
        _code("S2"),
        _LIBELLE,
        ChampFiche("raison_sociale", "&Raison sociale", longueur=160),
        ChampFiche("adresse", "&Adresse", Sorte.LIGNES),
        ChampFiche("siret", "&SIRET", longueur=40),
        ChampFiche(
            "mentions",
            "&Mentions",
            Sorte.LIGNES,
            aide="Ces lignes paraissent en tête et au pied des documents de cette station.",
        ),
    ),
    creer=CreerStation,
    modifier=ModifierStation,
)


def fiche_de_poste(stations: Sequence[Station]) -> Fiche:
    """Return the form of a new poste of one of these stations."""
    return Fiche(
        nouveau="Nouveau poste",
        titre="Poste",
        champs=(
            _code("P2"),
            _LIBELLE,
            ChampFiche(
                "station",
                "&Station",
                Sorte.CHOIX,
                choix=[(station.code, f"{station.code} · {station.libelle}") for station in stations],
                aide="La clé qui signe les opérations de ce poste se crée sur lui, à sa première ouverture.",
            ),
        ),
        creer=CreerPoste,
    )


UTILISATEUR = Fiche(
    nouveau="Nouvel utilisateur",
    titre="Utilisateur",
    champs=(
        _code("MARIE"),
        ChampFiche("libelle", "&Nom"),
        ChampFiche(
            "role", "&Rôle", Sorte.CHOIX, choix=tuple(ROLES.items()), defaut=Role.CAISSIER, aide=dire_les_droits
        ),
        _actif("&Peut travailler avec cette base"),
    ),
    creer=CreerUtilisateur,
    modifier=ModifierUtilisateur,
    page="utilisateurs",
)

MODE = Fiche(
    nouveau="Nouveau mode de règlement",
    titre="Mode de règlement",
    champs=(
        _code("bon_cadeau"),
        _LIBELLE,
        ChampFiche("compte", _COMPTE, longueur=14, exemple="par exemple : 5112", aide="Compte qui reçoit l'argent."),
        ChampFiche("journal", "&Journal", longueur=5, exemple="BQ, ou CA pour des espèces"),
        ChampFiche(
            "numerique",
            "&Numérique : payé par un terminal ou en ligne",
            Sorte.COCHE,
            aide="Le montant d'un règlement numérique ne se modifie pas : une erreur se rend par un remboursement.",
        ),
        ChampFiche(
            "especes",
            "&Espèces : compte dans la limite légale",
            Sorte.COCHE,
            fige=True,
        ),
        _actif("&Proposé dans les nouveaux règlements"),
    ),
    creer=CreerMode,
    modifier=ModifierMode,
)

BANQUE = Fiche(
    nouveau="Nouvelle banque",
    titre="Banque",
    champs=(
        _code("CA"),
        _LIBELLE,
        ChampFiche("iban", "&IBAN", longueur=42, exemple="FR76 …"),
        ChampFiche("bic", "BIC", longueur=14),
        ChampFiche("compte", _COMPTE, longueur=14, defaut="512"),
        ChampFiche("journal", "&Journal", longueur=5, exemple="celui du mode de règlement"),
        ChampFiche(
            "emetteur",
            "N° d'é&metteur",
            longueur=8,
            aide="Les six chiffres donnés par la banque pour les fichiers de prélèvements et d'effets.",
        ),
        _actif("&Proposée dans les règlements"),
    ),
    creer=CreerBanque,
    modifier=ModifierBanque,
)

TAUX_TVA = Fiche(
    nouveau="Nouveau taux de TVA",
    titre="Taux de TVA",
    champs=(
        ChampFiche("taux", "&Taux (%)", Sorte.POURCENT, longueur=7, exemple="par exemple : 8,5"),
        _LIBELLE,
        ChampFiche(
            "compte",
            _COMPTE,
            longueur=14,
            defaut=COMPTE_TVA,
            aide="Compte de la TVA collectée. Les pièces déjà validées gardent le leur.",
        ),
        _actif("&Proposé dans les nouvelles lignes"),
    ),
    creer=CreerTauxTva,
    modifier=ModifierTauxTva,
    cle="taux",
)


def fiche_d_article(taux: Sequence[VueTaux], article: Article | None) -> Fiche:
    """Return the form of an article with the rates in use, and its own if it no longer is."""
    offerts = [t for t in taux if t.actif or (article is not None and t.taux == article.taux_tva)]
    return Fiche(
        nouveau="Nouvel article",
        titre="Article",
        champs=(
            _code("FORFAIT"),
            _LIBELLE,
            ChampFiche(
                "sorte",
                "&Sert à",
                Sorte.CHOIX,
                choix=[(sorte, _SORTES[sorte]) for sorte in SorteArticle],
                defaut=SorteArticle.VENTE,
                fige=True,
            ),
            ChampFiche("nature", "&Nature", Sorte.CHOIX, choix=tuple(NATURES.items()), defaut=NatureLigne.BIEN),
            ChampFiche(
                "taux_tva",
                "&TVA",
                Sorte.CHOIX,
                choix=[(t.taux, dire_le_taux(t)) for t in offerts],
                defaut=TAUX_NORMAL,
            ),
            ChampFiche("prix_ttc", "Pri&x TTC (€)", Sorte.MONTANT, longueur=24, exemple="tapé à chaque vente"),
            ChampFiche("compte", _COMPTE, longueur=14, exemple="celui de sa nature"),
            _actif("&Proposé dans les nouvelles lignes"),
        ),
        creer=CreerArticle,
        modifier=ModifierArticle,
    )


_SORTES = {
    SorteArticle.VENTE: "Vendre",
    SorteArticle.AVOIR: "Donner un avoir",
    SorteArticle.REMBOURSEMENT: "Rembourser",
}
