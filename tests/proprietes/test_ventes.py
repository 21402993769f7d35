"""Whatever is invoiced, paid, imputed, slid, changed, cancelled or given back, the money and the books hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from caisse_clients.application import lectures_ventes
from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.comptes import CreerCompte
from caisse_clients.application.commandes.comptoir import EnregistrerVenteComptoir
from caisse_clients.application.commandes.imputations import (
    Imputer,
    MettreEnCompte,
    PasserEcart,
    Rapprocher,
    RetirerImputation,
)
from caisse_clients.application.commandes.parametrage import ModifierParametre
from caisse_clients.application.commandes.pieces import (
    AnnulerCommande,
    CreerCommande,
    CreerFacture,
    ModifierCommande,
    ModifierFacture,
    SupprimerFacture,
    ValiderFacture,
)
from caisse_clients.application.commandes.reglements import (
    AnnulerAcompte,
    AnnulerReglement,
    EnregistrerReglement,
    ModifierReglement,
    Rembourser,
)
from caisse_clients.application.commandes.saisies import (
    Affectee,
    Paiement,
    QuantiteDeLigne,
    Rapprochement,
    Remboursement,
)
from caisse_clients.application.commandes.transformations import AnnulerLivraison, FacturerCommande, LivrerCommande
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.domain.vues_ventes import CriterePieces, CritereReglements
from caisse_clients.kernel.argent import Centimes, Quantite
from tests.proprietes import temoin_ventes as temoin
from tests.proprietes.machine_ventes import (
    CLIENTS,
    CONDITIONS,
    MODELE,
    MODES,
    MachineDesVentes,
    devises,
    lignes,
    montants,
    rangs,
)


@pytest.fixture(autouse=True, scope="module")
def modele(modele_sqlite: tuple[Path, Path]) -> None:
    """Hand the worker's model base to the machine, which pytest does not call itself."""
    MODELE[:] = [modele_sqlite]


