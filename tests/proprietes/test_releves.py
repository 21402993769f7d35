"""Whatever was done, at whatever past date: Activité = Restant dû = aged balance = the client's lines of the ledger."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from caisse_clients.application import lectures_editions
from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.clients import AnnulerFusion, FusionnerClients
from caisse_clients.application.commandes.comptes import Contrepasser, CreerCompte, SaisirEcriture
from caisse_clients.application.commandes.comptoir import EnregistrerVenteComptoir
from caisse_clients.application.commandes.echeances import DiviserEcheance, PartEcheance
from caisse_clients.application.commandes.imputations import Imputer
from caisse_clients.application.commandes.pieces import ValiderFacture
from caisse_clients.application.commandes.reglements import EnregistrerReglement, ModifierReglement, Rembourser
from caisse_clients.application.commandes.saisies import Affectee, Paiement, Remboursement
from caisse_clients.application.commandes.transformations import FacturerCommande
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.domain.releves import SorteReleve
from caisse_clients.kernel.argent import Centimes
from tests.atelier import INSTANT
from tests.proprietes.machine_ventes import MODELE, MODES, devises, lignes, montants, rangs
from tests.proprietes.test_ventes import Ventes

DEPART = INSTANT.date()
avant = st.integers(0, 45)
GRAND_LIVRE = (
    "SELECT coalesce(f.effectif, l.tiers), sum(l.debit - l.credit) FROM ligne l LEFT JOIN client_effectif f "
    "ON f.client = l.tiers WHERE l.tiers IS NOT NULL AND l.date <= ? GROUP BY 1"
)
TVA_DES_ACOMPTES = (
    "SELECT coalesce(f.effectif, t.tiers), sum(l.debit - l.credit) FROM ligne l JOIN (SELECT ecriture_id, max(tiers) "
    "AS tiers FROM ligne WHERE compte = '4191' AND compte_client IS NULL GROUP BY 1) t USING (ecriture_id) "
    "LEFT JOIN client_effectif f ON f.client = t.tiers WHERE l.compte LIKE '44571%' AND l.date <= ? GROUP BY 1"
)
"""What stands at 44571 for acomptes: the only line of an acompte that is not the client's."""

ECHEANCES = (
    "SELECT p.numero || '/' || e.rang, e.montant_devise FROM echeance e JOIN piece p ON p.id = e.piece "
    "WHERE e.montant_devise > 1"
)
IMPUTE_DEPUIS_LA_FUSION = "SELECT 1 FROM imputation WHERE operation_id > (SELECT min(operation_id) FROM fusion) LIMIT 1"
CLIENTS_EN_VIGUEUR = "SELECT code FROM client WHERE code NOT IN (SELECT client FROM client_effectif)"


@pytest.fixture(autouse=True, scope="module")
def modele(modele_sqlite: tuple[Path, Path]) -> None:
    """Hand the worker's model base to the machine, which pytest does not call itself."""
    MODELE[:] = [modele_sqlite]


