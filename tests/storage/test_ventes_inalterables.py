"""Sales: what the database itself refuses, whoever asks, by raw SQL on both databases (ARCHITECTURE §5)."""

from __future__ import annotations

import pytest

from caisse_clients.storage.declencheurs.postgresql import ROLE_APPLICATION
from caisse_clients.storage.schema import Genre, metadata
from tests.atelier import Atelier
from tests.storage.brut import REFUS, Brut, ouvrir_brut
from tests.storage.ventes_garnies import garnir_les_ventes

JOUR = "2014-07-15"
COLONNES = [c.name for c in metadata.tables["imputation"].columns]
TOUT = f"SELECT {', '.join(COLONNES)} FROM imputation WHERE id = ?"


@pytest.fixture
def garnie(atelier: Atelier) -> Atelier:
    """A commande half invoiced, its facture owing nothing, RC-2 with something left, an avoir."""
    garnir_les_ventes(atelier)
    return atelier


def refuse(brut: Brut, ordre: str, *valeurs: object) -> None:
    def essayer() -> None:
        brut.executer(ordre, *valeurs)
        brut.valider()

    with pytest.raises(REFUS):
        essayer()
    brut.annuler()


def imputer(brut: Brut, **valeurs: object) -> None:
    """Insert an imputation by hand: a règlement on an échéance unless said otherwise."""
    (suivant,) = brut.executer("SELECT max(id) + 900 FROM imputation")[0]
    ligne: dict[str, object] = dict.fromkeys(COLONNES)
    ligne |= {"id": suivant, "date": JOUR, "station": "S1", "motif": "reglement", "operation_id": 1}
    ligne |= {"personnel_empreinte": b"e", "sel": b"s"}
    ligne |= valeurs
    montant = ligne["montant_devise"]
    ligne["montant"] = montant if ligne["montant"] is None else ligne["montant"]
    ligne["montant_source"] = ligne["montant"] if ligne["montant_source"] is None else ligne["montant_source"]
    noms = list(ligne)
    brut.executer(f"INSERT INTO imputation ({', '.join(noms)}) VALUES ({', '.join('?' * len(noms))})", *ligne.values())
    brut.valider()


def refuse_l_imputation(brut: Brut, **valeurs: object) -> None:
    avant = restes(brut)
    with pytest.raises(REFUS):
        imputer(brut, **valeurs)
    brut.annuler()
    assert restes(brut) == avant


def restes(brut: Brut) -> list[object]:
    return [
        *brut.executer("SELECT echeance, impute, reste, impute_devise, reste_devise FROM reste_echeance ORDER BY 1"),
        *brut.executer("SELECT piece, montant, impute, reste FROM suivi_piece ORDER BY 1"),
        *brut.executer("SELECT sorte, reference, utilise, reste, reste_devise FROM disponible ORDER BY 1, 2"),
    ]


def un(brut: Brut, requete: str, *valeurs: object) -> int:
    return int(brut.executer(requete, *valeurs)[0][0])


def reglement(brut: Brut, rang: int = 2) -> int:
    return un(brut, "SELECT id FROM reglement WHERE numero = ?", f"RC-S1-2014-0000{rang}")


def echeance(brut: Brut, piece: str = "CO-S1-2014-00001") -> int:
    return un(
        brut,
        "SELECT r.echeance FROM reste_echeance r JOIN piece p ON p.id = r.piece WHERE p.numero = ? AND r.reste > 0",
        piece,
    )


def test_une_imputation_ne_prend_pas_plus_que_la_source_n_a(garnie: Atelier) -> None:
    with ouvrir_brut(garnie) as brut:
        source = reglement(brut)
        reste = un(brut, "SELECT reste FROM disponible WHERE sorte = 'reglement' AND reference = ?", source)
        assert reste > 0
        refuse_l_imputation(brut, reglement=source, echeance=echeance(brut), montant_devise=reste + 1)
        refuse_l_imputation(brut, reglement=source, motif="ecart", montant_devise=reste + 1)
        refuse_l_imputation(brut, reglement=reglement(brut, 1), echeance=echeance(brut), montant_devise=1)


