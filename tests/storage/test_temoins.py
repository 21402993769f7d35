"""Heads and keys beside the base: what is committed is said to be, and no race loses a key or cries wolf."""

from __future__ import annotations

import logging
import shutil
import threading
from pathlib import Path

import pytest

from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.comptes import CreerCompte, SaisirEcriture
from caisse_clients.application.commandes.parametrage import CreerPoste
from caisse_clients.application.verification import verifier
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.suivi import Suivi
from caisse_clients.storage.cles import Trousseau
from tests.atelier import Atelier
from tests.storage.brut import falsifier


def temoin(atelier: Atelier, poste: str = "P1") -> Path:
    (fichier,) = atelier.cles.glob(f"*/{poste}.tete")
    return fichier


def test_un_temoin_impossible_a_ecrire_ne_fait_pas_croire_a_un_echec(
    atelier: Atelier, journal_attendu: list[logging.LogRecord]
) -> None:
    """Said to have failed, the entrée would be typed again, and the money counted twice."""
    atelier.faire(CreerClient("ALBERT", code=1011))
    fichier = temoin(atelier)
    garde = fichier.read_bytes()
    fichier.unlink()
    fichier.mkdir()
    assert atelier.faire(CreerCompte(1011, TypeCompte.ACOMPTE, Centimes(500_00))).valeurs["solde"] == "500.00"
    with atelier.services.lot() as lot:
        assert lot.executer(CreerCompte(1011, TypeCompte.ACOMPTE, Centimes(1_00))).valeurs["compte"] == 2
    assert ["témoin" in trace.getMessage() for trace in journal_attendu] == [True, True]
    fichier.rmdir()
    fichier.write_bytes(garde)  # late, it still proves what it proved


