"""The écritures of pièces, règlements and imputations as lines (DOMAIN §3); every account is a setting.

Amounts are euro centimes. ``tiers`` is the client, or the organisme that owes in his place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caisse_clients.domain.grand_livre.ecritures import Ligne, equilibrer
from caisse_clients.kernel.argent import Centimes, repartir

ZERO = Centimes(0)


@dataclass(frozen=True, slots=True)
class Vente:
    """What a sale credits: HT by sales account, VAT by VAT account (centimes, positive)."""

    ht: Mapping[str, int]
    tva: Mapping[str, int]

    @property
    def ttc(self) -> int:
        """HT + VAT."""
        return sum(self.ht.values()) + sum(self.tva.values())


def debit(compte: str, montant: int, *, tiers: int | None = None, compte_client: int | None = None) -> Ligne:
    """Return a line at the debit."""
    return Ligne(compte, Centimes(montant), ZERO, tiers, compte_client)


def credit(compte: str, montant: int, *, tiers: int | None = None, compte_client: int | None = None) -> Ligne:
    """Return a line at the credit."""
    return Ligne(compte, ZERO, Centimes(montant), tiers, compte_client)


def facture(compte_client: str, tiers: int, vente: Vente) -> tuple[Ligne, ...]:
    """A validated facture: 411 to 707 and 44571."""
    return equilibrer(
        (
            debit(compte_client, vente.ttc, tiers=tiers),
            *(credit(compte, montant) for compte, montant in sorted(vente.ht.items()) if montant),
            *(credit(compte, montant) for compte, montant in sorted(vente.tva.items()) if montant),
        )
    )


def avoir(compte_client: str, tiers: int, vente: Vente) -> tuple[Ligne, ...]:
    """An avoir: the sale's own accounts (or 7097 for a rebate) and 44571 to 411."""
    return tuple(ligne.inversee() for ligne in facture(compte_client, tiers, vente))


def reglement(compte_client: str, tiers: int, compte_argent: str, montant: int, *, sens: int) -> tuple[Ligne, ...]:
    """Money received (``sens`` 1: 531/5112… to 411) or given back (-1: 411 to 531/512)."""
    recu = (debit(compte_argent, montant), credit(compte_client, montant, tiers=tiers))
    return equilibrer(recu if sens > 0 else tuple(ligne.inversee() for ligne in reversed(recu)))


def acompte(
    compte_client: str, compte_acompte: str, tiers: int, tva: Sequence[tuple[str, int]], montant: int
) -> tuple[Ligne, ...]:
    """An acompte on a commande or a draft: 411 to 4191 and 44571 (``tva``: VAT by account inside ``montant``)."""
    par_compte: dict[str, int] = {}
    for compte, taxe in tva:
        par_compte[compte] = par_compte.get(compte, 0) + taxe
    return equilibrer(
        (
            debit(compte_client, montant, tiers=tiers),
            credit(compte_acompte, montant - sum(par_compte.values()), tiers=tiers),
            *(credit(compte, taxe) for compte, taxe in sorted(par_compte.items()) if taxe),
        )
    )


def partager(lignes: Sequence[Ligne], montant: int, total: int) -> tuple[tuple[Ligne, ...], tuple[Ligne, ...]]:
    """Split the lines of an acompte of ``total`` in two: ``montant`` of it, and the rest; nothing is lost.

    The first line is the debit of the client; the credits are shared by largest remainders.
    """
    client, *creditees = lignes
    parts = repartir(montant, [int(ligne.credit) for ligne in creditees])
    pris = [
        Ligne(ligne.compte, ZERO, Centimes(part), ligne.tiers, ligne.compte_client)
        for ligne, part in zip(creditees, parts, strict=True)
        if part
    ]
    reste = [
        Ligne(ligne.compte, ZERO, Centimes(ligne.credit - part), ligne.tiers, ligne.compte_client)
        for ligne, part in zip(creditees, parts, strict=True)
        if ligne.credit - part
    ]
    return (
        equilibrer((debit(client.compte, montant, tiers=client.tiers), *pris)),
        equilibrer((debit(client.compte, total - montant, tiers=client.tiers), *reste)),
    )


def ramener(lignes: Sequence[Ligne], montant: int) -> tuple[Ligne, ...]:
    """Return the lines of an acompte for ``montant``: the same when it is theirs, else in the same proportions."""
    client, *creditees = lignes
    if client.debit == montant:
        return tuple(lignes)
    parts = repartir(montant, [int(ligne.credit) for ligne in creditees])
    return equilibrer(
        (
            debit(client.compte, montant, tiers=client.tiers),
            *(
                Ligne(ligne.compte, ZERO, Centimes(part), ligne.tiers, ligne.compte_client)
                for ligne, part in zip(creditees, parts, strict=True)
                if part
            ),
        )
    )


def compte_client_utilise(
    *, compte_general: str, numero: int, tiers_du_compte: int, compte_client: str, tiers: int, montant: int
) -> tuple[Ligne, ...]:
    """A compte client used on a pièce: the account at the debit, 411 of the client at the credit.

    For an acompte or an avoir it is their sortie (4191 / 4197 to 411); for a crédit or an organisme crédit their entrée
    (411 of the account's tiers to 411 of the client): *mise en compte* or *prise en charge*.
    """
    return equilibrer(
        (
            debit(compte_general, montant, tiers=tiers_du_compte, compte_client=numero),
            credit(compte_client, montant, tiers=tiers),
        )
    )


def compte_client_paye(
    *, compte_general: str, numero: int, tiers_du_compte: int, compte_client: str, tiers: int, montant: int
) -> tuple[Ligne, ...]:
    """A règlement or an avoir imputed to a compte crédit (= its sortie): 411 of the source to 411 of the account."""
    return equilibrer(
        (
            debit(compte_client, montant, tiers=tiers),
            credit(compte_general, montant, tiers=tiers_du_compte, compte_client=numero),
        )
    )


def ecart(compte_client: str, compte_ecart: str, tiers: int, montant: int, *, perte: bool) -> tuple[Ligne, ...]:
    """A small difference: lost (658 to 411) or gained (411 to 758); an exchange difference likewise (656 / 756)."""
    client = credit(compte_client, montant, tiers=tiers) if perte else debit(compte_client, montant, tiers=tiers)
    contre = debit(compte_ecart, montant) if perte else credit(compte_ecart, montant)
    return equilibrer((contre, client) if perte else (client, contre))


def exigibilite(attente: str, compte: str, montant: int) -> tuple[Ligne, ...]:
    """VAT of services falling due: 44574 to 44571; the contrary below zero."""
    if montant < 0:
        attente, compte, montant = compte, attente, -montant
    return equilibrer((debit(attente, montant), credit(compte, montant)))


def avoir_garde(compte_client: str, compte_general: str, tiers: int, numero: int, montant: int) -> tuple[Ligne, ...]:
    """The excess of an avoir kept on a numbered compte avoir: 411 to 4197."""
    return equilibrer(
        (
            debit(compte_client, montant, tiers=tiers),
            credit(compte_general, montant, tiers=tiers, compte_client=numero),
        )
    )
