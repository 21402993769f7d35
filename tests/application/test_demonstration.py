"""The demonstration base: the manual's picture, believable data by every rule, the same from one seed."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from stdnum.fr import siren

from caisse_clients.application import lectures, lectures_acces
from caisse_clients.application import lectures_ventes as ventes
from caisse_clients.application.commandes.comptes import CreerCompte
from caisse_clients.application.creation import creer_base
from caisse_clients.application.lectures import CritereClients
from caisse_clients.application.services import Services, ouvrir_services
from caisse_clients.application.travaux import vitrine, vitrine_acces
from caisse_clients.application.travaux.comptes_inventes import COMPTES_DE_LA_VITRINE
from caisse_clients.application.travaux.demonstration import TRANCHE, Bilan, generer
from caisse_clients.application.travaux.manuel import ALBERT_PIERRE, MANUEL
from caisse_clients.application.travaux.personnages import siren_fictif
from caisse_clients.application.verification import verifier
from caisse_clients.config import charger_reglages
from caisse_clients.domain.acces import EtatCheque
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.pieces import StatutPaiement, TypePiece
from caisse_clients.domain.vues_ventes import CriterePieces, CritereReglements
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import Bogue
from caisse_clients.kernel.horloge import HorlogeFixe
from caisse_clients.kernel.suivi import Annulee, Suivi

INSTANT = dt.datetime(2026, 3, 10, 9, 0, tzinfo=dt.UTC)
AUJOURD_HUI = dt.date(2026, 3, 10)
CLIENTS = 130
SCELLEES = (
    "client_version", "compte_client", "fusion", "ecriture", "piece_version", "numero_piece", "piece_ligne",
    "echeance_version", "reglement_version", "imputation", "lettrage", "lettrage_ligne",
)  # fmt: skip


@contextmanager
def base_vide(dossier: Path, adresse: str = "", *, demonstration: bool = True) -> Iterator[Services]:
    reglages, horloge = charger_reglages({"CAISSE_CLIENTS_CLES": str(dossier / "cles")}), HorlogeFixe(INSTANT)
    adresse = adresse or str(dossier / "base.sqlite")
    creer_base(adresse, dossier_cles=reglages.dossier_cles, horloge=horloge, demonstration=demonstration)
    services = ouvrir_services(adresse, horloge=horloge, reglages=reglages)
    try:
        yield services
    finally:
        services.fermer()


def lire(services: Services, requete: str) -> list[tuple[Any, ...]]:
    with services.lire() as lecteur:
        return [tuple(ligne) for ligne in lecteur.execute(text(requete))]


@pytest.fixture(scope="module")
def faite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Services, Bilan]]:
    """One demonstration for the tests that only look at it."""
    with base_vide(tmp_path_factory.mktemp("demonstration")) as services:
        yield services, generer(services, CLIENTS)


@pytest.mark.parametrize("clients", [11, 200, 300])
def test_l_image_du_manuel_y_est_et_le_prochain_compte_est_le_267(tmp_path: Path, clients: int) -> None:
    with base_vide(tmp_path) as services:
        bilan = generer(services, clients)
        assert (bilan.clients, bilan.prochain_compte) == (clients, 267)
        with services.lire() as lecteur:
            cartes = lectures.lignes_clients(lecteur, [fiche[0] for fiche in MANUEL])
            comptes = lectures.comptes_du_client(lecteur, ALBERT_PIERRE)
        assert [(c.code, c.nom, c.prenom, c.adresse, c.code_postal, c.ville) for c in cartes] == list(MANUEL)
        assert [(c.numero, c.type, c.solde) for c in comptes] == [
            (265, TypeCompte.ACOMPTE, 562_55),
            (266, TypeCompte.ACOMPTE, 500_00),
        ]
        assert (comptes[0].ecritures[0].date, comptes[0].ecritures[0].entree) == (dt.date(2013, 2, 15), 500_00)
        assert [e.entree for e in comptes[1].ecritures] == [500_00]
        nouveau = services.executer(CreerCompte(ALBERT_PIERRE, TypeCompte.ACOMPTE, Centimes(500_00)))
        assert nouveau.valeurs["compte"] == 267


def test_les_clients_du_manuel_se_suivent_dans_la_liste(faite: tuple[Services, Bilan]) -> None:
    with faite[0].lire() as lecteur:
        codes = lectures.cles_clients(lecteur, CritereClients()).tolist()
    rangs = sorted(codes.index(fiche[0]) for fiche in MANUEL)
    assert rangs == list(range(rangs[0], rangs[0] + len(MANUEL)))


def test_tout_est_scelle_par_tranches_et_intact(faite: tuple[Services, Bilan]) -> None:
    services, bilan = faite
    rapport = verifier(services, complet=True)
    assert rapport.intact, rapport.anomalies
    assert rapport.operations == bilan.operations + 1  # the creation of the base
    lignes = lire(
        services,
        "SELECT o.id,"
        " (SELECT count(*) FROM ecriture e JOIN ligne l ON l.ecriture_id = e.id WHERE e.operation_id = o.id)"
        + "".join(f" + (SELECT count(*) FROM {table} WHERE operation_id = o.id)" for table in SCELLEES)
        + " FROM operation o",
    )
    assert max(nombre for _, nombre in lignes) <= TRANCHE


def test_le_contenu_est_vraisemblable(faite: tuple[Services, Bilan]) -> None:
    services, bilan = faite
    assert {t for (t,) in lire(services, "SELECT DISTINCT type FROM compte_client")} == {t.value for t in TypeCompte}
    ((mouvements,),) = lire(
        services,
        "SELECT count(*) FROM ligne l JOIN compte_client c ON c.numero = l.compte_client WHERE c.client = 1",
    )
    assert mouvements >= 1_000
    assert bilan.fusions == len(lire(services, "SELECT client FROM client_effectif")) == 1
    contraires = "SELECT id FROM ecriture WHERE extourne_de IS NOT NULL AND motif <> ''"  # of comptes clients
    assert bilan.contrepassations == len(lire(services, contraires)) > 0
    ((ouverts, comptes),) = lire(services, "SELECT sum(solde > 0), count(*) FROM solde_compte")
    assert 5 <= 100 * ouverts / comptes <= 40
    sirens = [s for (s,) in lire(services, "SELECT siren FROM client WHERE professionnel AND siren <> ''")]
    assert sirens
    assert all(siren.is_valid(s) for s in sirens)
    assert lire(services, "SELECT code FROM client WHERE nom LIKE '%''%' OR nom LIKE '%œ%' OR nom LIKE '%-%'")


def test_les_regles_des_commandes_sont_tenues(faite: tuple[Services, Bilan]) -> None:
    services, _ = faite
    ((premiere, derniere),) = lire(
        services, "SELECT min(l.date), max(l.date) FROM ligne l WHERE l.compte_client NOT IN (265, 266)"
    )
    assert dt.date.fromisoformat(premiere) >= AUJOURD_HUI - dt.timedelta(days=3 * 365)
    assert dt.date.fromisoformat(derniere) <= AUJOURD_HUI
    especes = lire(
        services,
        "SELECT max(d), max(c) FROM (SELECT sum(l.debit) AS d, sum(l.credit) AS c FROM ligne l JOIN ecriture e"
        " ON e.id = l.ecriture_id WHERE e.motif = 'especes' AND l.compte_client IS NOT NULL GROUP BY l.compte_client)",
    )
    assert max(especes[0]) <= 1_000_00
    assert not lire(
        services,
        "SELECT c.client FROM compte_client c JOIN solde_compte s ON s.numero = c.numero JOIN client k"
        " ON k.code = c.client WHERE c.type = 'credit' GROUP BY c.client HAVING sum(s.solde) > max(k.plafond_credit)",
    )
    assert not lire(services, "SELECT id FROM operation WHERE horloge_reculee")


def test_les_ventes_ont_le_volume_et_la_variete_promis(faite: tuple[Services, Bilan]) -> None:
    services, bilan = faite
    assert 4 <= bilan.pieces / CLIENTS <= 6
    assert 4 <= bilan.reglements / CLIENTS <= 7
    ((lignes,),) = lire(services, "SELECT count(*) FROM ligne")
    assert 18 <= (lignes - 2 * 1_000) / CLIENTS <= 30  # client 1 has a thousand movements of his own
    types = lire(services, "SELECT DISTINCT type, etat FROM piece")
    assert {t for t, _ in types} >= {
        "commande", "bon_livraison", "facture", "facture_acompte", "avoir", "ticket",
    }  # fmt: skip
    assert {e for _, e in types} == {"brouillon", "en_cours", "validee", "annulee", "supprimee"}
    ((ouvertes, toutes),) = lire(
        services,
        "SELECT sum(s.reste > 0), count(*) FROM piece p JOIN suivi_piece s ON s.piece = p.id"
        " WHERE p.type = 'facture' AND p.etat = 'validee'",
    )
    assert 8 <= 100 * ouvertes / toutes <= 25
    modes = {m for (m,) in lire(services, "SELECT DISTINCT mode FROM reglement")}
    assert modes >= {"especes", "cheque", "carte", "virement", "prelevement"}
    assert lire(services, "SELECT sum(sens), count(DISTINCT etat) FROM reglement WHERE sens = -1 OR etat = 'annule'")


def test_chaque_ecran_a_de_quoi_montrer(faite: tuple[Services, Bilan]) -> None:
    services, _ = faite
    with services.lire() as lecteur:
        pieces = ventes.page_pieces(lecteur, CriterePieces(client=ALBERT_PIERRE), None, 50)
        glissee = next(p for p in pieces if p.type is TypePiece.FACTURE)
        vue = ventes.piece(lecteur, glissee.numero)
        textes = [a.texte for a in ventes.historique_piece(lecteur, glissee.numero)]
        reglements = ventes.page_reglements(lecteur, CritereReglements(), None, 10_000)
        disponibles = ventes.disponibles(lecteur, vitrine.ALAMINOS)
        propositions = ventes.propositions(lecteur, vitrine.ALAMINOS)
    assert (vue.reste_du, vue.statut) == (840_00, StatutPaiement.PARTIEL)
    assert vue.echeances[0].date < AUJOURD_HUI  # overdue
    assert any("glissés depuis" in texte for texte in textes)
    assert {r.verrou for r in reglements} >= {"", "reglement_numerique", "reglement_exporte", "reglement_annule"}
    assert {r.sens for r in reglements} == {1, -1}
    assert [d.disponible for d in disponibles] == [20_00]
    assert [p.montant for p in propositions] == [20_00]
    types = {t for (t,) in lire(services, "SELECT DISTINCT type FROM compte_client WHERE numero <= 3")}
    assert types == {"organisme_credit", "credit", "avoir"}


def test_les_acces_montrent_les_quatre_situations(faite: tuple[Services, Bilan]) -> None:
    services, _ = faite
    with services.lire() as lecteur:
        (en_cours,) = lectures_acces.acces_du_client(lecteur, vitrine_acces.ALAN)
        (garde,) = lectures_acces.acces_du_client(lecteur, vitrine_acces.AIT_EL_MOKHTAR, archives=True)
        (rendu,) = lectures_acces.acces_du_client(lecteur, vitrine_acces.ALBES, archives=True)
        (du,) = lectures_acces.acces_du_client(lecteur, vitrine_acces.ALBUCHER, archives=True)
        bon = lectures_acces.bon_du_compte(lecteur, COMPTES_DE_LA_VITRINE)
    assert [c.etat for c in en_cours.cheques] == [EtatCheque.ENCAISSE] * 3 + [EtatCheque.DETENU] * 3
    assert garde.archivage is not None
    assert garde.archivage.compte == bon.compte
    assert (bon.solde, bon.client, len(garde.archivage.rendus)) == (120_00, vitrine_acces.AIT_EL_MOKHTAR, 1)
    assert bon.code
    assert rendu.archivage is not None
    assert (rendu.archivage.equation.montant_avoir, rendu.archivage.rembourse, rendu.archivage.mode) == (
        405_00, 270_00, "Chèque",
    )  # fmt: skip
    assert du.archivage is not None
    assert (du.archivage.equation.du, du.reste, [c.etat for c in du.detenus]) == (150_00, 150_00, [EtatCheque.DETENU])


def test_les_numeros_se_suivent_dans_l_ordre_des_dates(faite: tuple[Services, Bilan]) -> None:
    services, _ = faite
    for serie in ("FA", "CO", "TK"):
        rangs = lire(
            services,
            "SELECT n.exercice, n.rang, p.date FROM numero_piece n JOIN piece p ON p.id = n.piece"
            f" WHERE n.serie = '{serie}' ORDER BY n.exercice, n.rang",
        )
        for exercice in {e for e, _, _ in rangs}:
            assert [r for e, r, _ in rangs if e == exercice] == list(
                range(1, sum(e == exercice for e, _, _ in rangs) + 1)
            )
    dates = [
        d for (d,) in lire(services, "SELECT date FROM reglement WHERE numero LIKE 'RC-S1-2025-%' ORDER BY numero")
    ]
    assert dates
    assert sum(b < a for a, b in itertools.pairwise(dates)) <= len(dates) // 20  # those of the shop window come last


def test_la_meme_graine_donne_le_meme_contenu(tmp_path: Path, faite: tuple[Services, Bilan]) -> None:
    def contenu(services: Services) -> list[list[tuple[Any, ...]]]:
        return [
            lire(services, "SELECT * FROM client ORDER BY code"),
            lire(services, "SELECT * FROM compte_client ORDER BY numero"),
            lire(services, "SELECT * FROM ligne ORDER BY ecriture_id, rang"),
            lire(services, "SELECT id, date, libelle, motif, beneficiaire, commentaire FROM ecriture ORDER BY id"),
            lire(services, "SELECT * FROM piece ORDER BY id"),
            lire(services, "SELECT * FROM reglement ORDER BY id"),
            lire(services, "SELECT id, reglement, avoir, echeance, montant, date, motif FROM imputation ORDER BY id"),
            lire(services, "SELECT l.lettre, x.ecriture FROM lettrage l JOIN lettrage_ligne x ON x.lettrage = l.id"),
        ]

    (tmp_path / "autre").mkdir()
    with base_vide(tmp_path) as services:
        generer(services, CLIENTS)
        assert contenu(services) == contenu(faite[0])
    with base_vide(tmp_path / "autre") as services:
        generer(services, CLIENTS, graine=2)
        assert contenu(services)[0] != contenu(faite[0])[0]


def test_elle_se_fait_aussi_sur_postgresql(tmp_path: Path, url_postgresql: str, faite: tuple[Services, Bilan]) -> None:
    with base_vide(tmp_path, url_postgresql) as services:
        bilan = generer(services, CLIENTS)
        assert verifier(services).intact
        assert (bilan.clients, bilan.prochain_compte) == (CLIENTS, 267)
        noms = "SELECT code, nom, prenom FROM client WHERE code BETWEEN 2 AND 60 ORDER BY code"
        assert lire(services, noms) == lire(faite[0], noms)


def test_elle_avance_et_s_arrete_quand_on_le_demande(tmp_path: Path) -> None:
    dits: list[tuple[int, int]] = []
    with base_vide(tmp_path) as services:
        suivi = Suivi(lambda fait, total, _: dits.append((fait, total)))
        generer(services, 20, suivi=suivi)
    assert dits[-1] == (9, 9)
    (tmp_path / "arretee").mkdir()
    suivi.annuler()
    with base_vide(tmp_path / "arretee") as services:
        with pytest.raises(Annulee):
            generer(services, 20, suivi=suivi)
        assert verifier(services).intact


def test_une_vraie_base_n_en_recoit_jamais(tmp_path: Path) -> None:
    with base_vide(tmp_path, demonstration=False) as services:
        with pytest.raises(Bogue):
            generer(services, 20)
        assert not lire(services, "SELECT code FROM client")


def test_les_siren_inventes_sont_bien_formes_et_a_personne() -> None:
    inventes = [siren_fictif(rang) for rang in range(1, 2_000)]
    assert all(siren.is_valid(s) and s.startswith("0") for s in inventes)
    assert len(set(inventes)) == len(inventes)