def test_une_premiere_cle_refusee_n_emporte_pas_celle_d_un_autre_processus(
    atelier: Atelier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key of a refused first use is taken away before another process may take its turn on the poste."""
    atelier.faire(CreerPoste("P2"))
    premier, second = atelier.ouvrir(poste="P2"), atelier.ouvrir(poste="P2")
    retirer = Trousseau.retirer
    autre = threading.Thread(target=lambda: second.executer(CreerClient("ALBERT", code=7)))

    def retirer_tard(self: Trousseau, poste: str) -> None:
        autre.start()
        autre.join(0.5)  # as long as the poste is held, the other one only waits
        retirer(self, poste)

    monkeypatch.setattr(Trousseau, "retirer", retirer_tard)
    with pytest.raises(ErreurMetier, match="client_inconnu"):
        premier.executer(CreerCompte(1011, TypeCompte.ACOMPTE, Centimes(500_00)))
    autre.join()
    assert second.executer(CreerClient("ALARCON", code=8)).valeurs == {"client": 8}


def test_verifier_pendant_que_la_caisse_travaille_ne_crie_pas_au_loup(atelier: Atelier) -> None:
    """What is sealed after the verification has begun is not a tail cut from it."""
    pendant = [CreerClient("ALBERT"), CreerClient("ALARCON")]

    def sceller(*_avance: object) -> None:
        if pendant:
            atelier.faire(pendant.pop())

    rapport = verifier(atelier.services, suivi=Suivi(sceller))
    assert (rapport.intact, pendant) == (True, []), rapport.anomalies


def test_un_temoin_enleve_se_dit(atelier_sqlite: Atelier, tmp_path: Path) -> None:
    """Without it, an old file put back is not seen: that it is missing must be."""
    shutil.copyfile(atelier_sqlite.url, tmp_path / "lundi.sqlite")
    atelier_sqlite.faire(CreerClient("EFFACE"))
    atelier_sqlite.fermer()
    shutil.copyfile(tmp_path / "lundi.sqlite", atelier_sqlite.url)
    temoin(atelier_sqlite).unlink()
    assert [e.code for e in atelier_sqlite.verifier().evenements] == ["temoin_absent"]


@pytest.mark.parametrize(
    ("ordre", "code"),
    [
        ("UPDATE operation SET signature = 'abc' WHERE id = 2", "signature_fausse"),
        ("UPDATE operation SET empreinte = 5 WHERE id = 2", "sceau_rompu"),
        ("UPDATE operation SET horodatage = 'abc', horloge_reculee = 1 WHERE id = 2", "sceau_rompu"),
        ("UPDATE operation SET horodatage = 1 << 62, horloge_reculee = 1 WHERE id = 2", "sceau_rompu"),
        ("UPDATE operation SET poste = x'ff' WHERE id = 2", "sceau_rompu"),
        ("UPDATE cle_poste SET cle_publique = 'abc'", "cle_etrangere"),
        ("UPDATE client_version SET personnel_empreinte = 'abc' WHERE code = 1011", "texte_modifie"),
        ("UPDATE tete_poste SET empreinte = 'abc'", "tete_fausse"),
        ("UPDATE tete_poste SET signature = x'00'", "tete_fausse"),
        ("UPDATE tete_poste SET horodatage = 1", "tete_fausse"),
        ("CREATE TRIGGER sqlitemal AFTER INSERT ON ecriture BEGIN DELETE FROM compteur; END", "schema_modifie"),
        ("CREATE TRIGGER alembic_version AFTER INSERT ON ecriture BEGIN DELETE FROM compteur; END", "schema_modifie"),
    ],
)
def test_rien_de_falsifie_ne_fait_taire_la_verification(atelier_sqlite: Atelier, ordre: str, code: str) -> None:
    """A value of a foreign type, the poste's kept head, a trigger of a misleading name: each is found and named."""
    atelier_sqlite.faire(CreerClient("ALBERT", code=1011))
    with falsifier(atelier_sqlite) as brut:
        brut.executer(ordre)
    assert code in {anomalie.code for anomalie in atelier_sqlite.verifier().anomalies}


def test_un_solde_gonfle_puis_depense_puis_remis_en_accord_se_voit(atelier_sqlite: Atelier) -> None:
    atelier_sqlite.faire(CreerClient("ALBERT", code=1011))
    atelier_sqlite.faire(CreerCompte(1011, TypeCompte.ACOMPTE, Centimes(100_00)))
    with falsifier(atelier_sqlite) as brut:
        brut.executer("UPDATE solde_compte SET entrees = entrees + 40000, solde = solde + 40000")
    atelier_sqlite.faire(SaisirEcriture(1, sortie=Centimes(500_00)))
    with falsifier(atelier_sqlite) as brut:
        brut.executer("UPDATE solde_compte SET entrees = entrees - 40000, solde = solde - 40000")
    assert "solde_faux" in {anomalie.code for anomalie in atelier_sqlite.verifier().anomalies}


@pytest.mark.parametrize(
    "ordre",
    [
        "ALTER TABLE ligne DISABLE TRIGGER ligne_inalterable",
        (
            "DROP TRIGGER ligne_inalterable ON ligne; CREATE TRIGGER ligne_inalterable "
            "BEFORE UPDATE OR DELETE ON ligne FOR EACH ROW WHEN (false) EXECUTE FUNCTION cc_inalterable()"
        ),
        (
            "DROP TRIGGER ligne_inalterable ON ligne; CREATE TRIGGER ligne_inalterable BEFORE DELETE ON ligne "
            "FOR EACH ROW EXECUTE FUNCTION cc_inalterable()"
        ),
        "CREATE RULE muet AS ON INSERT TO tirage DO INSTEAD NOTHING",
    ],
)
def test_une_garde_affaiblie_sur_postgresql_se_voit(atelier_postgresql: Atelier, ordre: str) -> None:
    with falsifier(atelier_postgresql) as brut:
        brut.executer(ordre)
    assert {anomalie.code for anomalie in atelier_postgresql.verifier().anomalies} == {"schema_modifie"}
