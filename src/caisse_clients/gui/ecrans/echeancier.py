"""Éditions > État échéanciers client: what is due, what is late, what was paid (manual 002 §4.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from caisse_clients.application.messages import message_de
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.echeancier import TriEcheancier
from caisse_clients.gui.dialogues.acompte import ouvrir_acompte
from caisse_clients.gui.dialogues.echeance import ouvrir_division, ouvrir_echeance
from caisse_clients.gui.dialogues.papiers_editions import montrer_papier
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.export_grille import exporter_grille
from caisse_clients.gui.formulaires.echeancier import Ui_Echeancier
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.modeles.pagine import ModelePagine
from caisse_clients.gui.presentateurs import echeancier as decisions
from caisse_clients.gui.presentateurs.echeancier import Filtre, FiltreVerse
from caisse_clients.gui.presentateurs.reglements import lire_client
from caisse_clients.gui.widgets.erreurs import marquer_erreur
from caisse_clients.kernel.formats import ecrire_code
from caisse_clients.kernel.horloge import aujourd_hui

if TYPE_CHECKING:
    from caisse_clients.application.lectures import LigneClient
    from caisse_clients.domain.echeancier import LigneEcheancier, TotauxEcheancier

_ETAT = "echeancier/colonnes"


class EcranEcheancier(Ecran):
    """The filter above is applied by its button (or F2); those of the headers at once; sorts are the database's."""

    nom: ClassVar[str] = "echeancier"
    titre: ClassVar[str] = decisions.TITRE
    sujets: ClassVar[frozenset[Sujet]] = frozenset({Sujet.PIECES, Sujet.REGLEMENTS, Sujet.CLIENTS})

    def __init__(self, contexte: ContexteEcran) -> None:
        super().__init__(contexte)
        self._ui = Ui_Echeancier()
        self._ui.setupUi(self)
        self.setObjectName(self.nom)
        self._filtre = Filtre()
        self._tri, self._decroissant = TriEcheancier.DATE_ECHEANCE, False
        self._jeton = 0
        self._modes: dict[str, str] = {}
        self._modele = ModelePagine(
            contexte.taches,
            decisions.colonnes(self._modes),
            lambda ligne: int(ligne.id),
            self,
            couleur_ligne=decisions.couleur,
        )
        self._grille = self._ui.echeancesTable
        self._grille.montrer_modele(self._modele)
        self._grille.dire_si_vide(decisions.LECTURE)
        self._grille.offrir(self, decisions.GESTES)
        self._grille.offrir_les_colonnes(decisions.FACULTATIVES)
        if (etat := contexte.preferences.etat(_ETAT)) is not None:
            self._grille.horizontalHeader().restoreState(etat)
        else:
            self._grille.sacrifier(*decisions.SACRIFIABLES)
        self._grille.montrer_tri(self._section(self._tri), Qt.SortOrder.AscendingOrder)
        self._poser_les_filtres()
        self._remplir_les_choix()
        self._brancher()
        self._lire()

    # --- What the window asks

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the actions of the due list."""
        return {
            "echeancier.appliquer": self._appliquer,
            "echeancier.reinitialiser": self._reinitialiser,
            "echeancier.modifier": self._modifier,
            "echeancier.rechercher": self._aller_au_filtre,
            "echeancier.regler": self._regler,
            "echeancier.relances": self._relancer,
            "echeancier.voir": self._voir,
            "echeancier.diviser": self._diviser,
            "echeancier.fiche": self._ouvrir_la_fiche,
            "echeancier.trier": self._grille.ouvrir_les_colonnes,
            "echeancier.imprimer": self._imprimer,
            "echeancier.exporter": lambda: exporter_grille(self.contexte, self._grille, self.titre, self),
            "echeancier.menu": self._grille.ouvrir_le_menu,
        }

    def empechement(self, identifiant: str) -> str:
        """Say what must be chosen first, or why the chosen one does not allow it."""
        return decisions.empechement(identifiant, self._ligne(), self._modele.rowCount())

    def montrer(self, **parametres: object) -> None:
        """Show those of ``client`` (a code), or with ``en_retard=True`` the late ones; be ready to filter."""
        code, en_retard = parametres.get("client"), parametres.get("en_retard")
        if isinstance(code, int) or en_retard is True:
            self._vider()
            self._verse.setCurrentIndex(
                self._verse.findData((FiltreVerse.EN_RETARD if en_retard else FiltreVerse.TOUS).value)
            )
            if isinstance(code, int):
                self._montrer_le_client(code)
            else:
                self._appliquer()
        self._ui.debutEdit.setFocus()

    def recharger(self, sujets: frozenset[Sujet]) -> None:
        """Read again what is shown; the échéance chosen stays chosen."""
        self._modele.actualiser()
        self._lire_les_totaux()

    def fermer(self) -> None:
        """Keep the widths and the order of the columns; read nothing any more."""
        self._grille.arreter()
        self.contexte.preferences.garder_etat(_ETAT, self._grille.horizontalHeader().saveState())

    # --- What the user does

    def _voir(self) -> None:
        """Open the pièce of the échéance (Entrée, double click)."""
        ligne = self._ligne()
        if ligne is None:
            self.contexte.dire(decisions.CHOISIR)
            return
        self.contexte.ouvrir("piece", piece=ligne.piece)

    def _modifier(self) -> None:
        if (ligne := self._ligne()) is not None:
            ouvrir_echeance(self.contexte, self, ligne.id, self._dire_le_fait)

    def _regler(self) -> None:
        if (ligne := self._ligne()) is not None:
            ouvrir_acompte(self.contexte, self, ligne.piece, lambda _rc, texte: self._dire_le_fait(texte))

    def _diviser(self) -> None:
        if (ligne := self._ligne()) is not None:
            ouvrir_division(self.contexte, self, ligne.cle, self._dire_le_fait)

    def _ouvrir_la_fiche(self) -> None:
        if (ligne := self._ligne()) is not None:
            self.contexte.ouvrir("fiche_client", client=ligne.client)

    def _relancer(self) -> None:
        """Go to the reminders: those of the client filtered, else of all."""
        parametres = {} if self._filtre.client is None else {"client": self._filtre.client}
        self.contexte.ouvrir("relances", **parametres)

    def _imprimer(self) -> None:
        """Show the paper of what is on screen, whatever is typed since and not applied."""
        criteres = self._filtre.criteres(self._tri, decroissant=self._decroissant)

        montrer_papier(
            self.contexte, self, self.titre, lambda services, suivi: decisions.composer(services, suivi, criteres)
        )

    def _dire_le_fait(self, texte: str) -> None:
        self._ui.messageBandeau.montrer(texte, Gravite.SUCCES)
        self.contexte.dire(texte)

    # --- Order

    def _trier(self, tri: str, decroissant: bool) -> None:
        self._tri, self._decroissant = TriEcheancier(tri), decroissant
        self._lire_les_lignes()

    def _section(self, tri: TriEcheancier) -> int:
        return next(rang for rang, colonne in enumerate(self._modele.colonnes) if colonne.tri == tri)

    # --- Filters

    def _poser_les_filtres(self) -> None:
        self._textes = {nom: QLineEdit() for nom in ("titre", "tiers", "note")}
        self._verse, self._mode, self._banque = QComboBox(), QComboBox(), QComboBox()
        for nom, champ in self._textes.items():
            champ.setObjectName(f"filtre{nom.capitalize()}Edit")
            champ.setPlaceholderText("contient…")
            champ.setMaxLength(80)
            champ.setClearButtonEnabled(True)
        for nom, combo in (("Verse", self._verse), ("Mode", self._mode), ("Banque", self._banque)):
            combo.setObjectName(f"filtre{nom}Combo")
        for verse in FiltreVerse:
            self._verse.addItem(verse.libelle, verse.value)
        self._grille.filtrer_par(
            {
                "Titre / document": self._textes["titre"],
                "Tiers": self._textes["tiers"],
                "Versé": self._verse,
                "Type": self._mode,
                "Banque": self._banque,
                "Note": self._textes["note"],
            },
            apres=self._ui.relancesButton,
        )

    def _remplir_les_choix(self) -> None:
        ui = self._ui
        ui.tiersCombo.definir_taches(self.contexte.taches)
        for champ in (ui.debutEdit, ui.finEdit):
            champ.definir_aujourdhui(lambda: aujourd_hui(self.contexte.horloge))
        for combo, tous in (
            (ui.typeCombo, "Tous"),
            (self._mode, "Tous"),
            (ui.banqueCombo, "Toutes"),
            (self._banque, "Toutes"),
        ):
            combo.addItem(tous, "")
        tache = self.contexte.taches.lire(lambda services, _suivi: decisions.lire_choix(services), self)
        tache.reussie.connect(self._recevoir_les_choix)
        tache.echouee.connect(self._dire_l_erreur)

    def _recevoir_les_choix(self, choix: decisions.Choix) -> None:
        for mode in choix.modes:
            self._modes[mode.code] = mode.libelle
            for combo in (self._ui.typeCombo, self._mode):
                combo.addItem(mode.libelle, mode.code)
        for banque in choix.banques:
            self._ui.banqueCombo.addItem(f"{banque.code} · {banque.libelle}", banque.code)
            self._banque.addItem(banque.code, banque.code)
        self._grille.viewport().update()  # rows read before the labels came

    def _brancher(self) -> None:
        ui = self._ui
        self._modele.charge.connect(self._compter)
        self._modele.dataChanged.connect(lambda *_: self.actionsChangees.emit())  # the row chosen has come
        self._modele.limite_atteinte.connect(self._dire_la_limite)
        self._modele.lecture_echouee.connect(self._dire_l_erreur)
        self._modele.tri_change.connect(self._trier)
        self._grille.cle_changee.connect(lambda _cle: self.actionsChangees.emit())
        self._grille.ouverte.connect(lambda _cle: self._voir())
        self._grille.frappe.connect(self._taper)
        self._grille.filtres_changes.connect(self._filtrer)
        ui.appliquerButton.clicked.connect(self._appliquer)
        ui.reinitialiserButton.clicked.connect(self._reinitialiser)
        ui.actualiserButton.clicked.connect(lambda: self.recharger(self.sujets))
        ui.relancesButton.clicked.connect(self._relancer)

    def _saisi(self) -> Filtre:
        """Return everything that is typed and chosen, applied or not."""
        ui = self._ui
        return Filtre(
            debut=ui.debutEdit.text(),
            fin=ui.finEdit.text(),
            client=ui.tiersCombo.client(),
            mode=str(ui.typeCombo.currentData() or ""),
            banque=str(ui.banqueCombo.currentData() or ""),
            titre=self._textes["titre"].text(),
            tiers=self._textes["tiers"].text(),
            note=self._textes["note"].text(),
            verse=FiltreVerse(self._verse.currentData()),
        )

    def _appliquer(self) -> None:
        """Show what the whole filter says (F2); a period that cannot be read is marked, the list stays."""
        ui, filtre = self._ui, self._saisi()
        erreur = decisions.faute(filtre)
        for nom, champ in (("debut", ui.debutEdit), ("fin", ui.finEdit)):
            marquer_erreur(champ, message_de(erreur) if erreur is not None and erreur.champ == nom else "")
        if erreur is not None:
            ui.messageBandeau.montrer(message_de(erreur))
            (ui.debutEdit if erreur.champ == "debut" else ui.finEdit).setFocus()
            return
        if not ui.tiersCombo.verifier():
            ui.tiersCombo.setFocus()
            return
        ui.messageBandeau.effacer()
        self._filtre = filtre
        self._accorder_les_entetes()
        self._lire()

    def _filtrer(self) -> None:
        """Take the headers at once; what is typed above and not applied yet waits for its button."""
        saisi = self._saisi()
        mode, banque = str(self._mode.currentData() or ""), str(self._banque.currentData() or "")
        if mode != self._filtre.mode:
            self._ui.typeCombo.setCurrentIndex(self._ui.typeCombo.findData(mode))
        if banque != self._filtre.banque:
            self._ui.banqueCombo.setCurrentIndex(self._ui.banqueCombo.findData(banque))
        filtre = replace(
            self._filtre,
            mode=mode,
            banque=banque,
            titre=saisi.titre,
            tiers=saisi.tiers,
            note=saisi.note,
            verse=saisi.verse,
        )
        if filtre != self._filtre:
            self._filtre = filtre
            self._lire()

    def _accorder_les_entetes(self) -> None:
        """The type and the bank stand above and in the headers: both show what is in force."""
        self._mode.setCurrentIndex(self._mode.findData(self._filtre.mode))
        self._banque.setCurrentIndex(self._banque.findData(self._filtre.banque))

    def _vider(self) -> None:
        ui = self._ui
        ui.messageBandeau.effacer()
        ui.tiersCombo.set_client(None)
        for champ in (ui.debutEdit, ui.finEdit, *self._textes.values()):
            champ.clear()
            marquer_erreur(champ, "")
        for combo in (ui.typeCombo, ui.banqueCombo, self._verse, self._mode, self._banque):
            combo.setCurrentIndex(0)
        self._grille.arreter()

    def _reinitialiser(self) -> None:
        """Empty every filter, those of the headers too, and show everything (F4)."""
        self._vider()
        self._appliquer()
        self._ui.debutEdit.setFocus()

    def _montrer_le_client(self, code: int) -> None:
        def recevoir(client: LigneClient) -> None:
            self._ui.tiersCombo.set_client(client)
            self._appliquer()

        tache = self.contexte.taches.lire(lambda services, _suivi: lire_client(services, code), self)
        tache.reussie.connect(recevoir)
        tache.echouee.connect(self._dire_l_erreur)

    def _aller_au_filtre(self) -> None:
        self._textes["tiers"].setFocus()
        self._textes["tiers"].selectAll()

    def _taper(self, lettres: str) -> None:
        self._textes["tiers"].setFocus()
        self._textes["tiers"].setText(lettres)

    # --- What is shown

    def _lire(self) -> None:
        self._lire_les_lignes()
        self._lire_les_totaux()

    def _lire_les_lignes(self) -> None:
        criteres = self._filtre.criteres(self._tri, decroissant=self._decroissant)
        self._modele.montrer(decisions.lecture_echeancier(criteres))

    def _ligne(self) -> LigneEcheancier | None:
        ligne: LigneEcheancier | None = self._grille.ligne_courante()
        return ligne

    def _compter(self, nombre: int) -> None:
        self._grille.dire_si_vide(decisions.texte_vide(self._filtre))
        self._ui.nombreLabel.setText(decisions.nombre_en_mots(nombre))
        self.actionsChangees.emit()

    def _lire_les_totaux(self) -> None:
        """Sum the whole filter, beside the reading of its rows; an answer to an older question is thrown away."""
        self._jeton += 1
        jeton, criteres = self._jeton, self._filtre.criteres()
        tache = self.contexte.taches.lire(lambda services, _suivi: decisions.lire_totaux(services, criteres), self)
        tache.reussie.connect(lambda totaux: self._montrer_les_totaux(jeton, totaux))
        tache.echouee.connect(self._dire_l_erreur)

    def _montrer_les_totaux(self, jeton: int, totaux: TotauxEcheancier) -> None:
        if jeton == self._jeton:
            ui = self._ui
            for label, texte in zip(
                (ui.aEncaisserLabel, ui.verseLabel, ui.soldeNetLabel), decisions.pied(totaux), strict=True
            ):
                label.setText(texte)

    def _dire_l_erreur(self, erreur: Exception) -> None:
        self._ui.messageBandeau.montrer(message_de(erreur))

    def _dire_la_limite(self, limite: int) -> None:
        texte = f"Plus de {ecrire_code(limite)} échéances : seules les premières sont montrées. Précisez les filtres."
        self._ui.messageBandeau.montrer(texte, Gravite.ALERTE)