class Releves(Ventes):
    """The sales, with dates in the past, changed dates, divided échéances, merged clients; read at past dates."""

    def __init__(self) -> None:
        super().__init__()
        self._pas = 0

    @property
    def jour(self) -> dt.date:
        """Today."""
        return self.atelier.services.aujourd_hui()

    def il_y_a(self, jours: int) -> dt.date:
        """Return a day of the past, not before the base."""
        return self.jour - dt.timedelta(days=jours)

    # rules ---------------------------------------------------------------------------------------------

    @rule(jours=st.integers(1, 40))
    def attendre(self, jours: int) -> None:
        self.atelier.horloge.avancer(dt.timedelta(days=jours))

    @rule(n=rangs, jours=avant)
    def valider_dans_le_passe(self, n: int, jours: int) -> None:
        self.essayer(ValiderFacture(self.vivante(n, "facture", "brouillon"), self.il_y_a(jours)))

    @rule(n=rangs, jours=avant)
    def facturer_dans_le_passe(self, n: int, jours: int) -> None:
        self.essayer(FacturerCommande(self.piece(n, "commande"), valider=True, date=self.il_y_a(jours)))

    @rule(
        n=rangs,
        client=st.sampled_from((1, 2)),
        mode=MODES,
        montant=montants,
        devise=devises,
        jours=avant,
        auto=st.booleans(),
        sur=st.booleans(),
    )
    def encaisser_dans_le_passe(  # noqa: PLR0917 - the fields of a règlement
        self, n: int, client: int, mode: str, montant: Centimes, devise: object, jours: int, auto: bool, sur: bool
    ) -> None:
        piece = self.piece(n, "commande", "facture")
        affectees = (Affectee(piece=piece),) if sur and piece else ()
        self.essayer(
            EnregistrerReglement(
                client,
                mode,
                montant,
                date=self.il_y_a(jours),
                devise=devise[0],  # type: ignore[index]
                cours=devise[1],  # type: ignore[index]
                imputations=affectees,
                auto=auto,
            )
        )

    @rule(n=rangs, jours=avant, montant=st.none() | montants)
    def redater_un_reglement(self, n: int, jours: int, montant: Centimes | None) -> None:
        numero = str(self.un(n, "SELECT numero FROM reglement"))
        self.essayer(ModifierReglement(numero, date=self.il_y_a(jours), montant=montant))

    @rule(n=rangs, m=rangs, jours=avant, montant=st.none() | montants)
    def imputer_dans_le_passe(self, n: int, m: int, jours: int, montant: Centimes | None) -> None:
        self.essayer(Imputer(self.source(n), self.cible(m), montant, self.il_y_a(jours)))

    @rule(n=rangs, jours=avant, montant=st.none() | montants, garder=st.booleans(), rendu=st.none() | MODES)
    def crediter_dans_le_passe(
        self, n: int, jours: int, montant: Centimes | None, garder: bool, rendu: str | None
    ) -> None:
        facture = self.vivante(n, "facture", "validee")
        self.essayer(
            EmettreAvoir(
                "rendu",
                client=None if facture else n % 2 + 1,
                piece=facture,
                montant=montant,
                garder=garder,
                remboursement=None if rendu is None else Remboursement(rendu),
                date=self.il_y_a(jours),
            )
        )

    @rule(n=rangs, mode=MODES, jours=avant, montant=st.none() | montants)
    def rembourser_dans_le_passe(self, n: int, mode: str, jours: int, montant: Centimes | None) -> None:
        self.essayer(Rembourser(self.source(n), mode, montant=montant, date=self.il_y_a(jours)))

    @rule(client=st.sampled_from((1, 2)), type_compte=st.sampled_from(TypeCompte), montant=montants, jours=avant)
    def ouvrir_un_compte_dans_le_passe(
        self, client: int, type_compte: TypeCompte, montant: Centimes, jours: int
    ) -> None:
        organisme = "COFIDEX" if type_compte is TypeCompte.ORGANISME_CREDIT else ""
        self.essayer(CreerCompte(client, type_compte, montant, self.il_y_a(jours), organisme=organisme))

    @rule(n=rangs, montant=montants, jours=avant, entree=st.booleans())
    def mouvementer_un_compte(self, n: int, montant: Centimes, jours: int, entree: bool) -> None:
        compte = self.un(n, "SELECT numero FROM compte_client") or 999
        date = self.il_y_a(jours)
        self.essayer(
            SaisirEcriture(compte, entree=montant, date=date)
            if entree
            else SaisirEcriture(compte, sortie=montant, date=date)
        )

    @rule(n=rangs)
    def contrepasser(self, n: int) -> None:
        self.essayer(Contrepasser(self.un(n, "SELECT id FROM ecriture") or 999_999, "erreur"))

    @rule(n=rangs, tiers=st.integers(1, 99), jours=avant)
    def diviser(self, n: int, tiers: int, jours: int) -> None:
        trouvees = self.base.execute(
            "SELECT p.numero || '/' || e.rang, e.montant_devise FROM echeance e JOIN piece p ON p.id = e.piece "
            "WHERE e.montant_devise > 1"
        ).fetchall()
        if trouvees:
            cle, montant = trouvees[n % len(trouvees)]
            premiere = max(1, montant * tiers // 100)
            parts = (
                PartEcheance(self.il_y_a(-jours), Centimes(premiere)),
                PartEcheance(self.jour, Centimes(montant - premiere)),
            )
            self.essayer(DiviserEcheance(cle, parts))

    @rule(sens=st.booleans(), defaire=st.booleans())
    def fusionner(self, sens: bool, defaire: bool) -> None:
        un, deux = (1, 2) if sens else (2, 1)
        if defaire and self.base.execute(IMPUTE_DEPUIS_LA_FUSION).fetchone():
            return  # money of one may then stand on a pièce of the other, and no reading can tell them apart
        self.essayer(AnnulerFusion(un, "erreur") if defaire else FusionnerClients(un, deux))

    @rule(lignes=lignes, mode=MODES, jours=avant)
    def vendre_au_comptoir_dans_le_passe(self, lignes: tuple[LigneSaisie, ...], mode: str, jours: int) -> None:
        brut = sum((x.prix_ttc or 0) * x.quantite // 1_000 for x in lignes)
        self.essayer(
            EnregistrerVenteComptoir(lignes, (Paiement(mode, Centimes(max(brut, 1))),), date=self.il_y_a(jours))
        )

    # invariants ----------------------------------------------------------------------------------------

    @invariant()
    def l_argent_et_les_livres_se_tiennent(self) -> None:
        """A merge makes two tiers one: the witness, which takes each alone, then has nothing to say."""
        if not self.base.execute("SELECT 1 FROM fusion").fetchone():
            super().l_argent_et_les_livres_se_tiennent()

    @invariant()
    def les_deux_releves_la_balance_et_le_grand_livre_disent_le_meme_solde(self) -> None:
        self._pas += 1
        if self._pas % 4 == 0:
            self._comparer()

    def _comparer(self) -> None:
        jours = (self.jour - DEPART).days + 50
        codes = [code for (code,) in self.base.execute(CLIENTS_EN_VIGUEUR).fetchall()]
        with self.atelier.services.lire() as lecteur:
            for date in (self.il_y_a(jours * part // 7) for part in range(8)):
                balance = {x.client: x.solde for x in lectures_editions.balance_agee(lecteur, date)}
                attendus = self._du_grand_livre(date)
                for code in codes:
                    depuis = date - dt.timedelta(days=jours // 2)
                    activite = lectures_editions.releve(lecteur, code, du=depuis, au=date)
                    restant = lectures_editions.releve(lecteur, code, au=date, sorte=SorteReleve.RESTANT_DU)
                    vus = activite.solde, restant.solde, balance.get(code, 0), attendus.get(code, 0)
                    assert len(set(vus)) == 1, (date, code, vus, restant.lignes)

    def _du_grand_livre(self, date: dt.date) -> dict[int, int]:
        soldes = dict(self.base.execute(GRAND_LIVRE, (date.isoformat(),)).fetchall())
        for code, tva in self.base.execute(TVA_DES_ACOMPTES, (date.isoformat(),)).fetchall():
            soldes[code] = soldes.get(code, 0) + tva
        return soldes

    def teardown(self) -> None:
        try:
            self._comparer()
        finally:
            super().teardown()


TestReleves = Releves.TestCase
TestReleves.settings = settings(max_examples=max(settings().max_examples // 10, 5))
