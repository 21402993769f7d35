"""Sales: a payment with two imputations, lists of pièces and their totals, the readings of the imputation screen."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from caisse_clients.application import lectures_ventes
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.pieces import CreerFacture, ValiderFacture
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.application.services import Services, ouvrir_services
from caisse_clients.domain.pieces import LigneSaisie, TypePiece
from caisse_clients.domain.vues_ventes import CriterePieces
from caisse_clients.kernel.argent import Centimes, Pourcent
from tests.performance.decor import Decor, brut, copie_de, dossier_de, reglages_de, sans_declencheurs, services_de
from tests.performance.mesure import Mesure, alterner, chronometrer

DE_PASSAGE = 900_000
"""Client of the payments measured; his factures are made before the clock starts."""
CHAISE = LigneSaisie("Chaise", prix_ttc=Centimes(100_00), taux_tva=Pourcent(20_00))
Factures = list[str]


def payer(decor: Decor) -> Iterator[Mesure]:
    """Record a règlement that settles two factures, sealed, signed and lettered, against the same rows by sqlite3."""
    fois = 10 if decor.rapide else 30
    combien = 2 * fois * (decor.tours + 1)
    for taille in decor.tailles:
        with copie_de(taille) as a_nous:
            services = ouvrir_services(str(a_nous / "base.sqlite"), reglages=reglages_de(a_nous))
            factures = _facturer(services, combien)
            services.fermer()
            a_nu = a_nous.with_name("nu")
            shutil.copytree(a_nous, a_nu)
            services = ouvrir_services(str(a_nous / "base.sqlite"), reglages=reglages_de(a_nous))
            nu = PosteNu(a_nu / "base.sqlite", iter(list(factures)))
            yield alterner(
                "règlement de deux factures, scellé et lettré",
                f"{taille} clients",
                chronometrer(partial(_payer, services, iter(factures)), fois),
                chronometrer(nu.payer, fois),
                2.5,
                decor.tours,
            )
            services.fermer()
            nu.connexion.close()


def _facturer(services: Services, combien: int) -> Factures:
    """Make validated factures of 100 euros in one commit: what is measured comes after."""
    numeros = []
    with services.lot() as lot:
        lot.executer(CreerClient("DE PASSAGE", code=DE_PASSAGE))
        for _ in range(combien):
            brouillon = lot.executer(CreerFacture(DE_PASSAGE, (CHAISE,))).valeurs["piece"]
            numeros.append(str(lot.executer(ValiderFacture(brouillon)).valeurs["piece"]))
    return numeros


def _payer(services: Services, factures: Iterator[str]) -> None:
    deux = tuple(Affectee(piece=next(factures), montant=Centimes(100_00)) for _ in range(2))
    services.executer(EnregistrerReglement(DE_PASSAGE, "cheque", Centimes(200_00), imputations=deux))


class PosteNu:
    """The yardstick: what ``enregistrer_reglement`` reads and writes, by plain sqlite3 and durable.

    No trigger, no rule, no seal, no signature: the derived rows are written by hand.
    """

    LECTURES = (
        (
            "SELECT p.station, t.sequence, t.horodatage, t.empreinte, t.signature, u.role, u.actif FROM poste p "
            "LEFT JOIN tete_poste t ON t.poste = p.code LEFT JOIN utilisateur u ON u.code = 'ADMIN' WHERE p.code = 'P1'"
        ),
        "SELECT max(id) FROM operation",
        "SELECT max(id) FROM ecriture",
        "SELECT max(id) FROM reglement",
        "SELECT max(id) FROM imputation",
        "SELECT max(id) FROM lettrage",
        "SELECT cle, valeur FROM parametre",
        f"SELECT * FROM client WHERE code = {DE_PASSAGE}",
        "SELECT * FROM mode_reglement WHERE code = 'cheque'",
        "SELECT id FROM cloture WHERE fin >= '2026-01-01' AND debut <= '2026-01-01' LIMIT 1",
        f"SELECT lettre FROM lettrage WHERE tiers = {DE_PASSAGE} ORDER BY id DESC LIMIT 1",
    )
    PIECE = "SELECT p.* FROM numero_piece n JOIN piece p ON p.id = n.piece WHERE n.numero = ?"
    ECHEANCES = (
        "SELECT e.*, r.impute, r.reste FROM echeance e JOIN reste_echeance r ON r.echeance = e.id WHERE e.piece = ?"
    )

    def __init__(self, base: Path, factures: Iterator[str]) -> None:
        self.connexion = brut(base)
        self.connexion.row_factory = sqlite3.Row
        sans_declencheurs(self.connexion)
        self.factures = factures
        self.jour = dt.date(2026, 1, 5).isoformat()
        self._insertions: dict[str, tuple[str, tuple[str, ...]]] = {}

    def payer(self) -> None:
        """Write one règlement, its two imputations and its letter, and commit."""
        c = self.connexion
        c.execute("BEGIN IMMEDIATE")
        lus = [c.execute(requete).fetchone() for requete in self.LECTURES]
        operation, ecriture, reglement, imputation, lettrage = ((x[0] or 0) + 1 for x in lus[1:6])
        c.execute("UPDATE compteur SET prochain = prochain + 1 WHERE nom = 'RC|S1|2026'")
        pieces = [c.execute(self.PIECE, (next(self.factures),)).fetchone() for _ in range(2)]
        echeances = [c.execute(self.ECHEANCES, (p["id"],)).fetchone() for p in pieces]
        self._ecriture(ecriture, operation)
        fiche = self._reglement(reglement, ecriture)
        self._inserer("reglement_version", fiche | {"operation_id": operation, "sel": bytes(16)})
        self._inserer("reglement", fiche)
        source = {"sorte": "reglement", "reference": reglement, "client": DE_PASSAGE}
        montants = {"montant": 200_00, "utilise": 200_00, "montant_devise": 200_00, "utilise_devise": 200_00}
        self._inserer("disponible", source | montants | {"reste": 0, "reste_devise": 0})
        for n, e in enumerate(echeances):
            self._imputer(imputation + n, e, reglement, operation)
        self._lettrer(lettrage, [(ecriture, 2), *((p["ecriture"], 1) for p in pieces)], operation)
        self._sceller(operation, lus[0]["sequence"] + 1)
        c.execute("COMMIT")

    def _reglement(self, identifiant: int, ecriture: int) -> dict[str, Any]:
        return {
            "id": identifiant, "version": 1, "numero": f"RC-NU-2026-{identifiant}", "client": DE_PASSAGE,
            "station": "S1", "sens": 1, "mode": "cheque", "mode_libelle": "Chèque", "numerique": 0, "especes": 0,
            "date": self.jour, "devise": "EUR", "cours": None, "montant": 200_00, "montant_devise": 200_00,
            "banque": "", "reference": "", "identite": "", "etat": "recu", "raison": "", "ecriture": ecriture,
            "personnel_empreinte": bytes(32),
        }  # fmt: skip

    def _ecriture(self, identifiant: int, operation: int) -> None:
        for rang, compte, tiers, debit in ((1, "5112", None, 200_00), (2, "411", DE_PASSAGE, 0)):
            ligne = {"ecriture_id": identifiant, "rang": rang, "date": self.jour, "compte": compte, "tiers": tiers}
            self._inserer("ligne", ligne | {"debit": debit, "credit": 200_00 - debit})
        self._inserer(
            "ecriture",
            {
                "id": identifiant, "journal": "BQ", "date": self.jour, "station": "S1", "libelle": "Règlement Chèque",
                "motif": "", "motif_libelle": "", "origine": "reglement", "beneficiaire": "", "commentaire": "",
                "raison": "", "operation_id": operation, "sel": bytes(16), "personnel_empreinte": bytes(32),
            },
        )  # fmt: skip

    def _imputer(self, identifiant: int, e: sqlite3.Row, reglement: int, operation: int) -> None:
        montants = {"montant": 100_00, "montant_source": 100_00, "montant_devise": 100_00}
        self._inserer(
            "imputation",
            {
                "id": identifiant, "reglement": reglement, "echeance": e["id"], "date": self.jour, "station": "S1",
                "motif": "reglement", "operation_id": operation, "sel": bytes(16), "personnel_empreinte": bytes(32),
            }
            | montants,
        )  # fmt: skip
        self.connexion.execute(
            "UPDATE reste_echeance SET impute = impute + 10000, reste = reste - 10000, "
            "impute_devise = impute_devise + 10000, reste_devise = reste_devise - 10000 WHERE echeance = ?",
            (e["id"],),
        )
        self.connexion.execute(
            "UPDATE suivi_piece SET impute = impute + 10000, reste = reste - 10000 WHERE piece = ?", (e["piece"],)
        )

    def _lettrer(self, identifiant: int, lignes: list[tuple[int, int]], operation: int) -> None:
        lettre = {"id": identifiant, "tiers": DE_PASSAGE, "lettre": "AA", "date": self.jour}
        self._inserer("lettrage", lettre | {"operation_id": operation})
        for ecriture, rang in lignes:
            ligne = {"lettrage": identifiant, "ecriture": ecriture, "rang": rang}
            self._inserer("lettrage_ligne", ligne | {"operation_id": operation})

    def _sceller(self, operation: int, sequence: int) -> None:
        self._inserer(
            "operation",
            {
                "id": operation, "poste": "P1", "sequence": sequence, "horodatage": operation, "date_metier": self.jour,
                "utilisateur": "ADMIN", "commande": "enregistrer_reglement", "empreinte_commande": bytes(32),
                "resultat": '{"reglement":"RC-NU-2026-1","impute":"200.00","disponible":"0.00"}', "version_canon": 1,
                "horloge_reculee": 0, "cle_id": 1, "empreinte": bytes(32), "signature": bytes(64),
            },
        )  # fmt: skip
        self.connexion.execute(
            "UPDATE tete_poste SET sequence = ?, horodatage = ?, empreinte = ?, signature = ? WHERE poste = 'P1'",
            (sequence, operation, bytes(32), bytes(64)),
        )

    def _inserer(self, table: str, valeurs: dict[str, Any]) -> None:
        if table not in self._insertions:
            colonnes = tuple(x[1] for x in self.connexion.execute(f"PRAGMA table_info({table})"))
            trous = ", ".join("?" * len(colonnes))
            self._insertions[table] = f"INSERT INTO {table} ({', '.join(colonnes)}) VALUES ({trous})", colonnes
        ordre, colonnes = self._insertions[table]
        self.connexion.execute(ordre, [valeurs.get(c) for c in colonnes])


_LIGNE = (
    "SELECT p.id, p.numero, p.type, p.etat, p.date, p.client, c.nom, c.prenom, p.total_ttc, s.montant, s.impute, "
    "s.reste, p.devise, p.total_devise FROM piece p JOIN suivi_piece s ON s.piece = p.id "
    "JOIN client c ON c.code = p.client"
)
_PREMIERE = f"{_LIGNE} WHERE p.type = 'facture' ORDER BY p.date DESC, p.id DESC LIMIT 200"
_PAGE = f"{_LIGNE} WHERE p.type = 'facture' AND (p.date, p.id) < (?, ?) ORDER BY p.date DESC, p.id DESC LIMIT 200"
_TOTAUX = (
    "SELECT count(*), sum(p.total_ttc), sum(s.impute), sum(s.reste) FROM piece p JOIN suivi_piece s ON s.piece = p.id "
    "WHERE p.type = 'facture'"
)


def listes(decor: Decor) -> Iterator[Mesure]:
    """A page of factures at the top and 90 % deep, then the totals under the grid."""
    criteres = CriterePieces(types=(TypePiece.FACTURE,))
    for taille in decor.tailles:
        nu = brut(dossier_de(taille) / "base.sqlite")
        with services_de(taille) as services:
            with services.lire() as lecteur:
                cles = lectures_ventes.cles_pieces(lecteur, criteres)
            if not cles:
                continue
            apres = nu.execute("SELECT date, id FROM piece WHERE id = ?", (cles[len(cles) * 9 // 10],)).fetchone()
            depuis = (dt.date.fromisoformat(apres[0]), apres[1])

            def page(ou: tuple[dt.date, int] | None, s: Services = services) -> object:
                with s.lire() as lecteur:
                    return lectures_ventes.page_pieces(lecteur, criteres, ou, 200)

            def totaux(s: Services = services) -> object:
                with s.lire() as lecteur:
                    return lectures_ventes.totaux_pieces(lecteur, criteres)

            for travail, notre, etalon, cible, fois in (
                ("page de 200 factures, la première", partial(page, None), partial(_lire, nu, _PREMIERE), 1.5, 20),
                ("page de 200 factures, à 90 %", partial(page, depuis), partial(_lire, nu, _PAGE, *apres), 1.5, 20),
                ("totaux sous la liste des factures", totaux, partial(_lire, nu, _TOTAUX), 1.2, 3),
            ):
                yield alterner(
                    travail,
                    f"{len(cles)} factures",
                    chronometrer(notre, fois),
                    chronometrer(etalon, fois),
                    cible,
                    decor.tours,
                )
        nu.close()


_DUS = (
    "SELECT p.numero, e.rang, p.type, p.etat, p.date, e.date, r.montant, r.reste, p.devise, r.reste_devise "
    "FROM suivi_piece s JOIN piece p ON p.id = s.piece JOIN reste_echeance r ON r.piece = p.id "
    "JOIN echeance e ON e.id = r.echeance WHERE s.client = ? AND s.reste > 0 AND r.reste_devise > 0 "
    "ORDER BY e.date, e.id"
)
_DISPONIBLES = (
    "SELECT r.numero, r.date, d.montant, d.reste, r.devise, d.reste_devise, r.mode_libelle FROM disponible d "
    "JOIN reglement r ON r.id = d.reference WHERE d.client = ? AND d.sorte = 'reglement' AND d.reste_devise > 0"
)


def imputation(decor: Decor) -> Iterator[Mesure]:
    """What the imputation screen reads for a client with 5 000 open items, and what it proposes."""
    ouvertes = 500 if decor.rapide else 4_500
    with copie_de(min(decor.tailles)) as dossier:
        services = ouvrir_services(str(dossier / "base.sqlite"), reglages=reglages_de(dossier))
        _facturer(services, ouvertes)
        with services.lot() as lot:
            for n in range(ouvertes // 9):
                lot.executer(EnregistrerReglement(DE_PASSAGE, "cheque", Centimes(50_00 + n)))
        nu = brut(dossier / "base.sqlite")

        def lire() -> object:
            with services.lire() as lecteur:
                return lectures_ventes.dus(lecteur, DE_PASSAGE), lectures_ventes.disponibles(lecteur, DE_PASSAGE)

        def proposer() -> object:
            with services.lire() as lecteur:
                return lectures_ventes.propositions(lecteur, DE_PASSAGE)

        def deux() -> object:
            return _lire(nu, _DUS, DE_PASSAGE), _lire(nu, _DISPONIBLES, DE_PASSAGE)

        quoi = f"{ouvertes + ouvertes // 9} ouvertures"
        lues = alterner("écran d'imputation, les deux colonnes", quoi, chronometrer(lire), chronometrer(deux), 1.5)
        yield lues
        yield alterner("écran d'imputation, la proposition", quoi, chronometrer(proposer), chronometrer(deux), None)
        services.fermer()
        nu.close()


def _lire(nu: sqlite3.Connection, requete: str, *valeurs: object) -> list[tuple[object, ...]]:
    """One query inside a transaction, as the program reads."""
    nu.execute("BEGIN")
    lignes = nu.execute(requete, valeurs).fetchall()
    nu.execute("COMMIT")
    return lignes
