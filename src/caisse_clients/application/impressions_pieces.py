"""What the paper of a pièce says, gathered from the base: the shop, the client as written on it, what the law wants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from caisse_clients.application import lectures, lectures_ventes
from caisse_clients.application.lectures import Lecteur
from caisse_clients.documents.donnees_piece import (
    AcompteImprime,
    ContreValeur,
    DonneesPiece,
    EcheanceImprimee,
    LigneImprimee,
    Monnaie,
    PaiementImprime,
    totaux_par_taux,
)
from caisse_clients.documents.donnees_recu import Emetteur, siret_dit
from caisse_clients.domain.clients import SorteClient
from caisse_clients.domain.pieces import EtatPiece, NatureLigne, Totaux, TypePiece, ventiler_par_taux
from caisse_clients.domain.reglages import CHIFFRES_DES_DEVISES, EURO
from caisse_clients.domain.reglements import MotifImputation, SorteSource
from caisse_clients.domain.vues_ventes import VueImputation, VuePiece
from caisse_clients.kernel.formats import ecrire_cours, ecrire_date, ecrire_pourcent
from caisse_clients.kernel.horloge import PARIS

_CORRECTIONS = (TypePiece.AVOIR, TypePiece.AVOIR_ACOMPTE)
_FACTURES = (TypePiece.FACTURE, TypePiece.FACTURE_ACOMPTE, TypePiece.TICKET, *_CORRECTIONS)
_SANS_DUPLICATA = (TypePiece.COMMANDE,)
"""A commande changes: each of its papers is the commande as it is, not a copy of the one before."""
_MARQUES = {EtatPiece.ANNULEE: "ANNULÉE", EtatPiece.SUPPRIMEE: "SUPPRIMÉE"}
_ANCETRES = 3
AVOIR_ANNULE = "Avoir annulé"
_SIREN = "SIREN "


def donnees_piece(lecteur: Lecteur, vue: VuePiece, *, tirage: int = 1, sans_valeur: str = "") -> DonneesPiece:
    """Return what the paper of a pièce says; ``tirage`` and ``sans_valeur`` as in ``DonneesPiece``."""
    emetteur, mentions_station = emetteur_de(lecteur, vue.station)
    modes = {mode.code: mode.libelle for mode in lectures_ventes.modes(lecteur, actifs=False)}
    acomptes, paiements = _versements(lecteur, vue)
    monnaie = monnaie_de(vue.devise)
    return DonneesPiece(
        emetteur=emetteur,
        type=vue.type,
        numero="" if vue.etat is EtatPiece.BROUILLON else vue.numero,
        date=vue.date,
        destinataire=_destinataire(lecteur, vue),
        client=vue.client,
        professionnel=vue.professionnel,
        lignes=tuple(_lignes(vue)),
        legal=legal_de(mentions_station, emetteur.siret, avec_tva=vue.total_tva != 0),
        monnaie=monnaie,
        contre_valeur=_contre_valeur(vue),
        precisions=tuple(_precisions(lecteur, vue)),
        acomptes=acomptes,
        paiements=paiements,
        deja_facture=_deja_facture(vue),
        echeances=_echeances(vue, modes),
        conditions=vue.conditions if vue.type.due else "",
        commentaire=vue.commentaire,
        mentions=tuple(_mentions(lecteur, vue)),
        annulee=_MARQUES.get(vue.etat, ""),
        tirage=1 if vue.type in _SANS_DUPLICATA else tirage,
        sans_valeur=sans_valeur,
        edition=_edition(lecteur, vue),
    )


def emetteur_de(lecteur: Lecteur, code: str) -> tuple[Emetteur, str]:
    """Return the shop at the head of a document of a station, and the station's own mentions."""
    station = next((s for s in lectures.stations(lecteur) if s["code"] == code), {})
    raison_sociale, libelle = str(station.get("raison_sociale", "")), str(station.get("libelle", code))
    emetteur = Emetteur(
        raison_sociale=raison_sociale or libelle,
        station=libelle if raison_sociale else "",
        adresse=tuple(str(station.get("adresse", "")).splitlines()),
        siret=str(station.get("siret", "")),
    )
    return emetteur, str(station.get("mentions", ""))


def monnaie_de(devise: str) -> Monnaie:
    """Return a currency as documents write it."""
    return Monnaie(devise, CHIFFRES_DES_DEVISES.get(devise, 2))


def mention_acompte(valeurs: dict[str, str], somme: str) -> str:
    """Say what a consumer's money paid beforehand is, and what follows from it (C. conso L214-1)."""
    if valeurs["mot_acompte"] == "arrhes":
        return (
            f"{somme} versés à titre d'arrhes : le client qui renonce les perd, le magasin qui renonce en rend le "
            "double (code de la consommation, article L214-1)."
        )
    return (
        f"{somme} versés à titre d'acompte : la vente est ferme, ni le client ni le magasin ne peut y renoncer sans "
        "dédommager l'autre."
    )


