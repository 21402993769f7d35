"""Avoirs: on a pièce — whole, by line, by amount, VAT split like the sale's — or without, net of tax (LEGAL §5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from caisse_clients.application.ventes import ecrire_pieces, exigibilite, suivre
from caisse_clients.application.ventes import imputer as moteur
from caisse_clients.application.ventes.cadre import Cadre, contrepasser, ecrire, fiche_de
from caisse_clients.application.ventes.sources import Source, cible_piece, source_avoir
from caisse_clients.domain.comptes import OrigineEcriture, TypeCompte
from caisse_clients.domain.echeances import EcheancePrevue
from caisse_clients.domain.grand_livre import schemas
from caisse_clients.domain.pieces import (
    SANS_REMISE,
    UNITE,
    EtatPiece,
    LigneCalculee,
    LignePreparee,
    NatureLigne,
    Totaux,
    TypePiece,
    calculer,
    retrancher,
    ventiler_par_taux,
)
from caisse_clients.domain.reglages import Article, SorteArticle
from caisse_clients.domain.reglements import MotifImputation
from caisse_clients.kernel.argent import Pourcent, repartir
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_date, ecrire_pourcent
from caisse_clients.storage import comptes as stock_comptes
from caisse_clients.storage import exigibilites, reglages_ventes
from caisse_clients.storage import pieces as stock
from caisse_clients.storage.pieces import LigneEcrite, Piece

Demande = tuple[int, int | None]
"""A line asked for: its rank on the pièce and its quantity in thousandths, None for all that is left."""


def sur_piece(
    cadre: Cadre,
    origine: Piece,
    demandees: Sequence[Demande],
    montant: int | None,
    *,
    rabais: bool,
    raison: str,
    article: Article | None = None,
) -> Piece:
    """Write the avoir of a validated pièce and its écriture; raises ``avoir_depasse_prix`` beyond what is left.

    ``article``: names the lines; accounts and VAT stay those of the sale.
    """
    lignes = stock.lignes_de(cadre.tx, origine)
    avoirs = suivre.avoirs_de(cadre, origine)
    deja = [ligne for avoir in avoirs for ligne in stock.lignes_de(cadre.tx, avoir)]
    restants = _restants(lignes, deja)
    if montant is None and not demandees and not avoirs:
        calculees, totaux = calculer(ecrire_pieces.reprises(lignes, {x.rang: x.quantite for x in lignes}))
    elif demandees:
        calculees, totaux = _par_lignes(lignes, deja, demandees, origine)
    else:
        calculees, totaux = _par_montant(lignes, restants, restants.ttc if montant is None else montant, origine)
    _controler_le_reste(totaux, restants, origine)
    if article is not None:
        calculees = tuple(_au_nom_de(article, x, origine) for x in calculees)
    compte_rabais = cadre.reglages["compte.rabais"] if rabais else ""

    def comptabiliser(ligne: Mapping[str, Any]) -> int:
        parts = suivre.parts_de(calculees)
        vente = suivre.vente_en_euros(cadre, ligne, parts, rabais=compte_rabais)
        vente, prises = exigibilite.reprendre(cadre, origine, parts, vente)
        ecriture = _comptabiliser(cadre, ligne, vente)
        exigibilite.noter_la_vente(cadre, origine.ligne, prises, ecriture)
        return ecriture

    return ecrire_pieces.ajouter(
        cadre,
        TypePiece.AVOIR,
        fiche_de(cadre, origine.client),
        calculees,
        totaux,
        etat=EtatPiece.VALIDEE,
        origine=origine,
        devise=origine.devise,
        cours=origine.cours,
        conditions=suivre.RABAIS if rabais else "",
        raison=raison,
        comptabiliser=comptabiliser,
    )


def sans_piece(cadre: Cadre, client: int, montant: int, *, article: Article | None, raison: str) -> Piece:
    """Write an avoir net of tax (a gift, a gesture): no 44571, the account of the article or of the setting."""
    if montant <= 0:
        raise ErreurMetier("montant_invalide", champ="montant", valeur=str(montant))
    compte, libelle, code = cadre.reglages["compte.avoir_sans_piece"], "Avoir", ""
    if article is not None:
        compte, libelle, code = article.compte or compte, article.libelle, article.code
    preparee = LignePreparee(
        libelle=f"{libelle} net de taxe",
        quantite=UNITE,
        prix=montant,
        ttc=True,
        taux=Pourcent(0),
        remise=SANS_REMISE,
        article=code,
        nature=NatureLigne.BIEN,
        compte=compte,
    )
    calculees, totaux = calculer([preparee])
    return ecrire_pieces.ajouter(
        cadre,
        TypePiece.AVOIR,
        fiche_de(cadre, client),
        calculees,
        totaux,
        etat=EtatPiece.VALIDEE,
        raison=raison,
        comptabiliser=lambda ligne: _comptabiliser(cadre, ligne, schemas.Vente({compte: totaux.ttc}, {})),
    )


def article_de(cadre: Cadre, code: str, *sortes: SorteArticle) -> Article:
    """Return an article in use of one of these sortes; raises ``article_inconnu``."""
    voulu = code.strip().upper()
    article = None if "\0" in voulu else reglages_ventes.charger_article(cadre.tx, voulu)
    if article is None or not article.actif or article.sorte not in sortes:
        raise ErreurMetier("article_inconnu", champ="article", article=code[:40])
    return article


def garder(cadre: Cadre, avoir: Piece, source: Source) -> int:
    """Keep the excess of an avoir on a numbered compte avoir (411 to 4197); return its number."""
    if source.devise != "EUR":
        raise ErreurMetier("devise_differente", champ="garder", source=source.devise, cible="EUR", piece=avoir.numero)
    compte = stock_comptes.ajouter_compte(
        cadre.tx,
        numero=cadre.tx.numeros("compte"),
        client=avoir.client,
        type_compte=TypeCompte.AVOIR,
        date=cadre.date,
    )
    lignes = schemas.avoir_garde(
        cadre.compte_client, cadre.compte_general(TypeCompte.AVOIR), avoir.client, compte.numero, source.reste
    )
    libelle = f"{avoir.numero} gardé sur le compte avoir n° {compte.numero}"
    ecriture = ecrire(cadre, lignes, libelle, OrigineEcriture.IMPUTATION, motif_libelle=f"Avoir {avoir.numero}")
    moteur.consommer(cadre, source, source.reste_devise, MotifImputation.CONVERSION, ecriture=ecriture)
    return compte.numero


def annuler(cadre: Cadre, avoir: Piece, origine: Piece, raison: str) -> Piece:
    """Cancel an avoir of ``origine`` by a facture of the same lines, that it pays (LEGAL §5); return the facture.

    Its écriture is the contrary of the avoir's; nothing of it is expected in the due list. All of the avoir must be
    disponible.
    """
    assert avoir.ecriture is not None  # a validated avoir has one
    ecriture_de_l_avoir = avoir.ecriture
    lignes = stock.lignes_de(cadre.tx, avoir)
    preparees = ecrire_pieces.reprises(lignes, {x.rang: x.quantite for x in lignes})
    calculees = tuple(
        LigneCalculee(
            x.rang,
            replace(p, rang_origine=None, libelle=_annulee(p.libelle)),
            x.montant_ht,
            x.montant_tva,
            x.montant_ttc,
        )
        for x, p in zip(lignes, preparees, strict=True)
    )

    def comptabiliser(ligne: Mapping[str, Any]) -> int:
        ecriture = contrepasser(
            cadre, ecriture_de_l_avoir, raison, libelle=f"{ligne['numero']} annule l'avoir {avoir.numero}"
        )
        assert ecriture is not None  # an avoir is cancelled once: its facture says so
        for piece, a in exigibilites.de_l_ecriture(cadre.tx, ecriture_de_l_avoir):
            rendue = a._replace(tva=-a.tva, exigible=-a.exigible)
            exigibilites.ajouter(cadre.tx, piece, [rendue], ecriture)
        return ecriture

    facture = ecrire_pieces.ajouter(
        cadre,
        TypePiece.FACTURE,
        fiche_de(cadre, avoir.client),
        calculees,
        stock.totaux_de(lignes),
        etat=EtatPiece.VALIDEE,
        origine=avoir,
        devise=avoir.devise,
        cours=avoir.cours,
        raison=raison,
        commentaire=f"Annule l'avoir {avoir.numero} du {ecrire_date(avoir.date)} sur {origine.numero}.",
        comptabiliser=comptabiliser,
    )
    ecrire_pieces.ajouter_echeances(cadre, facture, [EcheancePrevue(1, cadre.date, facture.total_devise)])
    moteur.imputer(cadre, source_avoir(cadre, avoir), cible_piece(cadre, facture), None, MotifImputation.AVOIR)
    for e in stock.echeances_de(cadre.tx, facture.id):
        stock.changer_echeance(cadre.tx, e, prevu=0)
    cadre.touches.update((("piece", facture.id), ("piece", avoir.id), ("piece", origine.id)))
    return facture


def _annulee(libelle: str) -> str:
    """Say that a line takes back one of an avoir: on a facture it would read as what is sold."""
    return f"Annulation : {libelle}"[: ecrire_pieces.LONGUEUR_LIBELLE]


def _comptabiliser(cadre: Cadre, ligne: Mapping[str, Any], vente: schemas.Vente) -> int:
    return ecrire(
        cadre,
        suivre.en_devise(schemas.avoir(cadre.compte_client, ligne["client"], vente), ligne),
        f"Avoir {ligne['numero']}",
        OrigineEcriture.VENTE,
        journal=cadre.reglages["journal.ventes"],
    )


def _au_nom_de(article: Article, x: LigneCalculee, origine: Piece) -> LigneCalculee:
    libelle = f"{article.libelle} sur {origine.numero} du {ecrire_date(origine.date)}"
    libelle = libelle[: ecrire_pieces.LONGUEUR_LIBELLE]
    return replace(x, preparee=replace(x.preparee, article=article.code, libelle=libelle))


def _restants(lignes: Sequence[LigneEcrite], deja: Sequence[LigneEcrite]) -> Totaux:
    """Return what earlier avoirs left of a pièce, rate by rate: the last avoir takes exactly the rest."""
    return retrancher(stock.totaux_de(lignes), stock.totaux_de(deja))


def _controler_le_reste(totaux: Totaux, restants: Totaux, origine: Piece) -> None:
    """Refuse to give back more than is left, rate by rate: no VAT is taken back that was not charged."""
    if totaux.ttc > restants.ttc:
        raise ErreurMetier(
            "avoir_depasse_prix", champ="montant", piece=origine.numero, montant=totaux.ttc, reste=restants.ttc
        )
    laisses = {t.taux: t.ttc for t in restants.par_taux}
    for t in totaux.par_taux:
        if t.ttc > laisses[t.taux]:
            raise ErreurMetier(
                "avoir_depasse_prix",
                champ="lignes",
                raison="taux",
                taux=ecrire_pourcent(t.taux),
                piece=origine.numero,
                montant=t.ttc,
                reste=laisses[t.taux],
            )


def _par_lignes(
    lignes: Sequence[LigneEcrite],
    deja: Sequence[LigneEcrite],
    demandees: Sequence[Demande],
    origine: Piece,
) -> tuple[tuple[LigneCalculee, ...], Totaux]:
    prises: dict[int, int] = {}
    for ligne in deja:
        if ligne.rang_origine is not None:
            prises[ligne.rang_origine] = prises.get(ligne.rang_origine, 0) + ligne.quantite
    quantites: dict[int, int] = {}
    par_rang = {ligne.rang: ligne for ligne in lignes}
    for n, (rang, voulue) in enumerate(demandees):
        if rang not in par_rang:
            raise ErreurMetier("rang_inconnu", champ=f"lignes[{n}].rang", rang=rang, piece=origine.numero)
        reste = par_rang[rang].quantite - prises.get(rang, 0) - quantites.get(rang, 0)
        quantite = reste if voulue is None else voulue
        if not 0 < quantite <= reste:
            raise ErreurMetier("quantite_depassee", champ=f"lignes[{n}].quantite", rang=rang, piece=origine.numero)
        quantites[rang] = quantites.get(rang, 0) + quantite
    calculees, totaux = calculer(ecrire_pieces.reprises(lignes, quantites))
    if all(prises.get(r, 0) + quantites.get(r, 0) == ligne.quantite for r, ligne in par_rang.items()):
        return _du_reste(calculees, _restants(lignes, deja))
    return calculees, totaux


def _du_reste(calculees: Sequence[LigneCalculee], restants: Totaux) -> tuple[tuple[LigneCalculee, ...], Totaux]:
    """Return the lines of the last avoir with exactly what is left of each rate: fractions were rounded one by one."""
    ajustees: list[LigneCalculee] = []
    for t in restants.par_taux:
        du_taux = [ligne for ligne in calculees if ligne.preparee.taux == t.taux]
        if not du_taux:
            continue
        poids = [ligne.montant_ttc for ligne in du_taux]
        if not any(poids):  # a fraction of a cent each time: the last takes the cent
            poids = [1] * len(du_taux)
        for ligne, ht, tva in zip(du_taux, repartir(t.ht, poids), repartir(t.tva, poids), strict=True):
            ajustees.append(replace(ligne, montant_ht=ht, montant_tva=tva, montant_ttc=ht + tva))
    taux = {ligne.preparee.taux for ligne in ajustees}
    totaux = Totaux(tuple(t for t in restants.par_taux if t.taux in taux))
    return tuple(sorted(ajustees, key=lambda ligne: ligne.rang)), totaux


def _par_montant(
    lignes: Sequence[LigneEcrite], restants: Totaux, montant: int, origine: Piece
) -> tuple[tuple[LigneCalculee, ...], Totaux]:
    """Return lines for an amount: by rate as what is left of the sale, and inside a rate by its own accounts."""
    if montant <= 0 or restants.ttc <= 0:
        raise ErreurMetier("avoir_depasse_prix", champ="montant", piece=origine.numero, montant=montant, reste=0)
    if montant > restants.ttc:
        raise ErreurMetier(
            "avoir_depasse_prix", champ="montant", piece=origine.numero, montant=montant, reste=restants.ttc
        )
    ventilation = ventiler_par_taux(montant, restants)
    calculees: list[LigneCalculee] = []
    for t in ventilation:
        poids: dict[tuple[str, str], int] = {}
        for ligne in lignes:
            if ligne.taux == t.taux:
                cle = (ligne.compte, ligne.nature)
                poids[cle] = poids.get(cle, 0) + ligne.montant_ttc
        hts = repartir(t.ht, list(poids.values()))
        tvas = repartir(t.tva, list(poids.values()))
        for (compte, nature), ht, tva in zip(poids, hts, tvas, strict=True):
            if ht + tva <= 0:
                continue
            preparee = LignePreparee(
                libelle=f"Avoir sur {origine.numero} du {ecrire_date(origine.date)}",
                quantite=UNITE,
                prix=ht + tva,
                ttc=True,
                taux=t.taux,
                remise=SANS_REMISE,
                article="",
                nature=NatureLigne(nature),
                compte=compte,
            )
            calculees.append(LigneCalculee(len(calculees) + 1, preparee, ht, tva, ht + tva))
    return tuple(calculees), Totaux(ventilation)
