"""The database itself refuses, whoever asks: raw SQL outside the program, on both databases (ARCHITECTURE §5)."""

from __future__ import annotations

import datetime as dt

import pytest

from caisse_clients.application.commandes.clients import AnnulerFusion, CreerClient, FusionnerClients, ModifierClient
from caisse_clients.application.commandes.comptes import Contrepasser, CreerCompte, SaisirEcriture
from caisse_clients.application.commandes.parametrage import ModifierParametre
from caisse_clients.application.commandes.tirages import TirerRecu
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.kernel.argent import Centimes
from caisse_clients.storage.declencheurs.postgresql import ROLE_APPLICATION
from caisse_clients.storage.schema import Genre, metadata
from tests.atelier import Atelier
from tests.storage.brut import REFUS, Brut, ouvrir_brut
from tests.storage.ventes_garnies import garnir_les_ventes

FAITS = sorted(n for n, t in metadata.tables.items() if t.info["genre"] is Genre.FAIT)
JAMAIS_ECRITES = {"cloture"}
"""Facts whose command comes with a later capability: no row to attack yet."""


@pytest.fixture
def garnie(atelier: Atelier) -> Atelier:
    """A base with a row in every fact table."""
    atelier.faire(ModifierParametre("limite_remboursement", "100.00"))
    atelier.faire(CreerClient("ALBERT", code=1011, prenom="Pierre"))
    atelier.faire(CreerClient("ALBERT", code=1012))
    atelier.faire(ModifierClient(1011, ville="BIARRITZ"))
    atelier.faire(CreerCompte(1011, TypeCompte.ACOMPTE, Centimes(500_00)))
    atelier.faire(SaisirEcriture(1, entree=Centimes(62_55)))
    atelier.faire(Contrepasser(2, "erreur"))
    atelier.faire(TirerRecu(1))
    atelier.faire(FusionnerClients(1011, 1012))
    atelier.faire(AnnulerFusion(1012, "pas un doublon"))
    garnir_les_ventes(atelier)
    return atelier


def refuse(brut: Brut, ordre: str, *valeurs: object) -> None:
    def essayer() -> None:
        brut.executer(ordre, *valeurs)
        brut.valider()  # some refusals wait for the commit

    with pytest.raises(REFUS):
        essayer()
    brut.annuler()


def test_aucun_fait_ne_se_modifie_ni_ne_s_efface(garnie: Atelier) -> None:
    with ouvrir_brut(garnie) as brut:
        for table in FAITS:
            colonnes = [c.name for c in metadata.tables[table].columns]
            lignes = brut.executer(f"SELECT count(*) FROM {table}")[0][0]
            assert bool(lignes) != (table in JAMAIS_ECRITES), table
            if lignes:
                for colonne in colonnes:
                    refuse(brut, f"UPDATE {table} SET {colonne} = {colonne}")
                refuse(brut, f"DELETE FROM {table}")
            if not brut.sqlite:
                refuse(brut, f"TRUNCATE {table} CASCADE")


