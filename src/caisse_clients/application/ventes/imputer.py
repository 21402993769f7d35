"""Writing and taking back imputations, with their écritures and factures d'acompte (DOMAIN §2-3).

While its target is a commande or a draft, the money stands at 4191 + 44571: that écriture is written with the
imputation and its contrary with the un-matching, so that screen and ledger always say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from caisse_clients.application.ventes import documents_acompte, especes, noms
from caisse_clients.application.ventes.cadre import Cadre, compte_de_tva, contrepasser, date_ouverte, ecrire
from caisse_clients.application.ventes.sources import (
    ENTREES,
    Cible,
    Source,
    controler_le_retrait,
    en_euros_de_l_echeance,
)
from caisse_clients.domain.comptes import OrigineEcriture
from caisse_clients.domain.grand_livre import schemas
from caisse_clients.domain.grand_livre.ecritures import Ligne
from caisse_clients.domain.pieces import ventiler_par_taux
from caisse_clients.domain.reglements import MotifImputation, SorteSource, controler_especes_de_la_vente
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage import comptes as stock_comptes
from caisse_clients.storage import pieces as stock_pieces
from caisse_clients.storage import reglements as stock
from caisse_clients.storage.pieces import Echeance, Piece
from caisse_clients.storage.reglements import Imputation


@dataclass(frozen=True, slots=True)
class Report:
    """What an imputation taken back hands over to the one that follows it within the same sale (a slide)."""

    facture_acompte: int | None
    lignes_acompte: tuple[Ligne, ...]
    ecriture: int | None = None
    ecriture_acompte: int | None = None


@dataclass(frozen=True, slots=True)
class Faite:
    """What was imputed: ids of the rows, minor units of the currency, and the source as it is now."""

    ids: tuple[int, ...]
    montant_devise: int
    source: Source


def imputer(
    cadre: Cadre,
    source: Source,
    cible: Cible,
    montant_devise: int | None,
    motif: MotifImputation,
    *,
    report: Report | None = None,
    raison: str = "",
) -> Faite:
    """Use ``montant_devise`` of a source (all that both sides allow when None) on a target.

    Raises ``disponible_insuffisant``, ``deja_utilise``, ``depasse_reste_du``, ``rien_a_imputer`` and
    ``especes_interdites``.
    """
    montant = _montant(cadre, source, cible, montant_devise)
    cadre = _au_plus_tot(cadre, source, cible)
    if cible.compte is not None:
        return _imputer_au_compte(cadre, source, cible, montant, motif)
    assert cible.piece is not None
    especes.controler(cadre, source, montant, cible.piece)
    parts = [
        (echeance, part, en_euros_de_l_echeance(echeance, part))
        for echeance, part in _par_echeance(cible.echeances, montant)
    ]
    acomptes = _Acomptes(cadre, source, cible.piece, sum(euros for _, _, euros in parts), report)
    ids: list[int] = []
    cadre.touches.add(("piece", cible.piece.id))
    for echeance, part, euros in parts:
        pris = source.en_euros(part)
        identifiant = cadre.tx.id("imputation")
        if report is not None and report.ecriture is not None:
            ecriture: int | None = report.ecriture
        else:
            ecriture = _ecriture_de_l_imputation(cadre, source, cible.piece, euros, pris)
        _inserer(
            cadre,
            identifiant,
            motif,
            (euros, pris, part),
            raison,
            **_lien(source),
            echeance=echeance.id,
            ecriture=ecriture,
            ecriture_acompte=acomptes.ecriture(euros),
            facture_acompte=acomptes.document,
        )
        source = source.moins(pris, part)
        ids.append(identifiant)
    return Faite(tuple(ids), montant, source)


def retirer(
    cadre: Cadre,
    i: Imputation,
    *,
    motif: MotifImputation,
    raison: str = "",
    glisse: bool = False,
    entiere: bool = False,
) -> Report:
    """Take an imputation back, contrary row first; both sides get the amount back.

    ``glisse``: the money stays within the sale, its facture d'acompte goes on with what follows; ``entiere``: what
    follows is one row of the same amount, which takes over the écritures as well.
    """
    report = Report(i.facture_acompte, _lignes_de_l_acompte(cadre, i))
    if i.piece is not None:
        cadre.touches.add(("piece", i.piece))
    if entiere:
        report = replace(report, ecriture=i.ecriture, ecriture_acompte=i.ecriture_acompte)
    else:
        controler_le_retrait(cadre, i)
        for ecriture in (i.ecriture, i.ecriture_acompte):
            if ecriture is not None:
                contrepasser(cadre, ecriture, raison)
    if i.motif in (MotifImputation.ECART, MotifImputation.CONVERSION):  # one side only, and so has its contrary
        motif = i.motif
    _inserer(
        cadre,
        cadre.tx.id("imputation"),
        motif,
        (-i.montant, -i.montant_source, -i.montant_devise),
        raison,
        reglement=i.reglement,
        avoir=i.avoir,
        compte_source=i.compte_source,
        echeance=i.echeance,
        compte_cible=i.compte_cible,
        remboursement=i.remboursement,
        facture_acompte=i.facture_acompte,
        annule=i.id,
    )
    if not glisse:
        annuler_le_document(cadre, i, report.lignes_acompte, raison)
    return report


def annuler_le_document(cadre: Cadre, i: Imputation, reprises: Sequence[Ligne], raison: str) -> None:
    """Make the avoir of what leaves 4191 of an imputation's facture d'acompte, unless a facture took it back."""
    if i.facture_acompte is None or i.piece is None or not reprises:
        return
    if stock_pieces.charger(cadre.tx, i.piece).provisoire:
        documents_acompte.annuler(cadre, i.facture_acompte, reprises, raison)


def consommer(
    cadre: Cadre,
    source: Source,
    montant_devise: int,
    motif: MotifImputation,
    *,
    ecriture: int | None,
    remboursement: int | None = None,
    raison: str = "",
) -> tuple[int, Source]:
    """Take from a source without a pièce (given back, difference, kept on a compte); return the row and the source."""
    pris = source.en_euros(montant_devise)
    identifiant = cadre.tx.id("imputation")
    _inserer(
        cadre,
        identifiant,
        motif,
        (pris, pris, montant_devise),
        raison,
        **_lien(source),
        remboursement=remboursement,
        ecriture=ecriture,
    )
    return identifiant, source.moins(pris, montant_devise)


def solder_l_ecart(cadre: Cadre, cible: Cible) -> int:
    """Pass what remains of a pièce or a compte to 658 without any source; return the centimes."""
    total = 0
    if cible.piece is not None:
        cadre.touches.add(("piece", cible.piece.id))
    for echeance in cible.echeances:
        if echeance.reste_devise == 0:
            continue
        lignes = schemas.ecart(
            cadre.compte_client, cadre.reglages["compte.ecart_perte"], cible.client, echeance.reste, perte=True
        )
        ecriture = ecrire(cadre, lignes, f"Écart sur {cible.nom}", OrigineEcriture.IMPUTATION)
        _inserer(
            cadre,
            cadre.tx.id("imputation"),
            MotifImputation.ECART,
            (echeance.reste, echeance.reste, echeance.reste_devise),
            echeance=echeance.id,
            ecriture=ecriture,
        )
        total += echeance.reste
    return total


_LIENS = (
    "reglement",
    "avoir",
    "compte_source",
    "echeance",
    "compte_cible",
    "remboursement",
    "ecriture",
    "ecriture_acompte",
    "facture_acompte",
    "annule",
)


def _inserer(
    cadre: Cadre,
    identifiant: int,
    motif: MotifImputation,
    montants: tuple[int, int, int],
    raison: str = "",
    /,
    **liens: int | None,
) -> None:
    """Insert one row; ``montants``: off the target (centimes), off the source (centimes), in the currency."""
    ligne: dict[str, object] = dict.fromkeys(_LIENS)
    ligne |= liens
    ligne |= zip(("montant", "montant_source", "montant_devise"), montants, strict=True)
    ligne |= {"id": identifiant, "date": cadre.date, "station": cadre.station, "motif": motif.value}
    ligne["raison"] = raison or None
    for sorte, cle in (("piece", "avoir"), ("reglement", "reglement"), ("reglement", "remboursement")):
        if (reference := liens.get(cle)) is not None:
            cadre.touches.add((sorte, reference))
    stock.ajouter_imputations(cadre.tx, [ligne])


def _au_plus_tot(cadre: Cadre, source: Source, cible: Cible) -> Cadre:
    """Return the frame at a date when both sides exist: nothing is paid before it was sold or received."""
    dates = [cadre.date, source.date] + ([] if cible.piece is None else [cible.piece.date])
    if max(dates) == cadre.date:
        return cadre
    au_jour = replace(cadre, date=cadre.ctx.aujourd_hui)  # when the later date is closed
    return replace(cadre, date=date_ouverte(au_jour, max(dates)))


def _montant(cadre: Cadre, source: Source, cible: Cible, demande: int | None) -> int:
    possible = min(source.reste_devise, cible.reste_devise)
    montant = possible if demande is None else demande
    if source.reste_devise == 0:
        ou = noms.usages(cadre, source.sorte, source.reference)
        raise ErreurMetier("deja_utilise", champ="source", source=source.numero, ou=ou)
    if montant <= 0:
        raise ErreurMetier("rien_a_imputer", champ="montant", cible=cible.nom)
    if montant > cible.reste_devise:
        raise ErreurMetier(
            "depasse_reste_du", champ="montant", piece=cible.nom, montant=montant, reste=cible.reste_devise
        )
    if montant > source.reste_devise:
        raise ErreurMetier(
            "disponible_insuffisant",
            champ="montant",
            source=source.numero,
            montant=montant,
            disponible=source.reste_devise,
            ou=noms.usages(cadre, source.sorte, source.reference),
        )
    return montant


def _par_echeance(echeances: Sequence[Echeance], montant: int) -> list[tuple[Echeance, int]]:
    parts: list[tuple[Echeance, int]] = []
    for echeance in echeances:
        part = min(montant, echeance.reste_devise)
        if part > 0:
            parts.append((echeance, part))
            montant -= part
    return parts


def _lien(source: Source) -> dict[str, int | None]:
    return {
        "reglement": source.reference if source.sorte is SorteSource.REGLEMENT else None,
        "avoir": source.reference if source.sorte is SorteSource.AVOIR else None,
        "compte_source": source.reference if source.sorte is SorteSource.COMPTE else None,
    }


def _ecriture_de_l_imputation(cadre: Cadre, source: Source, p: Piece, euros: int, pris: int) -> int | None:
    """Write the movement of the compte used, or the exchange difference; None when 411 meets 411."""
    if source.compte is not None:
        compte = source.compte
        lignes = schemas.compte_client_utilise(
            compte_general=cadre.compte_general(compte.type),
            numero=compte.numero,
            tiers_du_compte=compte.tiers,
            compte_client=cadre.compte_client,
            tiers=p.client,
            montant=euros,
        )
        verbe = "Mis" if compte.type in ENTREES else "Imputé"
        libelle = f"{verbe} sur {p.numero}" if verbe == "Imputé" else f"{p.numero} sur {source.numero}"
        return ecrire(cadre, lignes, libelle, OrigineEcriture.IMPUTATION, motif_libelle=libelle)
    if euros == pris:
        return None
    perte = euros > pris  # more is settled than was received: the rate went down
    compte_change = cadre.reglages["compte.change_perte" if perte else "compte.change_gain"]
    lignes = schemas.ecart(cadre.compte_client, compte_change, p.client, abs(euros - pris), perte=perte)
    return ecrire(cadre, lignes, f"Différence de change {source.numero} {p.numero}", OrigineEcriture.IMPUTATION)


def _imputer_au_compte(cadre: Cadre, source: Source, cible: Cible, montant: int, motif: MotifImputation) -> Faite:
    compte = cible.compte
    assert compte is not None
    if source.reglement is not None and source.reglement.especes:
        deja = stock.especes_imputees_au_compte(cadre.tx, compte.numero)
        controler_especes_de_la_vente(deja, montant, professionnel=False, non_resident=bool(source.reglement.identite))
    if source.compte is not None:
        compte_source, tiers_source = cadre.compte_general(source.compte.type), source.compte.tiers
    else:
        compte_source, tiers_source = cadre.compte_client, source.client
    lignes = schemas.compte_client_paye(
        compte_general=cadre.compte_general(compte.type),
        numero=compte.numero,
        tiers_du_compte=compte.tiers,
        compte_client=compte_source,
        tiers=tiers_source,
        montant=montant,
    )
    if source.compte is not None:  # 4191 of one account to 411 of the other: both are movements of theirs
        debit, credit = lignes
        lignes = (schemas.debit(debit.compte, montant, tiers=debit.tiers, compte_client=source.compte.numero), credit)
    libelle = f"{source.numero} imputé sur {cible.nom}"
    ecriture = ecrire(cadre, lignes, libelle, OrigineEcriture.IMPUTATION, motif_libelle=f"Réglé par {source.numero}")
    identifiant = cadre.tx.id("imputation")
    _inserer(
        cadre,
        identifiant,
        motif,
        (montant, montant, montant),
        **_lien(source),
        compte_cible=compte.numero,
        ecriture=ecriture,
    )
    return Faite((identifiant,), montant, source.moins(montant, montant))


def _lignes_de_l_acompte(cadre: Cadre, i: Imputation) -> tuple[Ligne, ...]:
    if i.ecriture_acompte is None:
        return ()
    ecriture = stock_comptes.charger_ecriture(cadre.tx, i.ecriture_acompte)
    return () if ecriture is None else ecriture.lignes


class _Acomptes:
    """The écritures of one payment on a commande or a draft, row by row, and its facture d'acompte."""

    def __init__(self, cadre: Cadre, source: Source, p: Piece, total: int, report: Report | None) -> None:
        self._cadre = cadre
        self._piece = p
        self._portee = report.ecriture_acompte if report else None
        self.document = report.facture_acompte if report else None
        self._lignes: tuple[Ligne, ...] = ()
        self._reste = total
        if not p.provisoire or self._portee is not None:
            return
        if report is not None and report.lignes_acompte:
            # in a foreign currency the euros of what slides are rounded anew on the échéances it reaches
            self._lignes = schemas.ramener(report.lignes_acompte, total)
            return
        ventilation = ventiler_par_taux(total, stock_pieces.totaux_de(stock_pieces.lignes_de(cadre.tx, p)))
        self._lignes = schemas.acompte(
            cadre.compte_client,
            cadre.reglages["compte.acompte"],
            p.client,
            [(compte_de_tva(cadre, t.taux), t.tva) for t in ventilation],
            total,
        )
        mis_en_compte = source.compte is not None and source.compte.type in ENTREES
        if not mis_en_compte:
            self.document = documents_acompte.facturer(cadre, p, source.numero, ventilation)

    def ecriture(self, euros: int) -> int | None:
        """Write the acompte of one row and return its écriture; None once the target is validated."""
        if self._portee is not None:
            return self._portee
        if not self._lignes:
            return None
        prises = self._lignes
        if euros != self._reste:
            prises, self._lignes = schemas.partager(self._lignes, euros, self._reste)
        self._reste -= euros
        return ecrire(self._cadre, prises, f"Acompte sur {self._piece.numero}", OrigineEcriture.ACOMPTE)