def test_une_imputation_ne_paie_pas_plus_que_l_echeance_n_attend(garnie: Atelier) -> None:
    with ouvrir_brut(garnie) as brut:
        cible = un(
            brut,
            "SELECT r.echeance FROM reste_echeance r JOIN piece p ON p.id = r.piece "
            "WHERE p.numero = 'FA-S1-2014-00001' AND r.reste = 0",
        )
        refuse_l_imputation(brut, reglement=reglement(brut), echeance=cible, montant_devise=1)
        avoir = un(brut, "SELECT id FROM piece WHERE type = 'avoir'")
        refuse_l_imputation(brut, avoir=avoir, echeance=cible, montant_devise=1, motif="avoir")


def test_une_imputation_a_une_source_et_une_cible(garnie: Atelier) -> None:
    with ouvrir_brut(garnie) as brut:
        source, cible = reglement(brut), echeance(brut)
        avoir = un(brut, "SELECT id FROM piece WHERE type = 'avoir'")
        refuse_l_imputation(brut, reglement=source, montant_devise=1)
        refuse_l_imputation(brut, echeance=cible, montant_devise=1)
        refuse_l_imputation(brut, reglement=source, avoir=avoir, echeance=cible, montant_devise=1)
        refuse_l_imputation(brut, reglement=source, echeance=cible, remboursement=source, montant_devise=1)
        refuse_l_imputation(brut, reglement=source, echeance=cible, montant_devise=0)
        refuse_l_imputation(brut, reglement=source, echeance=99_999, montant_devise=1)


