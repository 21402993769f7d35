"""What the receipt of a règlement says, gathered from the base, or from a règlement that is only typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from caisse_clients.application import lectures, lectures_ventes
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.application.impressions_pieces import emetteur_de, mention_acompte, monnaie_de
from caisse_clients.application.lectures import FicheClient, Lecteur
from caisse_clients.documents.donnees_recu import Sens
from caisse_clients.documents.donnees_reglement import DonneesReglement, LigneReglee
from caisse_clients.domain.devises import en_euros, en_unites, verifier_devise
from caisse_clients.domain.pieces import EtatPiece, TypePiece
from caisse_clients.domain.reglements import Disponible, Du, EtatReglement, proposer
from caisse_clients.domain.vues_ventes import VueImputation, VuePiece, VueReglement
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_cours, ecrire_date
from caisse_clients.kernel.horloge import PARIS


def donnees_reglement(
    lecteur: Lecteur, vue: VueReglement, *, tirage: int = 1, sans_valeur: str = ""
) -> DonneesReglement:
    """Return what the receipt of a recorded règlement says."""
    emetteur, mentions = emetteur_de(lecteur, vue.station)
    client = lectures.fiche_client(lecteur, vue.client)
    liste = _Liste(lecteur, client)
    for imputation in vue.imputations:
        liste.ajouter_imputation(vue, imputation)
    return DonneesReglement(
        emetteur=emetteur,
        numero=vue.numero,
        sens=Sens.ENTREE if vue.sens > 0 else Sens.SORTIE,
        date=vue.date,
        montant=vue.montant_devise,
        client=client.code,
        client_nom=f"{client.nom} {client.prenom}".strip(),
        client_adresse=_adresse(client),
        mode=vue.mode_libelle,
        reference=vue.reference,
        banque=vue.banque,
        monnaie=monnaie_de(vue.devise),
        contre_valeur=None if vue.cours is None else (vue.montant, ecrire_cours(vue.cours)),
        lignes=tuple(liste.lignes),
        disponible=vue.disponible_devise,
        mentions=(*_versions(vue), *liste.mentions(vue.devise), mentions),
        annule="ANNULÉ" if vue.etat is EtatReglement.ANNULE else "",
        edition=_edition(vue),
        tirage=tirage,
        sans_valeur=sans_valeur,
    )


def donnees_saisies(
    lecteur: Lecteur, saisie: EnregistrerReglement, *, station: str, aujourd_hui: dt.date, sans_valeur: str = ""
) -> DonneesReglement:
    """Return what the receipt of a règlement would say if it were recorded now; it has no number.

    Raises what recording it would for an unknown client, mode, currency or pièce.
    """
    devise, cours = verifier_devise(saisie.devise, saisie.cours)
    client = lectures.fiche_client(lecteur, saisie.client)
    mode = next((m for m in lectures_ventes.modes(lecteur) if m.code == saisie.mode), None)
    if mode is None:
        raise ErreurMetier("mode_inconnu", champ="mode", mode=saisie.mode[:40])
    emetteur, mentions = emetteur_de(lecteur, saisie.station or station)
    liste = _Liste(lecteur, client)
    montant = en_unites(saisie.montant, devise)
    reste = liste.affecter(saisie, montant, aujourd_hui)
    return DonneesReglement(
        emetteur=emetteur,
        numero="",
        sens=Sens.ENTREE,
        date=saisie.date or aujourd_hui,
        montant=montant,
        client=client.code,
        client_nom=f"{client.nom} {client.prenom}".strip(),
        client_adresse=_adresse(client),
        mode=mode.libelle,
        reference=saisie.reference,
        banque=saisie.banque,
        monnaie=monnaie_de(devise),
        contre_valeur=None if cours is None else (en_euros(montant, devise, cours), ecrire_cours(cours)),
        lignes=tuple(liste.lignes),
        disponible=reste,
        mentions=(*liste.mentions(devise), mentions),
        sans_valeur=sans_valeur,
    )


@dataclass(slots=True)
class _Liste:
    """The lines of a receipt in the making, and how much of them is paid beforehand."""

    lecteur: Lecteur
    client: FicheClient
    lignes: list[LigneReglee] = field(default_factory=list)
    avance: int = 0
    _pieces: dict[str, VuePiece] = field(default_factory=dict)
    _valeurs: dict[str, str] = field(default_factory=dict)

    def ajouter_imputation(self, reglement: VueReglement, imputation: VueImputation) -> None:
        """Add one imputation: what the règlement pays, or what the money given back was taken from."""
        montant = imputation.montant_devise
        if reglement.sens < 0:
            self.lignes.append(LigneReglee(self._source(imputation), "", montant))
        elif "/" in imputation.cible:
            self.ajouter(imputation.cible, montant)
        else:  # a compte, a remboursement, an écart: named as they are
            self.lignes.append(LigneReglee(imputation.cible, "", montant))

    def ajouter(self, cle: str, montant: int) -> None:
        """Add a pièce or one of its échéances (``"FA-…/1"``), or a compte by its number."""
        if cle.isdecimal():
            self.lignes.append(LigneReglee(f"Compte {cle}", "", montant))
            return
        numero, _, rang = cle.partition("/")
        piece = self._piece(numero)
        detail = ""
        if piece.type is TypePiece.COMMANDE or piece.etat is EtatPiece.BROUILLON:
            detail = "acompte" if self.client.professionnel else self._reglages()["mot_acompte"]
            self.avance += montant
        elif rang and len(piece.echeances) > 1:
            detail = next((f"échéance du {ecrire_date(e.date)}" for e in piece.echeances if e.cle == cle), "")
        self.lignes.append(LigneReglee(f"{piece.type.libelle} {piece.numero}", detail, montant))

    def affecter(self, saisie: EnregistrerReglement, libre: int, aujourd_hui: dt.date) -> int:
        """Share ``libre`` (minor units) as recording the règlement would; return what stays disponible."""
        dus = {du.cle: du for du in lectures_ventes.dus(self.lecteur, self.client.code) if du.devise == saisie.devise}
        restes = {cle: du.reste_devise for cle, du in dus.items()}
        for affectee in saisie.imputations:
            voulu = None if affectee.montant is None else en_unites(affectee.montant, saisie.devise)
            for cle in self._cles(affectee, restes):
                montant = min(libre, restes[cle], restes[cle] if voulu is None else voulu)
                if montant > 0:
                    self.ajouter(cle, montant)
                    restes[cle] -= montant
                    libre -= montant
                    voulu = None if voulu is None else voulu - montant
        if saisie.auto and libre:
            ouverts = [Du(cle, restes[cle], du.date_echeance.isoformat(), du.devise) for cle, du in dus.items()]
            source = Disponible("", libre, (saisie.date or aujourd_hui).isoformat(), saisie.devise)
            for proposition in proposer(ouverts, [source]):
                self.ajouter(proposition.cible, proposition.montant)
                libre -= proposition.montant
        return libre

    def mentions(self, devise: str) -> Iterable[str]:
        """Say acompte or arrhes to a consumer who pays beforehand."""
        if self.avance and not self.client.professionnel:
            yield mention_acompte(self._reglages(), monnaie_de(devise).dire(self.avance))

    def _cles(self, affectee: Affectee, restes: dict[str, int]) -> Sequence[str]:
        """Return the open dues an imputation aims at, oldest first; raises ``piece_inconnue``."""
        if affectee.compte is not None:
            return [cle for cle in (str(affectee.compte),) if cle in restes]
        voulue = (affectee.echeance or affectee.piece).strip().upper()
        numero, _, rang = voulue.partition("/")
        actuel = self._piece(numero).numero
        if rang:
            return [cle for cle in (f"{actuel}/{rang}",) if cle in restes]
        return [cle for cle in restes if cle.startswith(f"{actuel}/")]

    def _source(self, imputation: VueImputation) -> str:
        sorte = imputation.sorte_source
        return (
            imputation.source if sorte is None or " " in imputation.source else f"{sorte.libelle} {imputation.source}"
        )

    def _piece(self, numero: str) -> VuePiece:
        if numero not in self._pieces:
            self._pieces[numero] = lectures_ventes.piece(self.lecteur, numero)
        return self._pieces[numero]

    def _reglages(self) -> dict[str, str]:
        self._valeurs = self._valeurs or lectures.valeurs_parametres(self.lecteur)
        return self._valeurs


def _adresse(client: FicheClient) -> tuple[str, ...]:
    return (*client.adresse.splitlines(), f"{client.code_postal} {client.ville}".strip())


def _versions(vue: VueReglement) -> Iterable[str]:
    """A receipt of a règlement changed since says that it replaces the one before."""
    if vue.etat is EtatReglement.ANNULE:
        raison = f" : {vue.versions[-1].raison}" if vue.versions and vue.versions[-1].raison else ""
        yield f"Règlement annulé{raison}."
    elif vue.version > 1 and vue.versions:
        yield f"Reçu modifié le {ecrire_date(vue.versions[-1].instant.astimezone(PARIS))} : il remplace le précédent."


def _edition(vue: VueReglement) -> str:
    if not vue.versions:
        return ""
    instant = vue.versions[0].instant.astimezone(PARIS)
    return f"Enregistré le {ecrire_date(instant)} à {instant:%H:%M} par {vue.versions[0].utilisateur}"
