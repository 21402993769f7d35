"""A base of the first revision, with what a shop had put in it, brought to today's: nothing of it moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caisse_clients.application import lectures, lectures_ventes
from caisse_clients.application.commandes.clients import CreerClient, ModifierClient
from caisse_clients.application.commandes.comptes import Contrepasser, CreerCompte, SaisirEcriture
from caisse_clients.application.commandes.parametrage import ModifierParametre
from caisse_clients.application.commandes.pieces import CreerCommande
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.application.commandes.transformations import FacturerCommande
from caisse_clients.application.creation import ADMINISTRATEUR, POSTE, creer_base
from caisse_clients.application.executeur import Executeur
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.grand_livre.scellement import VERSION_CANON
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.kernel.argent import Centimes, Pourcent
from caisse_clients.kernel.erreurs import ErreurTechnique
from caisse_clients.kernel.horloge import HorlogeFixe
from caisse_clients.storage import operations
from caisse_clients.storage.cles import Trousseau
from caisse_clients.storage.engine import REVISION, Base, url_de
from caisse_clients.storage.migrations import migrer, monter
from tests.atelier import INSTANT, Atelier
from tests.storage.brut import falsifier, ouvrir_brut

ANCIENNES = (
    CreerClient("ALBERT", code=1011, prenom="Pierre", adresse="3 rue Haute"),
    ModifierClient(1011, ville="BIARRITZ"),
    CreerCompte(1011, TypeCompte.ACOMPTE, Centimes(500_00)),
    SaisirEcriture(1, entree=Centimes(62_55), commentaire="au comptoir"),
    Contrepasser(2, "erreur"),
    ModifierParametre("limite_remboursement", "100.00"),
)
"""What the first revision could do."""


@pytest.fixture(params=["sqlite", "postgresql"])
def ancienne(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Atelier]:
    """A base made by the frozen statements of 0001 alone, its operations sealed in the first canonical form."""
    adresse = str(tmp_path / "base.sqlite")
    if request.param == "postgresql":
        adresse = request.getfixturevalue("url_postgresql")
    horloge = HorlogeFixe(INSTANT)
    with monkeypatch.context() as avant:
        avant.setattr(operations, "VERSION_CANON", 1)
        avant.setattr("caisse_clients.application.creation.creer_schema", _creer_0001)
        uuid = creer_base(adresse, dossier_cles=tmp_path / "cles", horloge=horloge, ecole=True)
        base = Base(url_de(adresse))
        executeur = Executeur(base, Trousseau(tmp_path / "cles", uuid), horloge, POSTE, ADMINISTRATEUR)
        for commande in ANCIENNES:
            executeur.executer(commande)
        base.fermer()
    atelier = Atelier(adresse, tmp_path / "cles", horloge)
    yield atelier
    if not atelier.altere:
        rapport = atelier.verifier()
        assert rapport.intact, rapport.anomalies
    atelier.fermer()


def _creer_0001(adresse: str) -> Base:
    """What ``creer_schema`` did when 0001 was the head."""
    base = Base(url_de(adresse))
    if base.sqlite:
        base.preparer_le_fichier()
    monter(base, "0001")
    base.fermer()
    return Base(url_de(adresse))


def test_une_base_de_0001_demande_sa_migration_et_la_recoit(ancienne: Atelier) -> None:
    with pytest.raises(ErreurTechnique) as demande:
        ancienne.ouvrir()
    assert demande.value.code == "base_a_migrer"
    assert migrer(ancienne.url) == ("0001", REVISION)
    assert migrer(ancienne.url) == (REVISION, REVISION)


def test_ce_qui_etait_scelle_le_reste_sous_sa_premiere_forme(ancienne: Atelier) -> None:
    migrer(ancienne.url)
    rapport = ancienne.verifier(complet=True)
    assert rapport.intact, rapport.anomalies
    assert rapport.signatures == rapport.operations == len(ANCIENNES) + 1
    with ancienne.services.lire() as lecteur:
        fiche = lectures.fiche_client(lecteur, 1011)
        (compte,) = lectures.comptes(lecteur)
    assert (fiche.nom, fiche.ville, compte.solde) == ("ALBERT", "BIARRITZ", 500_00)
    ancienne.faire(SaisirEcriture(1, sortie=Centimes(1_00)))
    ancienne.fermer()
    with ouvrir_brut(ancienne) as brut:
        versions = [v for (v,) in brut.executer("SELECT version_canon FROM operation ORDER BY id")]
    assert versions == [1] * (len(ANCIENNES) + 1) + [VERSION_CANON]


def test_les_ventes_marchent_sur_une_base_migree(ancienne: Atelier) -> None:
    migrer(ancienne.url)
    with ancienne.services.lire() as lecteur:
        modes = {m.code for m in lectures_ventes.modes(lecteur)}
        taux = [t.taux for t in lectures_ventes.taux_tva(lecteur)]
    assert {"especes", "cheque", "carte", "virement"} <= modes
    assert taux == [20_00, 10_00, 5_50, 2_10, 0]
    ligne = LigneSaisie("Canapé", prix_ttc=Centimes(1_200_00), taux_tva=Pourcent(20_00))
    commande = ancienne.faire(CreerCommande(1011, (ligne,))).valeurs["piece"]
    ancienne.faire(EnregistrerReglement(1011, "cheque", Centimes(360_00), imputations=(Affectee(piece=commande),)))
    fait = ancienne.faire(FacturerCommande(commande, valider=True)).valeurs
    assert fait["glissee"] == [{"source": "RC-S1-2014-00001", "montant": "360.00"}]
    assert fait["reste_du"] == "840.00"


@pytest.mark.parametrize(
    ("ordre", "operation"),
    [
        ("UPDATE ligne SET debit = debit + 1 WHERE ecriture_id = 1 AND debit > 0", 4),
        ("UPDATE client_version SET professionnel = NOT professionnel WHERE version = 1", 2),
        ("UPDATE operation SET version_canon = 2 WHERE id = 3", 3),
        ("INSERT INTO taux_tva_version SELECT '7', 1, 700, 'faux', '44571', TRUE, 3", 3),
    ],
    ids=["ligne", "carte", "forme", "table plus jeune que l'opération"],
)
def test_une_operation_ancienne_changee_se_voit(ancienne: Atelier, ordre: str, operation: int) -> None:
    migrer(ancienne.url)
    with falsifier(ancienne) as brut:
        brut.executer(ordre)
    assert operation in {a.operation for a in ancienne.verifier().anomalies}
