"""Writes a slice of planned sales: numbers, écritures, pièces, règlements, imputations, letters, in few statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from caisse_clients.application.contexte import Contexte
from caisse_clients.application.travaux.ventes_inventees import Evenement, PiecePrevue, ReglementPrevu
from caisse_clients.application.ventes.ecrire_pieces import destinataire
from caisse_clients.domain.comptes import OrigineEcriture, TypeCompte
from caisse_clients.domain.grand_livre import schemas
from caisse_clients.domain.grand_livre.ecritures import Ligne
from caisse_clients.domain.parametres import PARAMETRES, cle_du_compte_general
from caisse_clients.domain.pieces import EtatPiece, LigneCalculee, TypePiece, numero_de_piece, ventiler_par_taux
from caisse_clients.domain.reglages import COMPTE_TVA, EURO
from caisse_clients.domain.reglements import MotifImputation, lettre_suivante
from caisse_clients.storage import comptes as stock_comptes
from caisse_clients.storage import lots_ventes
from caisse_clients.storage import pieces as stock
from caisse_clients.storage.comptes import NouvelleEcriture

STATION = "S1"
_CLIENT = PARAMETRES["compte.client"].defaut
_ACOMPTE = PARAMETRES[cle_du_compte_general(TypeCompte.ACOMPTE)].defaut
_VENTES = PARAMETRES["journal.ventes"].defaut
_OPERATIONS = PARAMETRES["journal.operations"].defaut
_SERIE_REGLEMENT = PARAMETRES["serie.reglement"].defaut
_SANS = dict.fromkeys(
    ("avoir", "compte_source", "compte_cible", "remboursement", "ecriture", "facture_acompte", "annule", "raison")
)


def taille(evenement: Evenement) -> int:
    """Return about how many rows an event seals."""
    if isinstance(evenement, PiecePrevue):
        return 10 + len(evenement.lignes) + len(evenement.echeances)
    return 12 + len(evenement.lettre)


class EcrivainDeVentes:
    """Writes slices one after the other; remembers the last letter of each client of the batch."""

    def __init__(self) -> None:
        self._lettres: dict[int, str] = {}

    def ecrire(self, ctx: Contexte, evenements: Sequence[Evenement]) -> dict[str, int]:
        """Write events in the order given and return what was written."""
        pieces = [e for e in evenements if isinstance(e, PiecePrevue)]
        reglements = [e for e in evenements if isinstance(e, ReglementPrevu)]
        _numeroter(ctx, pieces, reglements)
        ecritures = _comptabiliser(ctx, evenements)
        rangees: dict[str, list[dict[str, Any]]] = {
            "piece": [_rangee_de_piece(p) for p in pieces],
            "numero_piece": [_rangee_de_numero(p) for p in pieces],
            "piece_ligne": [x for p in pieces for x in stock.rangees_de_lignes(p.id, 1, p.lignes)],
            "echeance": [x for p in pieces for x in _rangees_d_echeances(p)],
            "reglement": [_rangee_de_reglement(r) for r in reglements],
            "imputation": list(_rangees_d_imputations(ctx, reglements)),
            **self._lettrer(ctx, reglements),
        }
        lots_ventes.ajouter(ctx.tx, rangees)
        return {"pieces": len(pieces), "reglements": len(reglements), "ecritures": ecritures}

    def _lettrer(self, ctx: Contexte, reglements: Sequence[ReglementPrevu]) -> dict[str, list[dict[str, Any]]]:
        lettrants = [r for r in reglements if r.lettre]
        lettrages, lignes = [], []
        for identifiant, r in zip(ctx.tx.ids("lettrage", len(lettrants)), lettrants, strict=True):
            lettre = self._lettres[r.client] = lettre_suivante(self._lettres.get(r.client, ""))
            lettrages.append({"id": identifiant, "tiers": r.client, "lettre": lettre, "date": r.date, "annule": None})
            cotes = [(m.ecriture, m.rang_au_411) for m in r.lettre]
            if r.ecriture_acompte is not None:
                cotes.append((r.ecriture_acompte, 1))
            lignes += [{"lettrage": identifiant, "ecriture": e, "rang": rang} for e, rang in cotes]
        return {"lettrage": lettrages, "lettrage_ligne": lignes}


def _numeroter(ctx: Contexte, pieces: Sequence[PiecePrevue], reglements: Sequence[ReglementPrevu]) -> None:
    """Give ids, and numbers in unbroken series, in the order of the events."""
    series = [_serie(p) for p in pieces] + [(_SERIE_REGLEMENT, STATION, r.date.year) for r in reglements]
    suivants = {cle: lots_ventes.prendre_rangs(ctx.tx, *cle, nombre) for cle, nombre in Counter(series).items()}
    objets: list[Evenement] = [*pieces, *reglements]
    for objet, cle in zip(objets, series, strict=True):
        prefixe, station, exercice = cle
        rang, suivants[cle] = suivants[cle], suivants[cle] + 1
        objet.numero = f"{prefixe}-{rang}" if not station else numero_de_piece(prefixe, station, exercice, rang)
    for identifiant, p in zip(ctx.tx.ids("piece", len(pieces)), pieces, strict=True):
        p.id = identifiant
    for identifiant, r in zip(ctx.tx.ids("reglement", len(reglements)), reglements, strict=True):
        r.id = identifiant
    echeances = iter(ctx.tx.ids("echeance", sum(len(p.echeances) for p in pieces)))
    for p in pieces:
        p.echeance_ids = [next(echeances) for _ in p.echeances]


def _serie(p: PiecePrevue) -> tuple[str, str, int]:
    if p.etat is EtatPiece.BROUILLON:
        return stock.SERIE_BROUILLON, "", 0
    return PARAMETRES[f"serie.{p.type.value}"].defaut, STATION, p.date.year


def _comptabiliser(ctx: Contexte, evenements: Iterable[Evenement]) -> int:
    """Write the écritures of the events and tell each which one is its own."""
    nouvelles: list[NouvelleEcriture] = []
    a_dire: list[tuple[Evenement, str]] = []
    for e in evenements:
        for champ, ecriture in _ecritures(e):
            nouvelles.append(ecriture)
            a_dire.append((e, champ))
    for identifiant, (e, champ) in zip(stock_comptes.ajouter_ecritures(ctx.tx, nouvelles), a_dire, strict=True):
        setattr(e, champ, identifiant)
    return len(nouvelles)


def _ecritures(e: Evenement) -> Iterator[tuple[str, NouvelleEcriture]]:
    if isinstance(e, PiecePrevue):
        if e.etat is EtatPiece.VALIDEE:
            lignes = (schemas.avoir if e.type is TypePiece.AVOIR else schemas.facture)(
                _CLIENT, e.client, _vente(e.lignes)
            )
            yield "ecriture", _ecriture(e, lignes, f"{e.type.libelle} {e.numero}", OrigineEcriture.VENTE, _VENTES)
        return
    lignes = schemas.reglement(_CLIENT, e.client, e.mode.compte, e.montant, sens=1)
    libelle = f"Règlement {e.numero} {e.mode.libelle}"
    yield "ecriture", _ecriture(e, lignes, libelle, OrigineEcriture.REGLEMENT, e.mode.journal)
    if e.piece is not None and e.piece.type is TypePiece.COMMANDE:
        parts = ventiler_par_taux(e.montant, e.piece.totaux)
        lignes = schemas.acompte(_CLIENT, _ACOMPTE, e.client, [(COMPTE_TVA, t.tva) for t in parts], e.montant)
        libelle = f"Acompte sur {e.piece.numero}"
        yield "ecriture_acompte", _ecriture(e, lignes, libelle, OrigineEcriture.ACOMPTE, _OPERATIONS)


def _vente(lignes: Iterable[LigneCalculee]) -> schemas.Vente:
    ht: dict[str, int] = {}
    tva: dict[str, int] = {}
    for x in lignes:
        ht[x.preparee.compte] = ht.get(x.preparee.compte, 0) + x.montant_ht
        if x.montant_tva:
            tva[COMPTE_TVA] = tva.get(COMPTE_TVA, 0) + x.montant_tva
    return schemas.Vente(ht, tva)


def _ecriture(
    e: Evenement, lignes: tuple[Ligne, ...], libelle: str, origine: OrigineEcriture, journal: str
) -> NouvelleEcriture:
    return NouvelleEcriture(
        date=e.date, station=STATION, journal=journal, libelle=libelle, motif="", motif_libelle="", origine=origine,
        lignes=lignes,
    )  # fmt: skip


def _rangee_de_piece(p: PiecePrevue) -> dict[str, Any]:
    fiche = p.fiche
    return {
        "id": p.id,
        "type": p.type.value,
        "client": p.client,
        "affaire": p.origine.id if p.origine else p.id,
        "origine": p.origine.id if p.origine else None,
        "station": STATION,
        "devise": EURO,
        "cours": None,
        "etat": p.etat.value,
        "numero": p.numero,
        "date": p.date,
        "conditions": p.conditions,
        "professionnel": fiche.professionnel,
        "destinataire": destinataire(
            {c: getattr(fiche, c) for c in ("nom", "prenom", "adresse", "code_postal", "ville", "siren")}
        ),
        "reference": "",
        "commentaire": "",
        "raison": p.raison,
        "total_ht": p.totaux.ht,
        "total_tva": p.totaux.tva,
        "total_ttc": p.totaux.ttc,
        "total_devise": p.totaux.ttc,
        "version_lignes": 1,
        "ecriture": p.ecriture,
    }


def _rangee_de_numero(p: PiecePrevue) -> dict[str, Any]:
    serie, station, exercice = _serie(p)
    return {
        "numero": p.numero,
        "piece": p.id,
        "serie": serie,
        "station": station,
        "exercice": exercice,
        "rang": int(p.numero.rpartition("-")[2]),
    }


def _rangees_d_echeances(p: PiecePrevue) -> list[dict[str, Any]]:
    return stock.rangees_d_echeances(
        p.echeance_ids, p.id, [(e.rang, e.date, e.montant, e.montant) for e in p.echeances]
    )


def _rangee_de_reglement(r: ReglementPrevu) -> dict[str, Any]:
    return {
        "id": r.id,
        "numero": r.numero,
        "client": r.client,
        "station": STATION,
        "sens": 1,
        "mode": r.mode.code,
        "mode_libelle": r.mode.libelle,
        "numerique": r.mode.numerique,
        "especes": r.mode.especes,
        "date": r.date,
        "devise": EURO,
        "cours": None,
        "montant": r.montant,
        "montant_devise": r.montant,
        "banque": "",
        "reference": r.reference,
        "identite": "",
        "etat": "recu",
        "raison": "",
        "ecriture": r.ecriture,
    }


def _rangees_d_imputations(ctx: Contexte, reglements: Sequence[ReglementPrevu]) -> Iterator[dict[str, Any]]:
    ids = iter(ctx.tx.ids("imputation", sum(len(r.parts) for r in reglements)))
    for r in reglements:
        for rang, montant in r.parts:
            assert r.piece is not None  # parts are those of its pièce
            yield {
                **_SANS,
                "id": next(ids),
                "reglement": r.id,
                "echeance": r.piece.echeance_ids[rang],
                "montant": montant,
                "montant_source": montant,
                "montant_devise": montant,
                "date": r.date,
                "station": STATION,
                "motif": MotifImputation.REGLEMENT.value,
                "ecriture_acompte": r.ecriture_acompte,
            }