def _lignes(vue: VuePiece) -> Iterable[LigneImprimee]:
    for ligne in vue.lignes:
        yield LigneImprimee(
            libelle=ligne.libelle,
            quantite=ligne.quantite,
            prix=ligne.prix,
            ttc=ligne.ttc,
            taux=ligne.taux,
            remise=ligne.remise,
            montant_ht=ligne.montant_ht,
            montant_tva=ligne.montant_tva,
            reference=ligne.article,
        )


def _contre_valeur(vue: VuePiece) -> ContreValeur | None:
    if vue.devise == EURO or vue.cours is None:
        return None
    return ContreValeur(ecrire_cours(vue.cours), vue.total_ht, vue.total_tva, vue.total_ttc)


def _destinataire(lecteur: Lecteur, vue: VuePiece) -> tuple[str, ...]:
    """Name and address as they were when the pièce was made; nobody's on the ticket of a walk-in client."""
    lignes = [ligne for ligne in vue.destinataire.splitlines() if not ligne.startswith(_SIREN)]
    if vue.type is TypePiece.TICKET and lectures.fiche_client(lecteur, vue.client).sorte is SorteClient.PASSAGER:
        return ()
    return tuple(lignes) or (vue.client_nom,)


def _deja_facture(vue: VuePiece) -> int:
    """What a commande has invoiced is taken off its échéances."""
    if vue.type is not TypePiece.COMMANDE or vue.etat is EtatPiece.ANNULEE:
        return 0
    return vue.total_devise - sum(e.montant_devise for e in vue.echeances)


def _precisions(lecteur: Lecteur, vue: VuePiece) -> Iterable[tuple[str, str]]:
    """The pairs beside the address: what the pièce comes from, the client's reference, why an avoir."""
    directe = vue.type in _CORRECTIONS or vue.type is TypePiece.FACTURE_ACOMPTE
    origine, annulante = vue.origine, False
    for rang in range(1 if directe else _ANCETRES):
        if not origine:
            break
        source = lectures_ventes.piece(lecteur, origine)
        nom = _nom_de_l_origine(vue, source, rang)
        annulante = annulante or nom == AVOIR_ANNULE
        if source.etat is not EtatPiece.BROUILLON:
            yield nom, f"{source.numero} du {ecrire_date(source.date)}"
        origine = source.origine
    for ligne in vue.destinataire.splitlines():
        if ligne.startswith(_SIREN):
            yield "Votre SIREN", siret_dit(ligne.removeprefix(_SIREN)).removeprefix(_SIREN)
    yield "Votre référence", vue.reference
    if vue.type in _CORRECTIONS or annulante:
        yield "Motif", vue.raison
    if vue.type is TypePiece.COMMANDE and vue.version > 1:
        yield "Version", f"{vue.version}, remplace les précédentes"


def _nom_de_l_origine(vue: VuePiece, source: VuePiece, rang: int) -> str:
    """What an avoir credits, or what a facture cancels, stands first."""
    if rang == 0 and vue.type in _CORRECTIONS:
        return "Facture d'origine"
    if rang == 0 and source.type is TypePiece.AVOIR:
        return AVOIR_ANNULE
    return source.type.libelle


def _echeances(vue: VuePiece, modes: dict[str, str]) -> tuple[EcheanceImprimee, ...]:
    if not vue.type.due or vue.type is TypePiece.TICKET:
        return ()
    return tuple(
        EcheanceImprimee(e.date, e.montant_devise, e.reste_devise, modes.get(e.mode, e.mode)) for e in vue.echeances
    )


# what is already paid -----------------------------------------------------------------------------------------


def _versements(lecteur: Lecteur, vue: VuePiece) -> tuple[tuple[AcompteImprime, ...], tuple[PaiementImprime, ...]]:
    """Return acomptes (with their VAT, by document) and other payments of a pièce; of an avoir, its uses."""
    if vue.type in _CORRECTIONS:
        return (), _reunis(_emplois(lecteur, vue))
    if not vue.type.due:
        return (), ()
    acomptes: dict[str, list[VueImputation]] = {}
    paiements: list[PaiementImprime] = []
    for imputation in vue.imputations:
        if vue.type is TypePiece.FACTURE and imputation.acompte:
            acomptes.setdefault(imputation.facture_acompte or imputation.source, []).append(imputation)
        else:
            paiements.append(_paiement(lecteur, imputation))
    return tuple(_acompte(lecteur, vue, numero, i) for numero, i in acomptes.items()), _reunis(paiements)


def _reunis(paiements: Iterable[PaiementImprime]) -> tuple[PaiementImprime, ...]:
    """One line for a règlement that pays several échéances."""
    sommes: dict[tuple[str, dt.date, str], int] = {}
    for p in paiements:
        cle = p.numero, p.date, p.libelle
        sommes[cle] = sommes.get(cle, 0) + p.montant
    return tuple(PaiementImprime(*cle, montant) for cle, montant in sommes.items())