def test_une_imputation_ne_rend_rien_sans_son_contraire(garnie: Atelier) -> None:
    """A row of negative amount names the one that it takes back, and no euro goes back under a positive currency."""
    with ouvrir_brut(garnie) as brut:
        faite = brut.executer(
            "SELECT id, reglement, echeance, montant FROM imputation i WHERE annule IS NULL AND echeance IS NOT NULL "
            "AND reglement IS NOT NULL AND NOT EXISTS (SELECT 1 FROM imputation c WHERE c.annule = i.id) ORDER BY id"
        )[0]
        liens = {"reglement": faite[1], "echeance": faite[2]}
        refuse_l_imputation(brut, **liens, montant_devise=-faite[3])
        refuse_l_imputation(brut, **liens, montant_devise=1, montant=-faite[3] // 2)
        entamees = {"reglement": reglement(brut), "echeance": _entamee(brut)}
        refuse_l_imputation(brut, **entamees, montant_devise=1, montant=-100)
        refuse_l_imputation(brut, **entamees, montant_devise=1, montant=1, montant_source=-100)


def _entamee(brut: Brut) -> int:
    """An échéance that something was paid of, and that still waits for more."""
    return un(brut, "SELECT echeance FROM reste_echeance WHERE impute > 100 AND reste > 100")


def test_un_contraire_est_exact_et_unique(garnie: Atelier) -> None:
    with ouvrir_brut(garnie) as brut:
        faite = brut.executer(
            "SELECT id, reglement, echeance, montant FROM imputation i WHERE annule IS NULL AND echeance IS NOT NULL "
            "AND reglement IS NOT NULL AND NOT EXISTS (SELECT 1 FROM imputation c WHERE c.annule = i.id) ORDER BY id"
        )[0]
        liens = {"reglement": faite[1], "echeance": faite[2], "annule": faite[0]}
        montant = faite[3]
        autre = {**liens, "echeance": echeance(brut)}
        refuse_l_imputation(brut, **liens, montant_devise=montant)
        refuse_l_imputation(brut, **liens, montant_devise=-montant + 1)
        refuse_l_imputation(brut, **liens, montant_devise=-montant, montant=-montant + 1)
        refuse_l_imputation(brut, **autre, montant_devise=-montant)
        refuse_l_imputation(brut, **{**liens, "reglement": reglement(brut, 4)}, montant_devise=-montant)
        refuse_l_imputation(brut, **{**liens, "annule": 99_999}, montant_devise=-montant)
        deja, contraire = brut.executer("SELECT annule, id FROM imputation WHERE annule IS NOT NULL ORDER BY id")[0]
        retiree = dict(
            zip(
                COLONNES,
                brut.executer(f"SELECT {', '.join(COLONNES)} FROM imputation WHERE id = ?", deja)[0],
                strict=True,
            )
        )
        quoi = {"reglement": retiree["reglement"], "echeance": retiree["echeance"]}
        somme = retiree["montant_devise"]
        refuse_l_imputation(brut, **quoi, annule=deja, montant_devise=-somme)
        refuse_l_imputation(brut, **quoi, annule=contraire, montant_devise=somme)


def test_une_imputation_tombe_dans_une_periode_ouverte(garnie: Atelier) -> None:
    garnie.altere = True  # this closing is written by hand, outside any sealed operation
    with ouvrir_brut(garnie) as brut:
        brut.executer(
            "INSERT INTO cloture (id, periode, station, debut, fin, total_periode, total_perpetuel, operation_id) "
            "VALUES (1, 'jour', 'S1', '2014-07-01', ?, 0, 0, 1)",
            JOUR,
        )
        brut.valider()
        refuse_l_imputation(brut, reglement=reglement(brut), echeance=echeance(brut), montant_devise=1)
        refuse_l_imputation(
            brut, reglement=reglement(brut), echeance=echeance(brut), montant_devise=1, date="2014-07-02"
        )


@pytest.mark.parametrize("type_piece", ["facture", "avoir", "facture_acompte"])
def test_une_piece_validee_ne_prend_plus_de_version(garnie: Atelier, type_piece: str) -> None:
    colonnes = [c.name for c in metadata.tables["piece_version"].columns]
    suivante = ", ".join({"version": "version + 1", "total_ttc": "total_ttc + 1"}.get(c, c) for c in colonnes)
    with ouvrir_brut(garnie) as brut:
        refuse(
            brut,
            f"INSERT INTO piece_version ({', '.join(colonnes)}) SELECT {suivante} FROM piece_version v "
            "WHERE v.type = ? AND v.etat = 'validee' AND v.version = "
            "(SELECT max(w.version) FROM piece_version w WHERE w.id = v.id)",
            type_piece,
        )


def test_une_ligne_ne_rejoint_pas_une_piece_faite(garnie: Atelier) -> None:
    """Lines come before the version that they belong to, as those of an écriture before its header."""
    colonnes = [c.name for c in metadata.tables["piece_ligne"].columns]
    autre = ", ".join({"rang": "rang + 90"}.get(c, c) for c in colonnes)
    with ouvrir_brut(garnie) as brut:
        refuse(
            brut,
            f"INSERT INTO piece_ligne ({', '.join(colonnes)}) SELECT {autre} FROM piece_ligne "
            "WHERE piece = (SELECT id FROM piece WHERE numero = 'FA-S1-2014-00001')",
        )


def test_un_rang_de_serie_et_un_transfert_ne_servent_qu_une_fois(garnie: Atelier) -> None:
    with ouvrir_brut(garnie) as brut:
        for table, changes in (
            ("numero_piece", {"numero": "numero || 'X'"}),
            ("transfert_ecriture", {"transfert": "transfert"}),
            ("piece_ligne", {"libelle": "'autre'"}),
            ("lettrage_ligne", {}),
        ):
            colonnes = [c.name for c in metadata.tables[table].columns]
            valeurs = ", ".join(changes.get(c, c) for c in colonnes)
            refuse(brut, f"INSERT INTO {table} ({', '.join(colonnes)}) SELECT {valeurs} FROM {table}")


DERIVEES = sorted(
    nom
    for nom, t in metadata.tables.items()
    if t.info["genre"] is Genre.DERIVE and t.info["par_declencheur"] and nom in ("reste_echeance", "suivi_piece")
)


@pytest.mark.parametrize("table", [*DERIVEES, "disponible"])
def test_un_chiffre_derive_ne_s_ecrit_pas_a_la_main(atelier_postgresql: Atelier, table: str) -> None:
    garnir_les_ventes(atelier_postgresql)
    for role in (ROLE_APPLICATION, ""):
        with ouvrir_brut(atelier_postgresql, role=role) as brut:
            refuse(brut, f"UPDATE {table} SET impute = 0, reste = montant" if table != "disponible" else
                   f"UPDATE {table} SET utilise = 0, reste = montant")  # fmt: skip
            refuse(brut, f"DELETE FROM {table}")
            refuse(brut, f"INSERT INTO {table} SELECT * FROM {table}")
            if role:
                refuse(brut, f"TRUNCATE {table}")


@pytest.mark.parametrize("table", [*DERIVEES, "disponible"])
def test_un_reste_incoherent_est_refuse(garnie: Atelier, table: str) -> None:
    """On SQLite, where one file has one owner, the figures at least agree with one another."""
    with ouvrir_brut(garnie) as brut:
        refuse(brut, f"UPDATE {table} SET reste = reste + 1")
        if table != "suivi_piece":
            refuse(brut, f"UPDATE {table} SET montant = montant - 10000000, reste = reste - 10000000")