def test_insert_or_replace_ne_remplace_aucun_fait(garnie: Atelier) -> None:
    if not garnie.sqlite:
        with ouvrir_brut(garnie) as brut:
            for table in set(FAITS) - JAMAIS_ECRITES:
                cle = next(iter(metadata.tables[table].primary_key.columns)).name
                refuse(
                    brut,
                    f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT DO UPDATE SET {cle} = EXCLUDED.{cle}"
                    if len(metadata.tables[table].primary_key.columns) == 1
                    else f"INSERT INTO {table} SELECT * FROM {table}",
                )
        return
    with ouvrir_brut(garnie) as brut:
        brut.executer("PRAGMA recursive_triggers=OFF")  # a forger's connection does not set it
        for table in set(FAITS) - JAMAIS_ECRITES:
            refuse(brut, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


def test_une_fiche_ne_change_pas_sans_sa_version(garnie: Atelier) -> None:
    with ouvrir_brut(garnie) as brut:
        for table in sorted(n for n, t in metadata.tables.items() if t.info["genre"] is Genre.VERSIONNE):
            cle = next(iter(metadata.tables[table].primary_key.columns)).name
            if not brut.executer(f"SELECT 1 FROM {table}"):
                continue
            refuse(brut, f"UPDATE {table} SET version = version")
            refuse(brut, f"UPDATE {table} SET version = version + 1")
            refuse(brut, f"UPDATE {table} SET {cle} = {cle} || '9'" if cle != "code" else f"DELETE FROM {table}")
            refuse(brut, f"DELETE FROM {table}")


ECRITURE = (
    "INSERT INTO ecriture (id, journal, date, station, libelle, motif, motif_libelle, origine, beneficiaire, "
    "commentaire, raison, extourne_de, operation_id, sel, personnel_empreinte) "
    "VALUES (?, 'OD', ?, 'S1', 'x', 'm', 'm', 'saisie', '', '', '', ?, 1, ?, ?)"
)
LIGNE = (
    "INSERT INTO ligne (ecriture_id, rang, date, compte, tiers, compte_client, debit, credit, devise, montant_devise) "
    "VALUES (?, ?, ?, '471', NULL, ?, ?, ?, NULL, NULL)"
)
JOUR = "2014-07-15"


def ecrire(
    brut: Brut, identifiant: int, *lignes: tuple[int, int], compte: int | None = None, **options: object
) -> None:
    for rang, (debit, credit) in enumerate(lignes, 1):
        brut.executer(LIGNE, identifiant, rang, options.get("date", JOUR), compte, debit, credit)
    brut.executer(ECRITURE, identifiant, JOUR, options.get("extourne_de"), b"s", b"e")
    brut.valider()


@pytest.mark.parametrize(
    "lignes",
    [
        [],
        [(100, 0)],
        [(100, 0), (0, 99)],
        [(100, 0), (100, 0)],
        [(0, 0), (0, 0)],
        [(100, 100)],
        [(-100, 0), (0, -100)],
    ],
)
def test_une_ecriture_desequilibree_ou_vide_est_refusee(garnie: Atelier, lignes: list[tuple[int, int]]) -> None:
    with ouvrir_brut(garnie) as brut:
        with pytest.raises(REFUS):
            ecrire(brut, 900, *lignes)
        brut.annuler()


def test_une_ligne_ne_rejoint_pas_une_ecriture_faite(garnie: Atelier) -> None:
    with ouvrir_brut(garnie) as brut:
        refuse(brut, LIGNE, 1, 3, JOUR, None, 100, 0)


def test_une_ligne_orpheline_ne_reste_pas(garnie: Atelier) -> None:
    with ouvrir_brut(garnie) as brut:
        refuse(brut, LIGNE, 901, 1, JOUR, 1, 100, 0)


def test_les_lignes_ont_la_date_de_leur_ecriture(garnie: Atelier) -> None:
    with ouvrir_brut(garnie) as brut:
        with pytest.raises(REFUS):
            ecrire(brut, 902, (100, 0), (0, 100), date="2014-07-14")
        brut.annuler()


@pytest.mark.parametrize(
    ("original", "lignes", "compte"),
    [(1, [(1, 0), (0, 1)], None), (2, [(62_55, 0), (0, 62_55)], None), (1, [(500_00, 0), (0, 500_00)], None)],
)
def test_une_contrepassation_est_l_exact_contraire_et_unique(
    garnie: Atelier, original: int, lignes: list[tuple[int, int]], compte: int | None
) -> None:
    with ouvrir_brut(garnie) as brut:
        with pytest.raises(REFUS):
            ecrire(brut, 903, *lignes, compte=compte, extourne_de=original)
        brut.annuler()


def test_un_solde_ne_passe_pas_sous_zero(garnie: Atelier) -> None:
    with ouvrir_brut(garnie) as brut:
        brut.executer(LIGNE, 904, 1, JOUR, 1, 500_01, 0)
        brut.executer(LIGNE, 904, 2, JOUR, None, 0, 500_01)
        with pytest.raises(REFUS):
            brut.executer(ECRITURE, 904, JOUR, None, b"s", b"e")
        brut.annuler()


def test_un_texte_ou_un_flottant_n_entre_pas_dans_un_montant(garnie: Atelier) -> None:
    with ouvrir_brut(garnie) as brut:
        for valeur in ("cent", 1.5):
            refuse(brut, LIGNE, 905, 1, JOUR, None, valeur, 0)
        refuse(brut, LIGNE, 905, 1, "2014-02-30", None, 1, 0)


def test_un_montant_de_64_bits_reste_exact(garnie: Atelier) -> None:
    grand = 2**53 + 1
    with ouvrir_brut(garnie) as brut:
        brut.executer(LIGNE, 906, 1, JOUR, None, grand, 0)
        assert brut.executer("SELECT debit FROM ligne WHERE ecriture_id = 906") == [(grand,)]
        brut.annuler()


def test_la_chaine_d_un_poste_est_sans_trou(garnie: Atelier) -> None:
    colonnes = [c.name for c in metadata.tables["operation"].columns]
    saut = ", ".join({"id": "id + 500", "sequence": "sequence + 2", "id_commande": "NULL"}.get(c, c) for c in colonnes)
    with ouvrir_brut(garnie) as brut:
        refuse(
            brut,
            f"INSERT INTO operation ({', '.join(colonnes)}) SELECT {saut} FROM operation "
            "WHERE id = (SELECT max(id) FROM operation)",
        )


def test_une_periode_close_refuse_toute_ecriture(garnie: Atelier) -> None:
    garnie.altere = True  # this closing is written by hand, outside any sealed operation
    with ouvrir_brut(garnie) as brut:
        brut.executer(
            "INSERT INTO cloture (id, periode, station, debut, fin, total_periode, total_perpetuel, operation_id) "
            "VALUES (1, 'jour', 'S1', ?, ?, 0, 0, 1)",
            dt.date(2014, 7, 1).isoformat(),
            JOUR,
        )
        brut.valider()
        with pytest.raises(REFUS):
            ecrire(brut, 907, (100, 0), (0, 100))
        brut.annuler()
    from caisse_clients.kernel.erreurs import ErreurMetier

    with pytest.raises(ErreurMetier, match="periode_close"):
        garnie.faire(SaisirEcriture(1, entree=Centimes(1)))
    with pytest.raises(ErreurMetier, match="periode_close"):
        garnie.faire(SaisirEcriture(1, entree=Centimes(1), date=dt.date(2014, 7, 1)))
    garnie.faire(SaisirEcriture(1, entree=Centimes(1), date=dt.date(2014, 6, 30)))


def test_le_role_de_l_application_ne_peut_rien_defaire(atelier_postgresql: Atelier) -> None:
    atelier_postgresql.faire(CreerClient("ALBERT", code=1011))
    atelier_postgresql.faire(CreerCompte(1011, TypeCompte.ACOMPTE, Centimes(500_00)))
    with ouvrir_brut(atelier_postgresql, role=ROLE_APPLICATION) as brut:
        for ordre in (
            "ALTER TABLE ecriture DISABLE TRIGGER ALL",
            "DROP TRIGGER ecriture_controle ON ecriture",
            "SET session_replication_role = replica",
            "UPDATE solde_compte SET solde = 0",
            "INSERT INTO solde_compte VALUES (77, 1, 0, 1)",
            "UPDATE tete_poste SET sequence = 0",
            "DELETE FROM client",
            "TRUNCATE ligne",
            "UPDATE ligne SET debit = 1",
            "CREATE TABLE autre (x int)",
        ):
            refuse(brut, ordre)
    with atelier_postgresql.services.lire() as lecteur:
        from sqlalchemy import text

        assert lecteur.scalar(text("SELECT current_user")) == ROLE_APPLICATION
