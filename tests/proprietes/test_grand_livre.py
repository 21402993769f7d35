"""Whatever the sequence of acts, the ledger agrees with a ten-line witness (ARCHITECTURE §9)."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from caisse_clients.application import lectures
from caisse_clients.application.commandes.clients import AnnulerFusion, CreerClient, FusionnerClients
from caisse_clients.application.commandes.comptes import Contrepasser, CreerCompte, SaisirEcriture, SolderCompte
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.vues import EtatCompte
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.horloge import HorlogeFixe
from caisse_clients.kernel.identifiants import nouvel_id
from tests.atelier import INSTANT, Atelier

MODELE: list[tuple[Path, Path]] = []
montants = st.integers(1, 1_000_00).map(Centimes)


@pytest.fixture(autouse=True, scope="module")
def modele(modele_sqlite: tuple[Path, Path]) -> None:
    """Hand the worker's model base to the machine, which pytest does not call itself."""
    MODELE[:] = [modele_sqlite]


class GrandLivre(RuleBasedStateMachine):
    """Drives real commands on a real base; ``soldes`` and ``mouvements`` are the witness."""

    comptes = Bundle("comptes")
    ecritures = Bundle("ecritures")
    fusions = Bundle("fusions")

    def __init__(self) -> None:
        super().__init__()
        self.dossier = Path(tempfile.mkdtemp(prefix="grand-livre-"))
        shutil.copyfile(MODELE[0][0], self.dossier / "base.sqlite")
        shutil.copytree(MODELE[0][1], self.dossier / "cles")
        self.atelier = Atelier(str(self.dossier / "base.sqlite"), self.dossier / "cles", HorlogeFixe(INSTANT))
        self.soldes: dict[int, int] = {}
        self.mouvements: dict[int, tuple[int, int]] = {}
        self.annulees: set[int] = set()
        self.clients: list[int] = []

    @initialize()
    def clients_de_depart(self) -> None:
        for nom in ("ALBERT", "ALARCON", "ALAMINOS"):
            self.clients.append(self.atelier.faire(CreerClient(nom)).valeurs["client"])

    @rule(target=comptes, n=st.integers(0, 2), type_compte=st.sampled_from(TypeCompte), montant=montants)
    def ouvrir(self, n: int, type_compte: TypeCompte, montant: Centimes) -> int:
        fait = self.atelier.faire(CreerCompte(self.clients[n], type_compte, montant)).valeurs
        self.soldes[fait["compte"]] = montant
        self.mouvements[fait["ecriture"]] = (fait["compte"], montant)
        return int(fait["compte"])

    @rule(target=ecritures, compte=comptes, montant=montants, entree=st.booleans(), deux_fois=st.booleans())
    def mouvementer(self, compte: int, montant: Centimes, entree: bool, deux_fois: bool) -> object:
        commande = SaisirEcriture(compte, montant if entree else None, None if entree else montant)
        if not entree and montant > self.soldes[compte]:
            self.refuse(commande, "solde_insuffisant")
            return multiple()
        identifiant = nouvel_id()
        fait = self.atelier.faire(commande, id_commande=identifiant)
        if deux_fois:  # a double F2
            encore = self.atelier.faire(commande, id_commande=identifiant)
            assert encore.rejouee
            assert encore.valeurs == fait.valeurs
        effet = montant if entree else -montant
        self.soldes[compte] += effet
        self.mouvements[fait.valeurs["ecriture"]] = (compte, effet)
        return fait.valeurs["ecriture"]

    @rule(compte=comptes)
    def solder(self, compte: int) -> None:
        if not self.soldes[compte]:
            self.refuse(SolderCompte(compte), "compte_deja_solde")
            return
        fait = self.atelier.faire(SolderCompte(compte)).valeurs
        self.mouvements[fait["ecriture"]] = (compte, -self.soldes[compte])
        self.soldes[compte] = 0

    @rule(ecriture=ecritures)
    def contrepasser(self, ecriture: int) -> None:
        compte, effet = self.mouvements[ecriture]
        commande = Contrepasser(ecriture, "erreur")
        if ecriture in self.annulees:
            self.refuse(commande, "deja_contrepassee")
        elif self.soldes[compte] < effet:
            self.refuse(commande, "solde_insuffisant")
        else:
            self.atelier.faire(commande)
            self.annulees.add(ecriture)
            self.soldes[compte] -= effet

    @rule(target=fusions, garde=st.integers(0, 2), absorbe=st.integers(0, 2))
    def fusionner(self, garde: int, absorbe: int) -> object:
        with self.atelier.services.lire() as lecteur:
            fiches = [lectures.fiche_client(lecteur, self.clients[n]) for n in (garde, absorbe)]
        effectifs = [f.absorbe_par or f.code for f in fiches]
        commande = FusionnerClients(*effectifs)
        if effectifs[0] == effectifs[1]:
            self.refuse(commande, "fusion_avec_soi_meme")
            return multiple()
        self.atelier.faire(commande)
        return effectifs[1]

    @rule(absorbe=consumes(fusions))
    def separer(self, absorbe: int) -> None:
        self.atelier.faire(AnnulerFusion(absorbe, "pas un doublon"))

    @rule(heures=st.integers(-2, 30))
    def attendre(self, heures: int) -> None:
        self.atelier.horloge.avancer(dt.timedelta(hours=heures))

    @invariant()
    def les_soldes_sont_ceux_du_temoin(self) -> None:
        with self.atelier.services.lire() as lecteur:
            comptes = lectures.comptes(lecteur)
            balance = lectures.balance(lecteur)
            vus = sum(
                len(lectures.comptes_du_client(lecteur, code, EtatCompte.TOUS))
                for code in lectures.cles_clients(lecteur, lectures.CritereClients(nom="AL"))
            )
        assert {c.numero: c.solde for c in comptes} == self.soldes
        assert all(c.solde == sum(e.entree - e.sortie for e in c.ecritures) for c in comptes)
        assert sum(b.debit - b.credit for b in balance) == 0
        assert vus == len(comptes), "merged or not, every account is shown once"

    def refuse(self, commande: object, code: str) -> None:
        with pytest.raises(ErreurMetier) as capture:
            self.atelier.faire(commande)
        assert capture.value.code == code

    def teardown(self) -> None:
        try:
            rapport = self.atelier.verifier()
            assert rapport.intact, rapport.anomalies
        finally:
            self.atelier.fermer()
            shutil.rmtree(self.dossier)


TestGrandLivre = GrandLivre.TestCase
TestGrandLivre.settings = settings(max_examples=max(settings().max_examples // 10, 5))
