"""Making and changing pièces: lines from what is typed, totals, échéances, numbers (manual 003, DOMAIN §2 Money)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from caisse_clients.application.ventes.cadre import Cadre, numero_suivant
from caisse_clients.domain.clients import SorteClient
from caisse_clients.domain.devises import en_euros, en_unites
from caisse_clients.domain.echeances import (
    EcheancePrevue,
    EcheanceSaisie,
    echeances_a_la_main,
    echeances_selon,
    lire_conditions,
)
from caisse_clients.domain.pieces import (
    EtatPiece,
    LigneCalculee,
    LignePreparee,
    LigneSaisie,
    NatureLigne,
    Totaux,
    TypePiece,
)
from caisse_clients.domain.reglages import SorteArticle
from caisse_clients.kernel.argent import Centimes, Pourcent, Quantite, arrondir, repartir
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.texte import nettoyer, nettoyer_lignes
from caisse_clients.storage import pieces as stock
from caisse_clients.storage import reglages_ventes
from caisse_clients.storage.pieces import LigneEcrite, Piece

LONGUEUR_LIBELLE = 240


def preparer(cadre: Cadre, saisies: Sequence[LigneSaisie], devise: str) -> list[LignePreparee]:
    """Resolve articles, accounts and VAT of typed lines.

    Raises with ``champ="lignes[n].…"`` (n from 0): ``article_inconnu``, ``champ_manquant``, ``prix_double``,
    ``tva_inconnue``, ``quantite_invalide``, ``pourcent_invalide``.
    """
    return [_preparer(cadre, saisie, devise, f"lignes[{rang}]") for rang, saisie in enumerate(saisies)]


def _preparer(cadre: Cadre, s: LigneSaisie, devise: str, ou: str) -> LignePreparee:
    article = None
    if s.article.strip():
        code = s.article.strip().upper()
        article = None if "\0" in code else reglages_ventes.charger_article(cadre.tx, code)
        if article is None or not article.actif or article.sorte is not SorteArticle.VENTE:
            raise ErreurMetier("article_inconnu", champ=f"{ou}.article", article=s.article[:40])
    libelle = nettoyer_lignes(s.libelle, longueur=LONGUEUR_LIBELLE, champ=f"{ou}.libelle")
    libelle = libelle or (article.libelle if article else "")
    if not libelle:
        raise ErreurMetier("champ_vide", champ=f"{ou}.libelle")
    if s.prix_ttc is not None and s.prix_ht is not None:
        raise ErreurMetier("prix_double", champ=f"{ou}.prix_ht")
    prix, ttc = (s.prix_ht, False) if s.prix_ht is not None else (s.prix_ttc, True)
    if prix is None and article is not None:
        prix = None if article.prix_ttc is None else Centimes(article.prix_ttc)
    if prix is None:
        raise ErreurMetier("prix_manquant", champ=f"{ou}.prix_ttc", libelle=libelle)
    taux = s.taux_tva if s.taux_tva is not None else (Pourcent(article.taux) if article else None)
    trouve = None if taux is None else reglages_ventes.charger_taux(cadre.tx, taux)
    if taux is None or trouve is None or not trouve.actif:
        raise ErreurMetier("tva_inconnue", champ=f"{ou}.taux_tva", taux=-1 if taux is None else taux)
    if s.quantite <= 0:
        raise ErreurMetier("quantite_invalide", champ=f"{ou}.quantite", valeur=str(s.quantite))
    if not 0 <= s.remise <= 100_00:
        raise ErreurMetier("pourcent_invalide", champ=f"{ou}.remise", valeur=str(s.remise))
    nature = s.nature or (article.nature if article else NatureLigne.BIEN)
    compte = (article.compte if article else "") or cadre.reglages[f"compte.vente_{nature.value}"]
    return LignePreparee(
        libelle=libelle,
        quantite=s.quantite,
        prix=en_unites(prix, devise, champ=f"{ou}.prix"),
        ttc=ttc,
        taux=taux,
        remise=s.remise,
        article=article.code if article else "",
        nature=nature,
        compte=compte,
    )


def reprises(lignes: Sequence[LigneEcrite], quantites: Mapping[int, int]) -> list[LignePreparee]:
    """Return lines of another pièce again, for these quantities by rank (thousandths)."""
    return [
        LignePreparee(
            libelle=ligne.libelle,
            quantite=Quantite(quantites[ligne.rang]),
            prix=ligne.prix,
            ttc=bool(ligne.ttc),
            taux=Pourcent(ligne.taux),
            remise=Pourcent(ligne.remise),
            article=ligne.article,
            nature=NatureLigne(ligne.nature),
            compte=ligne.compte,
            rang_origine=ligne.rang,
        )
        for ligne in lignes
        if quantites.get(ligne.rang)
    ]


def destinataire(fiche: Mapping[str, Any]) -> str:
    """Return the name and address a document shows, copied on it: it stays what it was (LEGAL §6)."""
    nom = " ".join(filter(None, (fiche["prenom"], fiche["nom"])))
    commune = " ".join(filter(None, (fiche["code_postal"], fiche["ville"])))
    siren = f"SIREN {fiche['siren']}" if fiche["siren"] else ""
    return "\n".join(filter(None, (nom, fiche["adresse"], commune, siren)))


def totaux_en_euros(totaux: Totaux, devise: str, cours: int | None) -> tuple[int, int, int]:
    """Return (HT, VAT, TTC) in euro centimes; HT + VAT = TTC."""
    ttc, tva = en_euros(totaux.ttc, devise, cours), en_euros(totaux.tva, devise, cours)
    return ttc - tva, tva, ttc


def ajouter(
    cadre: Cadre,
    type_piece: TypePiece,
    fiche: Mapping[str, Any],
    calculees: Sequence[LigneCalculee],
    totaux: Totaux,
    *,
    etat: EtatPiece,
    origine: Piece | None = None,
    devise: str = "EUR",
    cours: int | None = None,
    conditions: str = "",
    reference: str = "",
    commentaire: str = "",
    raison: str = "",
    comptabiliser: Callable[[Mapping[str, Any]], int] | None = None,
) -> Piece:
    """Insert a pièce with its lines and its number (``BR-n`` for a draft), without échéances.

    ``comptabiliser`` writes the écriture of the row about to be inserted and returns its id.
    """
    if fiche["sorte"] == SorteClient.ORGANISME.value:
        raise ErreurMetier("client_organisme", champ="client", client=fiche["code"])
    identifiant = cadre.tx.id("piece")
    numero = _premier_numero(cadre, identifiant, type_piece, etat)
    ht, tva, ttc = totaux_en_euros(totaux, devise, cours)
    stock.ajouter_lignes(cadre.tx, identifiant, 1, calculees)
    ligne: dict[str, Any] = {
        "id": identifiant,
        "type": type_piece.value,
        "client": fiche["code"],
        "affaire": origine.affaire if origine else identifiant,
        "origine": origine.id if origine else None,
        "station": cadre.station,
        "devise": devise,
        "cours": cours,
        "etat": etat.value,
        "numero": numero,
        "date": cadre.date,
        "conditions": conditions,
        "professionnel": bool(fiche["professionnel"]),
        "destinataire": destinataire(fiche),
        "reference": nettoyer(reference, longueur=80, champ="reference"),
        "commentaire": nettoyer_lignes(commentaire, longueur=1_000, champ="commentaire"),
        "raison": raison,
        "total_ht": ht,
        "total_tva": tva,
        "total_ttc": ttc,
        "total_devise": totaux.ttc,
        "version_lignes": 1,
        "ecriture": None,
    }
    if comptabiliser is not None:
        ligne["ecriture"] = comptabiliser(ligne)
    return stock.ajouter(cadre.tx, ligne)


def _premier_numero(cadre: Cadre, identifiant: int, type_piece: TypePiece, etat: EtatPiece) -> str:
    """Return the number a new pièce takes: of its series, or ``BR-n`` for a draft."""
    if etat is not EtatPiece.BROUILLON:
        return numero_suivant(cadre, identifiant, type_piece, cadre.date)
    rang = stock.prochain_rang(cadre.tx, stock.SERIE_BROUILLON, "", 0)
    numero = f"{stock.SERIE_BROUILLON}-{rang}"
    stock.ajouter_numero(cadre.tx, identifiant, numero, serie=stock.SERIE_BROUILLON, station="", exercice=0, rang=rang)
    return numero


def prevoir(
    total: int, date: dt.date, conditions: str, saisies: Sequence[EcheanceSaisie], devise: str
) -> tuple[EcheancePrevue, ...]:
    """Return the échéances of ``total`` (minor units): those typed, else by the terms."""
    if saisies:
        en_devise = [
            EcheanceSaisie(
                s.date,
                None if s.montant is None else _unites(s.montant, devise, f"echeances[{rang}].montant"),
                s.part,
            )
            for rang, s in enumerate(saisies)
        ]
        return echeances_a_la_main(en_devise, total)
    return echeances_selon(lire_conditions(conditions), total, date)


def _unites(montant: int, devise: str, champ: str) -> Any:
    return en_unites(montant, devise, champ=champ)


def ajouter_echeances(cadre: Cadre, p: Piece, prevues: Sequence[EcheancePrevue]) -> None:
    """Insert the échéances of a pièce; their euros add up to its total."""
    euros = repartir(p.total_ttc, [e.montant for e in prevues])
    stock.ajouter_echeances(
        cadre.tx, p.id, [(e.rang, e.date, part, e.montant) for e, part in zip(prevues, euros, strict=True)]
    )


def attendre(cadre: Cadre, p: Piece, attendu: int) -> None:
    """Make the échéances of a commande expect ``attendu`` (minor units) in all: its total less what is invoiced.

    Less: the oldest give first what nothing is imputed on. More: the last to have given get theirs back.
    """
    echeances = stock.echeances_de(cadre.tx, p.id)
    ecart = attendu - sum(e.montant_devise for e in echeances)
    for e in reversed(echeances) if ecart > 0 else echeances:
        pas = min(ecart, e.prevu - e.montant_devise) if ecart > 0 else -min(-ecart, e.reste_devise)
        if pas == 0:
            continue
        reste_devise = e.reste_devise + pas
        if pas > 0:
            reste = e.reste + en_euros(pas, p.devise, p.cours)
        else:
            reste = 0 if reste_devise == 0 else _prorata(e.reste, reste_devise, e.reste_devise)
        stock.changer_echeance(cadre.tx, e, montant_devise=e.montant_devise + pas, montant=e.impute + reste)
        ecart -= pas


def _prorata(montant: int, part: int, total: int) -> int:
    return arrondir(Fraction(montant * part, total))


def rattacher(preparees: Sequence[LignePreparee], anciennes: Sequence[LigneEcrite]) -> list[LignePreparee]:
    """Keep with changed lines the line of the commande they come from, the most alike first.

    A line that lost it would be invoiced a second time: a new name, quantity or price does not make it another one.
    """
    libres = [ligne for ligne in anciennes if ligne.rang_origine is not None]
    origines: dict[int, int | None] = {}
    ressemblances = _RESSEMBLANCES + ((_a_la_meme_place,) if len(preparees) == len(anciennes) else ())
    for ressemble in ressemblances:
        for place, preparee in enumerate(preparees, 1):
            trouvee = next((x for x in libres if place not in origines and ressemble(place, preparee, x)), None)
            if trouvee is not None:
                libres.remove(trouvee)
                origines[place] = trouvee.rang_origine
    return [replace(preparee, rang_origine=origines.get(place)) for place, preparee in enumerate(preparees, 1)]


def _meme_libelle(_place: int, p: LignePreparee, ancienne: LigneEcrite) -> bool:
    return p.libelle == ancienne.libelle


def _meme_prix(_place: int, p: LignePreparee, ancienne: LigneEcrite) -> bool:
    return (p.prix, p.ttc, p.taux) == (ancienne.prix, bool(ancienne.ttc), ancienne.taux)


def _meme_vente(place: int, p: LignePreparee, ancienne: LigneEcrite) -> bool:
    return _meme_prix(place, p, ancienne) and p.quantite == ancienne.quantite


def _meme_article(_place: int, p: LignePreparee, ancienne: LigneEcrite) -> bool:
    return p.article != "" and p.article == ancienne.article


def _a_la_meme_place(place: int, _p: LignePreparee, ancienne: LigneEcrite) -> bool:
    return place == ancienne.rang


_RESSEMBLANCES: tuple[Callable[[int, LignePreparee, LigneEcrite], bool], ...] = (
    lambda place, p, x: _meme_libelle(place, p, x) and _meme_vente(place, p, x),
    lambda place, p, x: _meme_libelle(place, p, x) and _meme_prix(place, p, x),
    _meme_libelle,
    _meme_article,
    _meme_vente,
)
"""How a changed line is recognised, the surest first; when no line came or went, the place says it at last."""
