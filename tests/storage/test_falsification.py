"""``base verifier`` finds every tampering of LEGAL §2 and names the operation, whoever owns the file."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import BigInteger, Column, LargeBinary

from caisse_clients.application.commandes.clients import AnnulerFusion, CreerClient, FusionnerClients, ModifierClient
from caisse_clients.application.commandes.comptes import Contrepasser, CreerCompte, SaisirEcriture
from caisse_clients.application.commandes.parametrage import CreerPoste, EnrolerPoste, ModifierParametre
from caisse_clients.application.commandes.tirages import TirerRecu
from caisse_clients.application.services import ouvrir_services
from caisse_clients.application.verification import Rapport
from caisse_clients.application.verification import verifier as verifier_services
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage.cles import Trousseau
from caisse_clients.storage.schema import Genre, metadata
from tests.atelier import Atelier
from tests.storage.brut import Brut, falsifier, ouvrir_brut
from tests.storage.ventes_garnies import garnir_les_ventes

COUVERTES = [
    (nom, c.name)
    for nom, table in sorted(metadata.tables.items())
    if table.info["genre"] in (Genre.FAIT, Genre.VERSIONNE)
    for c in table.columns
]


@pytest.fixture
def garnie(atelier: Atelier) -> Atelier:
    """A base with a row in every sealed table, several operations and two posts."""
    atelier.faire(ModifierParametre("limite_remboursement", "100.00"))
    atelier.faire(CreerClient("ALBERT", code=1011, prenom="Pierre", plafond_credit=Centimes(900_00)))
    atelier.faire(CreerClient("ALARCON", code=7058))
    atelier.faire(ModifierClient(1011, ville="BIARRITZ"))
    atelier.faire(
        CreerCompte(7058, TypeCompte.ORGANISME_CREDIT, Centimes(84_00), organisme="COFIDEX", beneficiaire="Sylvie")
    )
    atelier.faire(CreerCompte(1011, TypeCompte.ACOMPTE, Centimes(500_00)))
    atelier.faire(SaisirEcriture(2, entree=Centimes(62_55), commentaire="Commentaire justificatif"))
    atelier.faire(Contrepasser(3, "erreur"))
    atelier.faire(TirerRecu(2))
    atelier.faire(FusionnerClients(1011, 7058))
    atelier.faire(AnnulerFusion(7058, "pas un doublon"))
    atelier.faire(CreerPoste("P2"))
    autre = atelier.ouvrir(poste="P2")
    autre.executer(SaisirEcriture(2, entree=Centimes(1_00)), id_commande="0190a1b2-0000-7000-8000-000000000001")
    atelier.faire(SaisirEcriture(2, sortie=Centimes(2_00)))
    garnir_les_ventes(atelier)
    return atelier


def verifier(atelier: Atelier, *, complet: bool = False) -> Rapport:
    return atelier.verifier(complet=complet)


@contextmanager
def verificateur(atelier: Atelier) -> Iterator[Callable[[], set[str]]]:
    """Verify as often as asked on a base opened once: it is the opening that costs, a thousand times over."""
    services = ouvrir_services(atelier.url, horloge=atelier.horloge, reglages=atelier.reglages)

    def codes() -> set[str]:
        return {a.code for a in verifier_services(services).anomalies} - {"schema_modifie"}

    yield codes
    services.fermer()


def altere(valeur: object, colonne: Column[Any]) -> object:
    """Return a neighbour of a value: one byte changed, kept in its type where it can be."""
    if isinstance(valeur, bool):
        return not valeur
    if isinstance(valeur, int):
        return valeur + 1
    if isinstance(valeur, bytes | memoryview):
        octets = bytes(valeur)
        return bytes([octets[0] ^ 1]) + octets[1:] if octets else b"\x00"
    if isinstance(valeur, dt.date):
        return valeur + dt.timedelta(days=1)
    if isinstance(valeur, str):
        return valeur[:-1] + chr(ord(valeur[-1]) ^ 1) if valeur else "x"
    return b"x" if isinstance(colonne.type, LargeBinary) else 1 if isinstance(colonne.type, BigInteger) else "x"


def lignes(brut: Brut, table: str) -> list[dict[str, object]]:
    colonnes = [c.name for c in metadata.tables[table].columns]
    return [dict(zip(colonnes, x, strict=True)) for x in brut.executer(f"SELECT {', '.join(colonnes)} FROM {table}")]


def test_la_base_garnie_est_intacte(garnie: Atelier) -> None:
    rapport = verifier(garnie, complet=True)
    assert rapport.intact, rapport.anomalies
    assert rapport.signatures == rapport.operations > 30


@pytest.mark.parametrize("table", sorted({nom for nom, _ in COUVERTES}))
def test_un_octet_change_de_toute_colonne_de_toute_table_se_voit(garnie: Atelier, table: str) -> None:
    """Every column of the first and last row, one at a time, put back each time."""
    invisibles, essais = [], 0
    cles = [c.name for c in metadata.tables[table].primary_key.columns]
    with falsifier(garnie) as brut, verificateur(garnie) as codes:
        brut.valider()
        contenu = lignes(brut, table)
        for ligne in contenu[:1] + contenu[1:][-1:]:
            for colonne in (c.name for c in metadata.tables[table].columns):
                nouvelle = altere(ligne[colonne], metadata.tables[table].c[colonne])
                retour = {**{c: ligne[c] for c in cles}, **({colonne: nouvelle} if colonne in cles else {})}
                try:
                    brut.modifier(table, colonne, nouvelle, {c: ligne[c] for c in cles})
                except TYPES_IMPOSSIBLES:  # a type or key the database cannot even hold
                    brut.annuler()
                    continue
                essais += 1
                if not codes() and (table, colonne) not in HORS_SCEAU:
                    invisibles.append(f"{table}.{colonne}")
                brut.modifier(table, colonne, ligne[colonne], retour)
    assert not invisibles
    assert essais or not contenu
    assert verifier(garnie, complet=True).intact


TYPES_IMPOSSIBLES = (sqlite3.IntegrityError, psycopg.IntegrityError, psycopg.DataError)
HORS_SCEAU = {("utilisateur", "pin_empreinte")}
"""Secrets are never sealed, only « PIN changed » is (ARCHITECTURE §5)."""


@pytest.mark.parametrize(
    ("ordre", "operation"),
    [
        ("UPDATE ligne SET debit = debit + 1 WHERE ecriture_id = 2 AND debit > 0", 7),
        ("UPDATE ecriture SET commentaire = 'autre' WHERE id = 3", 8),
        ("UPDATE client_version SET nom = 'ALBERTO' WHERE code = 1011 AND version = 1", 3),
        ("UPDATE operation SET utilisateur = 'LEA' WHERE id = 6", 6),
        ("DELETE FROM ligne WHERE ecriture_id = 3", 8),
        ("UPDATE compte_client SET client = 7058 WHERE numero = 2", 7),
    ],
)
def test_l_operation_touchee_est_nommee(garnie: Atelier, ordre: str, operation: int) -> None:
    with falsifier(garnie) as brut:
        brut.executer(ordre)
    assert operation in {a.operation for a in verifier(garnie).anomalies}


@pytest.mark.parametrize(
    "ou",
    ["id = (SELECT max(id) FROM operation)", "id = 7", "id > 7", "id > 0", "poste = 'P2'"],
    ids=["derniere", "milieu", "fin", "tout", "un poste"],
)
def test_des_operations_effacees_se_voient(garnie: Atelier, ou: str) -> None:
    """With all their rows and derived figures put right: only chain and head can tell."""
    with falsifier(garnie) as brut:
        visees = f"(SELECT id FROM operation WHERE {ou})"
        brut.executer(
            f"DELETE FROM ligne WHERE ecriture_id IN (SELECT id FROM ecriture WHERE operation_id IN {visees})"
        )
        for nom, table in metadata.tables.items():
            if table.info["genre"] is Genre.FAIT and "operation_id" in table.c:
                brut.executer(f"DELETE FROM {nom} WHERE operation_id IN {visees}")
        brut.executer(f"DELETE FROM operation WHERE {ou}")
        brut.executer("DELETE FROM tete_poste")
        brut.executer(
            "INSERT INTO tete_poste SELECT poste, sequence, horodatage, empreinte, signature FROM operation o "
            "WHERE sequence = (SELECT max(sequence) FROM operation p WHERE p.poste = o.poste)"
        )
    assert {"fin_coupee", "operation_manquante", "sceau_rompu", "base_vide"} & {
        a.code for a in verifier(garnie).anomalies
    }


def test_deux_lignes_echangees_se_voient(garnie: Atelier) -> None:
    with falsifier(garnie) as brut:
        brut.executer("UPDATE ecriture SET operation_id = 8 - operation_id + 7 WHERE operation_id IN (7, 8)")
    assert {7, 8} <= {a.operation for a in verifier(garnie).anomalies}


def test_une_ligne_inseree_se_voit(garnie: Atelier) -> None:
    with falsifier(garnie) as brut:
        brut.executer("INSERT INTO tirage (id, document, reference, rang, operation_id) VALUES (50, 'recu', 1, 9, 7)")
        brut.executer("INSERT INTO tirage (id, document, reference, rang, operation_id) VALUES (51, 'recu', 1, 8, 999)")
    codes = {(a.code, a.operation) for a in verifier(garnie).anomalies}
    assert {("sceau_rompu", 7), ("ligne_sans_sceau", None)} <= codes


@pytest.mark.parametrize(
    ("ordre", "code"),
    [
        ("UPDATE solde_compte SET solde = 1, entrees = 1, sorties = 0 WHERE numero = 2", "solde_faux"),
        ("DELETE FROM solde_compte WHERE numero = 2", "solde_faux"),
        ("UPDATE tete_poste SET sequence = 3 WHERE poste = 'P1'", "tete_fausse"),
        ("INSERT INTO client_effectif VALUES (7058, 1011)", "fusion_fausse"),
        ("UPDATE client SET ville = 'BAYONNE' WHERE code = 1011", "version_fausse"),
        ("UPDATE client SET cle_tri = 'ZZZ' WHERE code = 1011", "recherche_fausse"),
        ("UPDATE compteur SET prochain = 1 WHERE nom = 'compte'", "compteur_faux"),
        ("UPDATE parametre SET valeur = '9999.00'", "version_fausse"),
        ("DELETE FROM client_version WHERE code = 7058", "version_fausse"),
    ],
)
def test_un_chiffre_derive_ou_une_fiche_faussee_se_voit(garnie: Atelier, ordre: str, code: str) -> None:
    with falsifier(garnie) as brut:
        brut.executer(ordre)
    assert code in {a.code for a in verifier(garnie).anomalies}


def test_une_signature_fausse_se_voit(garnie: Atelier) -> None:
    with falsifier(garnie) as brut:
        brut.executer("UPDATE operation SET signature = ? WHERE id = 7", b"\x01" * 64)
    assert any(a.operation == 8 for a in verifier(garnie).anomalies), "the next operation is chained to it"
    assert any(a.code == "signature_fausse" and a.operation == 7 for a in verifier(garnie, complet=True).anomalies)


def test_un_declencheur_supprime_se_voit(garnie: Atelier) -> None:
    with falsifier(garnie) as brut:
        pass
    from tests.storage.brut import ouvrir_brut

    with ouvrir_brut(garnie) as brut:
        brut.executer("DROP TRIGGER ligne_tardive" + ("" if brut.sqlite else " ON ligne"))
        brut.valider()
    assert any(a.code == "schema_modifie" and "ligne_tardive" in a.texte for a in verifier(garnie).anomalies)


def test_un_fichier_ancien_remis_se_voit_et_ne_s_ecrit_plus(atelier_sqlite: Atelier, tmp_path: Path) -> None:
    atelier_sqlite.altere = True
    atelier_sqlite.faire(CreerClient("ALBERT", code=1011))
    atelier_sqlite.fermer()
    shutil.copyfile(atelier_sqlite.url, tmp_path / "lundi.sqlite")
    atelier_sqlite.faire(CreerClient("ALARCON", code=7058))
    atelier_sqlite.fermer()
    shutil.copyfile(tmp_path / "lundi.sqlite", atelier_sqlite.url)
    assert [a.code for a in verifier(atelier_sqlite).anomalies] == ["fin_coupee"]
    with pytest.raises(ErreurMetier, match="base_en_retard"):
        atelier_sqlite.faire(CreerClient("ALAMINOS"))


def test_une_histoire_recrite_ailleurs_est_reconnue(atelier_sqlite: Atelier, tmp_path: Path) -> None:
    """The same base continued twice with the true key: same rank, another operation."""
    atelier_sqlite.altere = True
    atelier_sqlite.fermer()
    autre = Atelier(str(tmp_path / "copie.sqlite"), tmp_path / "cles_copie", atelier_sqlite.horloge)
    shutil.copyfile(atelier_sqlite.url, autre.url)
    shutil.copytree(atelier_sqlite.cles, autre.cles)
    autre.faire(CreerClient("FAUX", code=1))
    autre.fermer()
    atelier_sqlite.faire(CreerClient("VRAI", code=1))
    atelier_sqlite.fermer()
    shutil.copyfile(autre.url, atelier_sqlite.url)
    assert "base_divergente" in {a.code for a in verifier(atelier_sqlite).anomalies}
    with pytest.raises(ErreurMetier, match="base_divergente"):
        atelier_sqlite.faire(CreerClient("SUITE"))


def test_sans_cle_la_base_se_lit_seulement_et_un_administrateur_enrole(atelier: Atelier) -> None:
    atelier.faire(CreerClient("ALBERT", code=1011))
    atelier.fermer()
    shutil.rmtree(atelier.cles)
    with pytest.raises(ErreurMetier, match="cle_absente"):
        atelier.faire(CreerClient("ALARCON"))
    assert atelier.verifier().intact
    atelier.faire(EnrolerPoste("P1", "disque changé"))
    atelier.faire(CreerClient("ALARCON"))
    rapport = atelier.verifier()
    assert rapport.intact, rapport.anomalies
    assert [e.code for e in rapport.evenements] == ["cle_enrolee"]


def test_un_enrolement_refuse_rend_l_ancienne_cle(atelier: Atelier) -> None:
    with pytest.raises(ErreurMetier, match="raison_manquante"):
        atelier.faire(EnrolerPoste("P1", " "))
    atelier.faire(CreerClient("ALBERT"))


def test_une_sauvegarde_remise_s_assume_par_un_enrolement_qui_reste_ecrit(
    atelier_sqlite: Atelier, tmp_path: Path
) -> None:
    shutil.copyfile(atelier_sqlite.url, tmp_path / "lundi.sqlite")
    atelier_sqlite.faire(CreerClient("PERDU"))
    atelier_sqlite.fermer()
    shutil.copyfile(tmp_path / "lundi.sqlite", atelier_sqlite.url)
    atelier_sqlite.faire(EnrolerPoste("P1", "sauvegarde de lundi remise après une panne"))
    atelier_sqlite.faire(CreerClient("SUITE"))
    assert [e.code for e in atelier_sqlite.verifier().evenements] == ["cle_enrolee"]


def test_une_horloge_reculee_est_un_evenement_pas_un_refus(atelier: Atelier) -> None:
    atelier.faire(CreerClient("ALBERT"))
    atelier.horloge.avancer(dt.timedelta(hours=-2))
    atelier.faire(CreerClient("ALARCON"))
    rapport = atelier.verifier()
    assert rapport.intact
    assert [e.code for e in rapport.evenements] == ["horloge_reculee"]


def test_une_contrainte_ou_un_index_supprime_se_voit(atelier: Atelier) -> None:
    atelier.altere = True
    with ouvrir_brut(atelier) as brut:
        brut.executer("DROP INDEX ix_ligne_compte")
        if not brut.sqlite:
            brut.executer("ALTER TABLE solde_compte DROP CONSTRAINT ck_solde_compte_positif")
        brut.valider()
    textes = " ".join(a.texte for a in verifier(atelier).anomalies if a.code == "schema_modifie")
    assert "ix_ligne_compte" in textes
    assert atelier.sqlite or "ck_solde_compte_positif" in textes


def test_un_index_de_recherche_vide_se_voit(atelier_sqlite: Atelier) -> None:
    atelier_sqlite.altere = True
    atelier_sqlite.faire(CreerClient("ALBERT"))
    with ouvrir_brut(atelier_sqlite) as brut:
        brut.executer("INSERT INTO client_recherche (client_recherche) VALUES ('delete-all')")
        brut.valider()
    assert [a.code for a in verifier(atelier_sqlite).anomalies] == ["recherche_fausse"]


def test_une_identite_forgee_ne_sort_pas_du_dossier_des_cles(tmp_path: Path) -> None:
    assert Trousseau(tmp_path / "cles", "../../ailleurs").dossier.parent == tmp_path / "cles"
