"""Accès (subscriptions), their cheques held in the safe, their stops, and the bons of comptes avoir (manual 001)."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func

from caisse_clients.storage.schema.base import entier, fait, jour, operation_id, texte, versionne

acces, acces_version = versionne(
    "acces",
    entier("id", primary_key=True),
    entier("client", ForeignKey("client.code")),
    entier("piece", ForeignKey("piece.id", deferrable=True, initially="DEFERRED")),
    texte("article"),
    texte("libelle"),
    jour("debut"),
    jour("fin"),
    entier("mois"),
    entier("prix"),
    texte("etat"),
    entier("renouvelle", ForeignKey("acces.id"), nullable=True),
)
"""``fin`` is the last day included, ``mois`` the whole or begun months from ``debut`` to it; ``prix`` is what its
facture (``piece``) charged, in centimes. ``renouvelle``: the accès that this one follows."""
Index("ix_acces_client", acces.c.client, acces.c.id)
Index("ix_acces_piece", acces.c.piece)
Index("ix_acces_renouvelle", acces.c.renouvelle)

archivage = fait(
    "archivage",
    entier("id", primary_key=True),
    entier("acces", ForeignKey("acces.id", deferrable=True, initially="DEFERRED"), index=True),
    jour("date"),
    texte("prorata"),
    entier("consommes"),
    entier("total"),
    entier("prix"),
    entier("anterieurs"),
    entier("encaisse"),
    entier("montant_avoir"),
    entier("retenu"),
    entier("credit"),
    entier("du"),
    entier("reduit"),
    entier("rembourse"),
    entier("avoir", ForeignKey("piece.id", deferrable=True, initially="DEFERRED"), nullable=True),
    entier("compte", ForeignKey("compte_client.numero"), nullable=True),
    entier("reglement", ForeignKey("reglement.id", deferrable=True, initially="DEFERRED"), nullable=True),
    entier("annule", ForeignKey("archivage.id"), nullable=True),
    operation_id(),
    UniqueConstraint("annule"),
    CheckConstraint("prorata IN ('mois', 'jours')", name="prorata"),
    CheckConstraint("consommes BETWEEN 0 AND total", name="fraction"),
    CheckConstraint("montant_avoir >= 0 AND (avoir IS NULL) = (montant_avoir = 0)", name="avoir"),
    CheckConstraint("retenu = prix - anterieurs - montant_avoir AND retenu >= 0", name="retenu"),
    CheckConstraint("credit >= 0 AND du >= 0 AND (credit = 0 OR du = 0)", name="credit"),
    CheckConstraint("reduit >= 0 AND (reduit = 0 OR du = 0)", name="reduit"),
    CheckConstraint("rembourse BETWEEN 0 AND credit AND (reglement IS NULL) = (rembourse = 0)", name="rembourse"),
    CheckConstraint("(compte IS NULL) = (credit = rembourse)", name="compte"),
)
"""One stop of an accès and its equation, in centimes; a row with ``annule`` takes an earlier one back.

``date``: first day no longer used; ``consommes`` months or days out of ``total``; ``anterieurs``: avoirs given on the
facture before; ``credit`` or ``du``: what the avoir left to the client, or what he still owes; ``reduit``: what it took
off the comptes crédit that had taken the facture over.
"""

EN_VIGUEUR = func.coalesce(archivage.c.annule, 0) == 0
"""A stop, not what takes one back: as ``annule IS NULL``, whose index would go through every stop of the base."""

cheque, cheque_version = versionne(
    "cheque",
    entier("id", primary_key=True),
    entier("acces", ForeignKey("acces.id", deferrable=True, initially="DEFERRED")),
    entier("rang"),
    jour("date"),
    entier("montant"),
    texte("numero"),
    texte("banque"),
    texte("tireur"),
    entier("echeance", ForeignKey("echeance.id", deferrable=True, initially="DEFERRED")),
    entier("reglement", ForeignKey("reglement.id", deferrable=True, initially="DEFERRED"), nullable=True),
    entier("archivage", ForeignKey("archivage.id", deferrable=True, initially="DEFERRED"), nullable=True),
    texte("rendu"),
    personnel=("tireur", "rendu"),
)
"""A dated cheque of an accès, for one échéance of its facture. It is handed back by ``archivage`` or, without a stop,
for the reason in ``rendu``; else cashed by ``reglement`` while that one is not cancelled, else held."""
Index("ix_cheque_acces", cheque.c.acces, cheque.c.rang, unique=True)
Index("ix_cheque_date", cheque.c.date, cheque.c.id)
Index("ix_cheque_echeance", cheque.c.echeance)
Index("ix_cheque_reglement", cheque.c.reglement, info={"where": cheque.c.reglement.isnot(None)})

bon_avoir = fait(
    "bon_avoir",
    entier("id", primary_key=True),
    entier("compte", ForeignKey("compte_client.numero")),
    texte("code", nullable=True),
    operation_id(),
    UniqueConstraint("compte"),
    personnel=("code",),
)
"""The paper by which a compte avoir is shown at a till: a code nobody can guess, hashed in the seal."""
Index("ix_bon_avoir_code", bon_avoir.c.code)

exigibilite = fait(
    "exigibilite",
    entier("id", primary_key=True),
    entier("piece", ForeignKey("piece.id", deferrable=True, initially="DEFERRED"), index=True),
    texte("compte"),
    texte("attente"),
    entier("tva"),
    entier("exigible"),
    entier("ecriture", ForeignKey("ecriture.id")),
    operation_id(),
    CheckConstraint("tva <> 0 OR exigible <> 0", name="effet"),
)
"""VAT of the services of a facture, in centimes: ``tva`` is what the sale (or an avoir, below zero) brings,
``exigible`` what of it stands on ``compte``; the difference waits on ``attente`` (DOMAIN §2 Accès, services)."""
Index("ix_exigibilite_ecriture", exigibilite.c.ecriture)
