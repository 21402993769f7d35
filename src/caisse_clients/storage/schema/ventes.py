"""Pièces, their lines and échéances; articles and VAT rates (manual 003, ARCHITECTURE §5).

A pièce is one versioned row: each act on it — creation, change, validation, cancelling — is a sealed version, a draft's
too. ``version_lignes`` tells which version's lines are in force. A validated facture or avoir takes no further version.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text, UniqueConstraint

from caisse_clients.storage.schema.base import booleen, derive, entier, fait, jour, operation_id, texte, versionne

taux_tva, taux_tva_version = versionne(
    "taux_tva",
    Column("code", Text, primary_key=True),
    entier("taux"),
    texte("libelle"),
    texte("compte"),
    booleen("actif"),
)
"""VAT rates in hundredths of a percent, with the account of the VAT collected."""

article, article_version = versionne(
    "article",
    Column("code", Text, primary_key=True),
    texte("libelle"),
    texte("sorte"),
    texte("nature"),
    entier("taux"),
    entier("prix_ttc", nullable=True),
    texte("compte"),
    booleen("actif"),
)

piece, piece_version = versionne(
    "piece",
    entier("id", primary_key=True),
    texte("type"),
    entier("client", ForeignKey("client.code")),
    entier("affaire"),
    entier("origine", ForeignKey("piece.id"), nullable=True),
    texte("station", ForeignKey("station.code")),
    texte("devise"),
    entier("cours", nullable=True),
    texte("etat"),
    texte("numero"),
    jour("date"),
    texte("conditions"),
    booleen("professionnel"),
    texte("destinataire"),
    texte("reference"),
    texte("commentaire"),
    texte("raison"),
    entier("total_ht"),
    entier("total_tva"),
    entier("total_ttc"),
    entier("total_devise"),
    entier("version_lignes"),
    entier("ecriture", ForeignKey("ecriture.id"), nullable=True),
    personnel=("destinataire", "reference", "commentaire", "raison"),
)
"""``affaire``: the commande a pièce comes from, else itself (cash limits, slides). Totals in euro centimes."""
Index("ix_piece_liste", piece.c.type, piece.c.date, piece.c.id)
Index("ix_piece_client", piece.c.client, piece.c.date, piece.c.id)
Index("ix_piece_affaire", piece.c.affaire, piece.c.id)
Index("ix_piece_origine", piece.c.origine)
Index("ix_piece_ecriture", piece.c.ecriture)

numero_piece = fait(
    "numero_piece",
    Column("numero", Text, primary_key=True),
    entier("piece", ForeignKey("piece.id", deferrable=True, initially="DEFERRED"), index=True),
    texte("serie"),
    texte("station"),
    entier("exercice"),
    entier("rang"),
    operation_id(),
    UniqueConstraint("serie", "station", "exercice", "rang"),
    CheckConstraint("rang > 0", name="rang"),
)
"""Every number a pièce ever had: ``BR-n`` stays an alias of the facture it became."""

piece_ligne = fait(
    "piece_ligne",
    entier("piece", ForeignKey("piece.id", deferrable=True, initially="DEFERRED"), primary_key=True),
    entier("version", primary_key=True),
    entier("rang", primary_key=True),
    texte("article"),
    texte("libelle"),
    texte("nature"),
    texte("compte"),
    entier("quantite"),
    entier("prix"),
    booleen("ttc"),
    entier("remise"),
    entier("taux"),
    entier("montant_ht"),
    entier("montant_tva"),
    entier("montant_ttc"),
    entier("rang_origine", nullable=True),
    operation_id(),
    CheckConstraint("montant_ttc = montant_ht + montant_tva", name="somme"),
    CheckConstraint("quantite > 0", name="quantite"),
)
"""Lines of a version of a pièce; amounts in minor units of its currency."""

echeance, echeance_version = versionne(
    "echeance",
    entier("id", primary_key=True),
    entier("piece", ForeignKey("piece.id", deferrable=True, initially="DEFERRED")),
    entier("rang"),
    jour("date"),
    jour("date_reglement"),
    entier("prevu"),
    entier("montant"),
    entier("montant_devise"),
    texte("mode"),
    texte("banque"),
    texte("note"),
    texte("relance"),
    booleen("litige"),
    personnel=("note",),
)
"""``prevu``: the amount planned, in the pièce's currency. ``montant`` (centimes) and ``montant_devise``: what is
expected of it now; what a commande has invoiced is taken off its échéances."""
Index("ix_echeance_piece", echeance.c.piece, echeance.c.rang, unique=True)
Index("ix_echeance_date", echeance.c.date, echeance.c.id)

reste_echeance = derive(
    "reste_echeance",
    entier("echeance", ForeignKey("echeance.id", deferrable=True, initially="DEFERRED"), primary_key=True),
    entier("piece", index=True),
    entier("montant"),
    entier("impute"),
    entier("reste"),
    entier("montant_devise"),
    entier("impute_devise"),
    entier("reste_devise"),
    CheckConstraint("reste = montant - impute AND reste_devise = montant_devise - impute_devise", name="somme"),
    CheckConstraint("reste >= 0 AND reste_devise >= 0", name="reste"),
    CheckConstraint("impute >= 0 AND impute_devise >= 0", name="impute"),
    CheckConstraint("(reste_devise > 0) OR (reste = 0)", name="devise"),
)
"""What remains of each échéance, kept by the triggers; below zero the database refuses."""

suivi_piece = derive(
    "suivi_piece",
    entier("piece", ForeignKey("piece.id", deferrable=True, initially="DEFERRED"), primary_key=True),
    entier("client"),
    entier("montant"),
    entier("impute"),
    entier("reste"),
    CheckConstraint("reste = montant - impute", name="somme"),
)
"""Sums of the échéances of a pièce, for the lists; kept by the triggers."""
Index(
    "ix_suivi_piece_ouvert",
    suivi_piece.c.client,
    suivi_piece.c.piece,
    suivi_piece.c.reste,
    info={"where": suivi_piece.c.reste > 0},
)