def _emplois(lecteur: Lecteur, vue: VuePiece) -> Iterable[PaiementImprime]:
    """What an avoir already paid, or how it was given back: a client must not believe he still has it."""
    for i in lectures_ventes.imputations_du_client(lecteur, vue.client):
        if i.source == vue.numero:
            yield PaiementImprime(i.cible.partition("/")[0], i.date, "", i.montant_devise)


def _acompte(lecteur: Lecteur, vue: VuePiece, numero: str, imputations: Sequence[VueImputation]) -> AcompteImprime:
    """Split what was paid by the rates of its facture d'acompte, or of the commande it was paid on."""
    document = imputations[0].facture_acompte or vue.origine
    base = lectures_ventes.piece(lecteur, document) if document else vue
    par_taux = totaux_par_taux((ligne.taux, ligne.montant_ht, ligne.montant_tva) for ligne in base.lignes)
    somme = sum(imputation.montant_devise for imputation in imputations)
    date = base.date if imputations[0].facture_acompte else _date_de_la_source(lecteur, imputations[0])
    return AcompteImprime(numero, date, ventiler_par_taux(somme, Totaux(par_taux)))


def _paiement(lecteur: Lecteur, i: VueImputation) -> PaiementImprime:
    if i.motif is MotifImputation.ECART:
        return PaiementImprime("", i.date, "Écart de règlement", i.montant_devise)
    sorte = i.sorte_source.libelle if i.sorte_source else ""
    return PaiementImprime(i.source, _date_de_la_source(lecteur, i), i.mode_libelle or sorte, i.montant_devise)


def _date_de_la_source(lecteur: Lecteur, i: VueImputation) -> dt.date:
    """The day the money came, not the day it slid here."""
    if i.sorte_source is SorteSource.REGLEMENT:
        return lectures_ventes.reglement(lecteur, i.source).date
    if i.sorte_source is SorteSource.AVOIR:
        return lectures_ventes.piece(lecteur, i.source).date
    return i.date


# what the law wants said --------------------------------------------------------------------------------------


def _mentions(lecteur: Lecteur, vue: VuePiece) -> Iterable[str]:
    valeurs = lectures.valeurs_parametres(lecteur)
    if vue.professionnel and vue.type in (TypePiece.FACTURE, TypePiece.FACTURE_ACOMPTE):
        yield valeurs["mention.retard"]
        yield valeurs["mention.escompte"]
    if not vue.professionnel:
        yield from _mention_du_consommateur(vue, valeurs)
    if vue.type in _FACTURES:
        yield from _exonerations(lecteur, vue)
        if vue.type in (TypePiece.FACTURE, TypePiece.TICKET) or (vue.type is TypePiece.AVOIR and vue.origine):
            yield _nature(vue)


def _mention_du_consommateur(vue: VuePiece, valeurs: dict[str, str]) -> Iterable[str]:
    somme = 0
    if vue.type is TypePiece.COMMANDE:
        somme = sum(i.montant_devise for i in vue.imputations)
    elif vue.type is TypePiece.FACTURE_ACOMPTE:
        somme = vue.total_devise
    if somme:
        yield mention_acompte(valeurs, monnaie_de(vue.devise).dire(somme))


def _exonerations(lecteur: Lecteur, vue: VuePiece) -> Iterable[str]:
    """A rate of zero says why (its label is a setting)."""
    if all(ligne.taux for ligne in vue.lignes):
        return
    libelles = [taux.libelle for taux in lectures_ventes.taux_tva(lecteur, actifs=False) if taux.taux == 0]
    if libelles:
        yield f"TVA {ecrire_pourcent(0)} % : {' ; '.join(libelles)}."


def _nature(vue: VuePiece) -> str:
    natures = {ligne.nature for ligne in vue.lignes}
    if natures == {NatureLigne.BIEN}:
        return "Nature des opérations : livraison de biens."
    if natures == {NatureLigne.SERVICE}:
        return "Nature des opérations : prestation de services."
    return "Nature des opérations : livraison de biens et prestation de services."


def legal_de(mentions: str, siret: str, *, avec_tva: bool) -> str:
    """The station's own mentions; the VAT number of who collects VAT follows from the SIREN."""
    lignes = [ligne.strip() for ligne in mentions.splitlines() if ligne.strip()]
    if avec_tva and "TVA" not in mentions.upper() and (numero := numero_tva(siret)):
        lignes.append(f"TVA {numero}")
    return " · ".join(lignes)


def numero_tva(siret: str) -> str:
    """Return the intra-community VAT number of a French SIREN or SIRET, "" when it is neither."""
    siren = "".join(siret.split())[:9]
    if len(siren) != 9 or not (siren.isascii() and siren.isdecimal()):
        return ""
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"


def _edition(lecteur: Lecteur, vue: VuePiece) -> str:
    """Who made it, and when to the minute (LEGAL §2)."""
    actes = lectures_ventes.historique_piece(lecteur, vue.numero)
    if not actes:
        return ""
    instant = actes[-1].instant.astimezone(PARIS)
    return f"Enregistré le {ecrire_date(instant)} à {instant:%H:%M} par {actes[-1].utilisateur}"
