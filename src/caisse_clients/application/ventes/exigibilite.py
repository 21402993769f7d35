"""VAT of services: it waits (44574) until the client pays, unless the shop opted for the débits (DOMAIN §2 Accès).

What each facture has waiting and fallen due is kept in rows of its own, so a change of setting only concerns later
sales. After each command what fell due is brought in line with what is paid: no centime waits once all is paid.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from caisse_clients.application.ventes import suivre
from caisse_clients.application.ventes.cadre import Cadre, compte_de_tva, date_ouverte, ecrire
from caisse_clients.application.ventes.suivre import Part
from caisse_clients.domain.comptes import OrigineEcriture
from caisse_clients.domain.grand_livre import schemas
from caisse_clients.domain.grand_livre.schemas import Vente
from caisse_clients.domain.parametres import SUR_ENCAISSEMENTS
from caisse_clients.domain.pieces import NatureLigne, TypePiece
from caisse_clients.kernel.argent import arrondir, repartir
from caisse_clients.storage import exigibilites as stock
from caisse_clients.storage import pieces as stock_pieces
from caisse_clients.storage import reglements as stock_reglements
from caisse_clients.storage.exigibilites import Attente
from caisse_clients.storage.pieces import Piece


def mettre_en_attente(cadre: Cadre, parts: Iterable[Part], vente: Vente) -> tuple[Vente, list[Attente]]:
    """Return the sale with the VAT of its services on the waiting account, and what waits, by VAT account."""
    if cadre.reglages["tva_services"] != SUR_ENCAISSEMENTS:
        return vente, []
    compte = cadre.reglages["compte.tva_attente"]
    attentes = [Attente(k, compte, tva, 0) for k, tva in _des_services(cadre, parts, vente).items()]
    return _deplacer(vente, [(a.compte, a.attente, a.tva) for a in attentes]), attentes


def reprendre(cadre: Cadre, origine: Piece, parts: Iterable[Part], vente: Vente) -> tuple[Vente, list[Attente]]:
    """Return what an avoir on ``origine`` takes back: the VAT that waits first, then what fell due."""
    prises: list[Attente] = []
    services = _des_services(cadre, parts, vente)
    for a in stock.de_la_piece(cadre.tx, origine.id):
        part = min(services.get(a.compte, 0), a.tva)
        if part:
            services[a.compte] -= part
            prises.append(Attente(a.compte, a.attente, -part, -max(0, part - a.en_attente)))
    return _deplacer(vente, [(a.compte, a.attente, -a.tva + a.exigible) for a in prises]), prises


def ajuster(cadre: Cadre) -> None:
    """Bring what fell due in line with what is paid on each facture that the command touched."""
    for identifiant in sorted(i for sorte, i in cadre.touches if sorte == "piece"):
        attentes = stock.de_la_piece(cadre.tx, identifiant)
        if not attentes:
            continue
        p = stock_pieces.charger(cadre.tx, identifiant)
        paye, attendu = _paye_et_attendu(cadre, p)
        for a in attentes:
            voulu = a.tva if paye >= attendu else arrondir(Fraction(a.tva * paye, attendu))
            if voulu != a.exigible:
                _exiger(cadre, p, a, voulu - a.exigible)


def _exiger(cadre: Cadre, p: Piece, a: Attente, montant: int) -> None:
    lignes = schemas.exigibilite(a.attente, a.compte, montant)
    date = date_ouverte(cadre, max(cadre.date, p.date))
    ecriture = ecrire(cadre, lignes, f"TVA sur encaissement {p.numero}", OrigineEcriture.EXIGIBILITE, date=date)
    stock.ajouter(cadre.tx, p.id, [Attente(a.compte, a.attente, 0, montant)], ecriture)


def _paye_et_attendu(cadre: Cadre, p: Piece) -> tuple[int, int]:
    """Return what is paid of a facture by anything but its own avoirs, and what these leave of its total (centimes)."""
    avoirs = {a.id: a for a in stock_pieces.issues_de(cadre.tx, p.id, TypePiece.AVOIR)}
    paye = sum(i.montant for i in stock_reglements.imputations_sur(cadre.tx, p.id) if i.avoir not in avoirs)
    attendu = p.total_ttc - sum(a.total_ttc for a in suivre.avoirs_de(cadre, p))
    return min(paye, attendu), attendu


def _des_services(cadre: Cadre, parts: Iterable[Part], vente: Vente) -> dict[str, int]:
    """Return by account the VAT of the services in a sale, in euros as the sale."""
    services: dict[str, int] = {}
    autres: dict[str, int] = {}
    for _compte, taux, _ht, tva, nature in parts:
        if tva:
            k = compte_de_tva(cadre, taux)
            cote = services if nature == NatureLigne.SERVICE else autres
            cote[k] = cote.get(k, 0) + tva
    return {
        k: repartir(vente.tva[k], [tva, autres.get(k, 0)])[0]  # in a foreign currency, the share in euros
        for k, tva in sorted(services.items())
        if tva and vente.tva.get(k)
    }


def _deplacer(vente: Vente, deplacements: Iterable[tuple[str, str, int]]) -> Vente:
    tva: dict[str, int] = dict(vente.tva)
    for compte, attente, montant in deplacements:
        tva[compte] -= montant
        tva[attente] = tva.get(attente, 0) + montant
    return Vente(vente.ht, tva)


def noter_la_vente(cadre: Cadre, ligne: Mapping[str, Any], attentes: Iterable[Attente], ecriture: int) -> None:
    """Keep what the écriture of a pièce row left waiting."""
    stock.ajouter(cadre.tx, ligne["id"], attentes, ecriture)
