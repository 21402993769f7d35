"""``exporter clients``: a file that an import takes back whole."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from caisse_clients.application import lectures
from caisse_clients.application.commandes.clients import CreerClient, FusionnerClients
from caisse_clients.application.commandes.comptes import CreerCompte
from caisse_clients.application.exports.clients import COLONNES, exporter
from caisse_clients.application.imports.clients import importer
from caisse_clients.domain.clients import CHAMPS_COORDONNEES
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.exchanges.tableau import Format, lire_tableau
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.suivi import Annulee, Suivi
from tests.application.bases_neuves import base_neuve
from tests.atelier import Atelier


@pytest.fixture
def peuplee(atelier: Atelier) -> Atelier:
    """Clients of every kind: hostile names, full cards, a merged one, an organisme."""
    atelier.faire(
        CreerClient(
            "GARAGE & Cie", 7, "Œuvré", "12 rue\nBât. B", "01000", "BOURG", "+33 6 12", "a@b.fr", "732829320", True,
            Centimes(150_000),
        )
    )  # fmt: skip
    atelier.faire(CreerClient('=HYPERLINK("x")', 8, telephone="-12,5", plafond_credit=Centimes(0)))
    atelier.faire(CreerClient("ÉLÉONORE", 9))
    atelier.faire(CreerClient("ELEONORE", 10))
    atelier.faire(FusionnerClients(9, 10))
    atelier.faire(CreerCompte(9, TypeCompte.ACOMPTE, Centimes(50_000)))
    atelier.faire(CreerCompte(7, TypeCompte.CREDIT, Centimes(1_234)))
    atelier.faire(CreerCompte(9, TypeCompte.ORGANISME_CREDIT, Centimes(100), organisme="COFIDIS"))
    return atelier


def test_chaque_detail_de_la_fiche_a_sa_colonne() -> None:
    assert len(COLONNES) == 1 + len(CHAMPS_COORDONNEES) + 2


@pytest.mark.parametrize("format_voulu", Format)
def test_l_export_donne_tout_et_se_reimporte_sans_rien_changer(
    peuplee: Atelier, tmp_path: Path, format_voulu: Format
) -> None:
    chemin = tmp_path / f"clients.{format_voulu.value}"
    assert exporter(peuplee.services, chemin, format_voulu) == 3
    lignes = [cellules for _, cellules in lire_tableau(chemin).lignes()]
    assert [ligne[0] for ligne in lignes] == ["9", "7", "8"]
    assert lignes[0][-2:] == ["0,00", "500,00"]
    assert lignes[1][-2:] == ["12,34", "0,00"]
    bilan = importer(peuplee.services, chemin)
    assert (bilan.crees, bilan.modifies, bilan.inchanges) == (0, 0, 3)
    with base_neuve(tmp_path / "ailleurs") as ailleurs:
        assert importer(ailleurs, chemin).crees == 3
        for code in (7, 8, 9):
            with ailleurs.lire() as la_bas, peuplee.services.lire() as ici:
                copie, originale = lectures.fiche_client(la_bas, code), lectures.fiche_client(ici, code)
            assert copie == dataclasses.replace(originale, absorbes=(), solde_du=0, disponible=0)


def test_des_milliers_de_clients_sortent_page_par_page(atelier_sqlite: Atelier, tmp_path: Path) -> None:
    texte = "Code;Nom\n" + "".join(f"{n};MEME NOM\n" for n in range(1, 2_501))
    (tmp_path / "c.csv").write_text(texte)
    importer(atelier_sqlite.services, tmp_path / "c.csv")
    pas: list[tuple[int, int]] = []
    suivi = Suivi(lambda fait, total, _: pas.append((fait, total)))
    assert exporter(atelier_sqlite.services, tmp_path / "sortie.csv", Format.CSV, suivi) == 2_500
    assert pas == [(0, 2_500), (1_000, 2_500), (2_000, 2_500)]
    assert [int(c[0]) for _, c in lire_tableau(tmp_path / "sortie.csv").lignes()] == list(range(1, 2_501))


def test_un_export_arrete_ne_laisse_rien(peuplee: Atelier, tmp_path: Path) -> None:
    suivi = Suivi()
    suivi.annuler()
    with pytest.raises(Annulee):
        exporter(peuplee.services, tmp_path / "sortie.csv", Format.CSV, suivi)
    assert not list(tmp_path.glob("*sortie*"))


def test_une_base_vide_donne_un_fichier_d_entetes(atelier_sqlite: Atelier, tmp_path: Path) -> None:
    assert exporter(atelier_sqlite.services, tmp_path / "sortie.csv", Format.CSV) == 0
    assert lire_tableau(tmp_path / "sortie.csv").entetes[0] == "Code client"
    with pytest.raises(ErreurMetier):
        importer(atelier_sqlite.services, tmp_path)