class Ventes(MachineDesVentes):
    """Drives real commands; its invariants are those of the witness."""

    # rules ---------------------------------------------------------------------------------------------

    @initialize(
        document=st.sampled_from(["toujours", "professionnels", "jamais"]),
        lignes=st.lists(lignes, min_size=4, max_size=4),
        conditions=CONDITIONS,
    )
    def commencer(self, document: str, lignes: list[tuple[LigneSaisie, ...]], conditions: str) -> None:
        self.atelier.faire(CreerClient("ALBERT", code=1))
        self.atelier.faire(CreerClient("GARAGE", code=2, professionnel=True))
        if document != "professionnels":
            self.atelier.faire(ModifierParametre("facture_acompte", document))
        for client, faire in ((1, CreerCommande), (2, CreerCommande), (1, CreerFacture), (2, CreerFacture)):
            self.essayer(faire(client, lignes.pop(), conditions=conditions))

    @rule(client=st.sampled_from(CLIENTS), lignes=lignes, devise=devises, conditions=CONDITIONS, facture=st.booleans())
    def commander(
        self, client: int, lignes: tuple[LigneSaisie, ...], devise: Any, conditions: str, facture: bool
    ) -> None:
        faire = CreerFacture if facture else CreerCommande
        self.essayer(faire(client, lignes, devise=devise[0], cours=devise[1], conditions=conditions))

    @rule(n=rangs, lignes=lignes, conditions=st.none() | CONDITIONS, seulement=st.booleans())
    def modifier_commande(
        self, n: int, lignes: tuple[LigneSaisie, ...], conditions: str | None, seulement: bool
    ) -> None:
        numero = self.vivante(n, "commande", "en_cours")
        self.essayer(ModifierCommande(numero, None if seulement else lignes, conditions=conditions))

    @rule(n=rangs, lignes=lignes, conditions=st.none() | CONDITIONS, seulement=st.booleans())
    def modifier_facture(
        self, n: int, lignes: tuple[LigneSaisie, ...], conditions: str | None, seulement: bool
    ) -> None:
        numero = self.vivante(n, "facture", "brouillon")
        self.essayer(ModifierFacture(numero, None if seulement else lignes, conditions=conditions))

    @rule(n=rangs, annuler=st.booleans())
    def annuler_commande(self, n: int, annuler: bool) -> None:
        if annuler:
            self.essayer(AnnulerCommande(self.piece(n, "commande"), "plus voulue"))

    @rule(n=rangs)
    def supprimer_facture(self, n: int) -> None:
        self.essayer(SupprimerFacture(self.vivante(n, "facture", "brouillon")))

    @rule(n=rangs)
    def valider(self, n: int) -> None:
        self.essayer(ValiderFacture(self.vivante(n, "facture", "brouillon")))

    @rule(n=rangs, quantite=st.none() | st.sampled_from([1_000, 333, 500]), valider=st.booleans())
    def facturer(self, n: int, quantite: int | None, valider: bool) -> None:
        prises = () if quantite is None else (QuantiteDeLigne(n % 3 + 1, Quantite(quantite)),)
        self.essayer(FacturerCommande(self.piece(n, "commande", "bon_livraison"), prises, valider=valider))

    @rule(n=rangs, quantite=st.none() | st.sampled_from([1_000, 333]), annuler=st.booleans())
    def livrer(self, n: int, quantite: int | None, annuler: bool) -> None:
        prises = () if quantite is None else (QuantiteDeLigne(n % 3 + 1, Quantite(quantite)),)
        if annuler:
            self.essayer(AnnulerLivraison(self.piece(n, "bon_livraison"), "erreur"))
        else:
            self.essayer(LivrerCommande(self.piece(n, "commande"), prises))

    @rule(
        client=st.sampled_from(CLIENTS),
        mode=MODES,
        montant=montants,
        devise=devises,
        sur=st.lists(st.tuples(rangs, st.none() | montants), max_size=2),
        auto=st.booleans(),
    )
    def encaisser(  # noqa: PLR0917 - the fields of a règlement
        self, client: int, mode: str, montant: Centimes, devise: Any, sur: Any, auto: bool
    ) -> None:
        affectees = []
        for n, part in sur:
            cible = self.cible(n)
            if isinstance(cible, int):
                affectees.append(Affectee(compte=cible, montant=part))
            elif "/" in cible:
                affectees.append(Affectee(echeance=cible, montant=part))
            else:
                affectees.append(Affectee(piece=cible, montant=part))
        self.essayer(
            EnregistrerReglement(
                client,
                mode,
                montant,
                devise=devise[0],
                cours=devise[1],
                imputations=tuple(affectees),
                auto=auto,
            )
        )

    @rule(n=rangs, mode=MODES, fraction=st.sampled_from([1, 2, 3]))
    def payer(self, n: int, mode: str, fraction: int) -> None:
        """Pay a pièce of what it owes, or a part: the usual path."""
        numero = self.un(n, "SELECT p.numero FROM piece p JOIN suivi_piece s ON s.piece = p.id WHERE s.reste > 0")
        trouve = self.base.execute(
            "SELECT p.client, p.devise, p.cours, sum(r.reste_devise) FROM piece p JOIN reste_echeance r "
            "ON r.piece = p.id WHERE p.numero = ? GROUP BY p.id",
            (numero,),
        ).fetchone()
        if trouve and trouve[3] // fraction > 0:
            client, devise, cours, reste = trouve
            montant = Centimes(reste // fraction)
            self.essayer(
                EnregistrerReglement(
                    client, mode, montant, devise=devise, cours=cours, imputations=(Affectee(piece=numero),)
                )
            )

    @rule(n=rangs, montant=st.none() | montants, mode=st.none() | MODES)
    def modifier_reglement(self, n: int, montant: Centimes | None, mode: str | None) -> None:
        numero = str(self.un(n, "SELECT numero FROM reglement"))
        self.essayer(ModifierReglement(numero, mode=mode, montant=montant))

    @rule(n=rangs)
    def annuler_reglement(self, n: int) -> None:
        self.essayer(AnnulerReglement(str(self.un(n, "SELECT numero FROM reglement")), "chèque rendu"))

    @rule(n=rangs, mode=st.sampled_from(["", "cheque", "especes"]))
    def annuler_acompte(self, n: int, mode: str) -> None:
        source = self.un(n, f"SELECT r.numero FROM {temoin.EN_VIGUEUR} i JOIN reglement r ON r.id = i.reglement")
        piece = self.piece(n, "commande", "facture", "bon_livraison")
        if self.essayer(AnnulerAcompte(piece, "annulé", mode=mode)) is None:
            self.essayer(AnnulerAcompte(piece, "annulé", source=source, mode=mode))

    @rule(client=st.sampled_from(CLIENTS), n=rangs, m=rangs, montant=st.none() | montants, nimporte=st.booleans())
    def imputer(self, client: int, n: int, m: int, montant: Centimes | None, nimporte: bool) -> None:
        """A source on a target of the same client, or on anything."""
        with self.atelier.services.lire() as lecteur:
            dus = [d.cle for d in lectures_ventes.dus(lecteur, client)]
            libres = [d.cle for d in lectures_ventes.disponibles(lecteur, client)]
        if nimporte or not dus or not libres:
            self.essayer(Imputer(self.source(n), self.cible(m), montant))
        else:
            self.essayer(Imputer(libres[n % len(libres)], dus[m % len(dus)], montant))

    @rule(client=st.sampled_from(CLIENTS), exact=st.booleans())
    def rapprocher(self, client: int, exact: bool) -> None:
        """What is proposed is accepted as it is; nothing goes beyond either side."""
        with self.atelier.services.lire() as lecteur:
            dus = {d.cle: d for d in lectures_ventes.dus(lecteur, client)}
            libres = {d.cle: d.disponible_devise for d in lectures_ventes.disponibles(lecteur, client)}
            propositions = lectures_ventes.propositions(lecteur, client, exact=exact)
        restes = {cle: d.reste_devise for cle, d in dus.items()}
        for p in propositions:
            restes[p.cible] -= p.montant
            libres[p.source] -= p.montant
        assert min([0, *restes.values(), *libres.values()]) == 0
        paires = tuple(Rapprochement(p.source, p.cible, Centimes(p.montant)) for p in propositions)
        self.essayer(Rapprocher(client, paires))

    @rule(n=rangs)
    def retirer(self, n: int) -> None:
        """Un-matching restores both sides exactly."""
        identifiant = self.un(n, f"SELECT id FROM {temoin.EN_VIGUEUR}")
        if identifiant == "":
            return
        avant = self._cotes(identifiant)
        if self.essayer(RetirerImputation(identifiant)) is None:
            return
        apres = self._cotes(identifiant)
        montant, pris, devise = self.base.execute(
            "SELECT montant, montant_source, montant_devise FROM imputation WHERE id = ?", (identifiant,)
        ).fetchone()
        rendus = ((pris, devise), (montant, devise))
        for cote_avant, cote_apres, rendu in zip(avant, apres, rendus, strict=True):
            if cote_avant is not None:
                assert cote_apres == tuple(a + b for a, b in zip(cote_avant, rendu, strict=True))

    def _cotes(self, identifiant: int) -> tuple[Any, Any]:
        source = self.base.execute(
            "SELECT d.reste, d.reste_devise FROM imputation i JOIN disponible d ON (d.sorte = 'reglement' "
            "AND d.reference = i.reglement) OR (d.sorte = 'avoir' AND d.reference = i.avoir) WHERE i.id = ?",
            (identifiant,),
        ).fetchone()
        cible = self.base.execute(
            "SELECT r.reste, r.reste_devise FROM imputation i JOIN reste_echeance r ON r.echeance = i.echeance "
            "WHERE i.id = ?",
            (identifiant,),
        ).fetchone()
        return source, cible

    @rule(
        n=rangs,
        quantite=st.none() | st.sampled_from([1_000, 333]),
        montant=st.none() | montants,
        rendu=st.none() | MODES,
        partie=st.none() | montants,
        garder=st.booleans(),
        rabais=st.booleans(),
    )
    def crediter(  # noqa: PLR0917 - the fields of an avoir
        self,
        n: int,
        quantite: int | None,
        montant: Centimes | None,
        rendu: str | None,
        partie: Centimes | None,
        garder: bool,
        rabais: bool,
    ) -> None:
        facture = self.vivante(n, "facture", "validee")
        self.essayer(
            EmettreAvoir(
                "rendu",
                client=None if facture else n % 2 + 1,
                piece=facture,
                lignes=() if quantite is None or not facture else (QuantiteDeLigne(n % 3 + 1, Quantite(quantite)),),
                montant=montant if quantite is None or not facture else None,
                rabais=rabais,
                garder=garder,
                remboursement=None if rendu is None else Remboursement(rendu, partie),
            )
        )

    @rule(n=rangs, mode=MODES, montant=st.none() | montants)
    def rembourser(self, n: int, mode: str, montant: Centimes | None) -> None:
        self.essayer(Rembourser(self.source(n), mode, montant=montant))

    @rule(client=st.sampled_from(CLIENTS), type_compte=st.sampled_from(TypeCompte), montant=montants)
    def ouvrir_un_compte(self, client: int, type_compte: TypeCompte, montant: Centimes) -> None:
        self.essayer(CreerCompte(client, type_compte, montant))

    @rule(n=rangs, m=rangs, montant=st.none() | montants, nouveau=st.booleans())
    def mettre_en_compte(self, n: int, m: int, montant: Centimes | None, nouveau: bool) -> None:
        compte = None if nouveau else self.un(m, "SELECT numero FROM compte_client") or None
        self.essayer(MettreEnCompte(self.piece(n, "commande", "facture"), compte, montant))

    @rule(n=rangs, m=rangs, montant=montants)
    def prendre_en_charge(self, n: int, m: int, montant: Centimes) -> None:
        pieces = [Affectee(piece=numero) for numero in {self.piece(n, "facture"), self.piece(m, "commande")} if numero]
        self.essayer(
            CreerCompte(
                n % 2 + 1,
                TypeCompte.ORGANISME_CREDIT,
                montant,
                motif="prise_en_charge",
                organisme="COFIDEX",
                imputations=tuple(pieces),
            )
        )

    @rule(n=rangs, source=st.booleans())
    def passer_un_ecart(self, n: int, source: bool) -> None:
        self.essayer(PasserEcart(source=self.source(n)) if source else PasserEcart(cible=self.cible(n)))

    @rule(lignes=lignes, mode=MODES)
    def vendre_au_comptoir(self, lignes: tuple[LigneSaisie, ...], mode: str) -> None:
        brut = sum((x.prix_ttc or 0) * x.quantite // 1_000 for x in lignes)
        self.essayer(EnregistrerVenteComptoir(lignes, (Paiement(mode, Centimes(max(brut, 1))),)))

    # invariants ----------------------------------------------------------------------------------------

    @invariant()
    def l_argent_et_les_livres_se_tiennent(self) -> None:
        temoin.controler(self.base)

    @invariant()
    def ce_que_montrent_les_ecrans_est_ce_qui_est(self) -> None:
        with self.atelier.services.lire() as lecteur:
            pieces = lectures_ventes.page_pieces(lecteur, CriterePieces(supprimees=True), None, 500)
            totaux = lectures_ventes.totaux_pieces(lecteur, CriterePieces(supprimees=True))
            reglements = lectures_ventes.page_reglements(lecteur, CritereReglements(), None, 500)
            vues = [lectures_ventes.piece(lecteur, p.numero) for p in pieces[-3:]]
        attendus = dict(
            self.base.execute("SELECT p.numero, s.reste FROM piece p JOIN suivi_piece s ON s.piece = p.id").fetchall()
        )
        for p in pieces:
            if p.type.due:
                assert p.reste_du == attendus[p.numero], p
        assert totaux.nombre == len(pieces)
        for vue in vues:
            assert sum(e.reste for e in vue.echeances) == vue.reste_du or not vue.type.due
        (recu,) = self.base.execute(
            "SELECT coalesce(sum(montant), 0) FROM reglement WHERE sens = 1 AND etat <> 'annule'"
        ).fetchone()
        assert recu == sum(r.montant for r in reglements if r.sens > 0 and r.etat.value != "annule")
        assert recu == sum(temoin.argent_des_reglements(self.base))


TestVentes = Ventes.TestCase
TestVentes.settings = settings(max_examples=max(settings().max_examples // 10, 5))
