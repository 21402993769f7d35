"""What follows the lines of a pièce: VAT by rate, totals, acomptes taken off, échéances, signature, legal mentions."""

from __future__ import annotations

from collections.abc import Sequence

from caisse_clients.documents.blocs import Bloc, ColonneBloc, espace, hauteur, paragraphe, tableau, titre, tracer_blocs
from caisse_clients.documents.donnees_piece import AcompteImprime, DonneesPiece, totaux_par_taux
from caisse_clients.documents.feuillet import ACCENT, BLANC, GRIS, MM, NOIR, Aligne, Feuillet
from caisse_clients.documents.polices import couper
from caisse_clients.domain.pieces import TypePiece
from caisse_clients.kernel.formats import ecrire_date, ecrire_montant, ecrire_pourcent

_D = Aligne.DROITE
_LARGE_TOTAUX = 78 * MM
_LARGE_TAXES = 92 * MM
_ECHEANCES_A_COTE = 6
_RANGEE = 5.4 * MM
_NET = 10.5 * MM

_NETS = {
    TypePiece.COMMANDE: "Reste à payer",
    TypePiece.FACTURE: "Net à payer",
    TypePiece.FACTURE_ACOMPTE: "Acompte TTC",
    TypePiece.AVOIR: "Net en votre faveur",
    TypePiece.AVOIR_ACOMPTE: "Acompte annulé",
    TypePiece.TICKET: "Reste à payer",
}


class SuitePiece:
    """The blocks under the lines, between ``gauche`` and ``droite``."""

    def __init__(self, feuillet: Feuillet, donnees: DonneesPiece, gauche: float, droite: float) -> None:
        self._f, self._d, self._gauche, self._droite = feuillet, donnees, gauche, droite

    def blocs(self) -> list[Bloc]:
        """Return what flows under the lines, in order."""
        if not self._d.chiffree:
            return [
                *self._commentaire(),
                *self._signature("Marchandises reçues en bon état, le", "Signature du client"),
            ]
        suite = [espace(4 * MM, lie=True), self._totaux(), *self._acomptes(), *self._paiements()]
        if len(self._d.echeances) > _ECHEANCES_A_COTE:
            suite += [espace(4 * MM, lie=True), titre(self._f, self._gauche, "Échéances"), *self._echeances(120 * MM)]
        suite += self._commentaire()
        if self._d.type is TypePiece.COMMANDE and not self._d.annulee:
            suite += self._signature("Bon pour accord, le", "Signature du client")
        return suite

    def mentions(self) -> list[Bloc]:
        """Return what the law wants said, for the bottom of the last page."""
        large = self._droite - self._gauche
        return [
            bloc
            for texte in self._d.mentions
            if texte
            for bloc in (*paragraphe(self._f, self._gauche, large, texte), espace(0.8 * MM))
        ]

    def _totaux(self) -> Bloc:
        """VAT by rate and échéances on the left, totals on the right, as high as the higher."""
        taxes, rangees, sous_net = self._taxes(), self._rangees(), self._sous_le_net()
        haut_totaux = len(rangees) * _RANGEE + 1.5 * MM + _NET + hauteur(sous_net)

        def tracer(y: float) -> None:
            tracer_blocs(y, taxes)
            self._tracer_totaux(y, rangees)
            tracer_blocs(y + haut_totaux - hauteur(sous_net), sous_net)

        return Bloc(max(hauteur(taxes), haut_totaux), tracer)

    def _tracer_totaux(self, y: float, rangees: Sequence[tuple[str, str, bool]]) -> None:
        gauche = self._droite - _LARGE_TOTAUX
        for libelle, montant, gras in rangees:
            base = y + 3.7 * MM
            self._f.texte(gauche + 3 * MM, base, libelle, corps=9, gras=gras, couleur=NOIR if gras else GRIS)
            self._f.texte(self._droite - 3 * MM, base, montant, corps=9, gras=gras, aligne=_D)
            y += _RANGEE
            self._f.trait(gauche, y, self._droite, y, epais=0.4)
        y += 1.5 * MM
        self._f.boite(gauche, y, _LARGE_TOTAUX, _NET, fond=ACCENT)
        base = y + _NET / 2 + 1.7 * MM
        self._f.texte(gauche + 3 * MM, base - 0.2 * MM, self._net_dit(), corps=10, gras=True, couleur=BLANC)
        net = self._d.monnaie.dire(self._d.net)
        self._f.texte(self._droite - 3 * MM, base, net, corps=13.5, gras=True, couleur=BLANC, aligne=_D)

    def _net_dit(self) -> str:
        if self._d.net == self._d.ttc and self._d.type in (TypePiece.COMMANDE, TypePiece.TICKET):
            return "Total TTC"
        if self._d.type is TypePiece.AVOIR and self._d.verse:
            return "Reste en votre faveur" if self._d.net else "Reste à employer"
        return _NETS[self._d.type]

    def _rangees(self) -> list[tuple[str, str, bool]]:
        """Totals above the net: (label, amount, bold)."""
        ecrire, par_taux = self._d.monnaie.ecrire, self._d.par_taux
        rangees = [
            ("Total HT", ecrire(sum(t.ht for t in par_taux)), False),
            ("Total TVA", ecrire(sum(t.tva for t in par_taux)), False),
            ("Total TTC", ecrire(self._d.ttc), True),
        ]
        if self._d.deja_facture:
            rangees.append(("Déjà facturé", ecrire(-self._d.deja_facture), False))
        acomptes = sum(a.ttc for a in self._d.acomptes)
        if acomptes:
            rangees.append(
                ("Acomptes déduits" if len(self._d.acomptes) > 1 else "Acompte déduit", ecrire(-acomptes), False)
            )
        if paye := self._d.verse - acomptes:
            rangees.append((self._paiements_dits(), ecrire(-paye), False))
        return rangees

    def _sous_le_net(self) -> list[Bloc]:
        """The euros of a pièce in foreign currency; VAT is always due in euros (CGI 289)."""
        valeur = self._d.contre_valeur
        if valeur is None:
            return []
        texte = (
            f"Contre-valeur en euros (1 EUR = {valeur.cours} {self._d.monnaie.code}) : "
            f"HT {ecrire_montant(valeur.ht)} €, TVA {ecrire_montant(valeur.tva)} €, TTC {ecrire_montant(valeur.ttc)} €."
        )
        gauche = self._droite - _LARGE_TOTAUX
        return [espace(1.5 * MM), *paragraphe(self._f, gauche + 2 * MM, _LARGE_TOTAUX - 2 * MM, texte, corps=7.6)]

    def _taxes(self) -> list[Bloc]:
        colonnes = [
            ColonneBloc("Taux de TVA", _LARGE_TAXES - 75 * MM),
            ColonneBloc("Base HT", 25 * MM, _D),
            ColonneBloc("TVA", 25 * MM, _D),
            ColonneBloc("TTC", 25 * MM, _D),
        ]
        ecrire = self._d.monnaie.ecrire
        lignes = [[_pourcent(t.taux), ecrire(t.ht), ecrire(t.tva), ecrire(t.ttc)] for t in self._d.par_taux]
        blocs = tableau(self._f, self._gauche, colonnes, lignes)
        conditions = self._conditions()
        if conditions or 0 < len(self._d.echeances) <= _ECHEANCES_A_COTE:
            blocs += [espace(3 * MM), titre(self._f, self._gauche, "Règlement"), *conditions, espace(0.8 * MM)]
        if 1 < len(self._d.echeances) <= _ECHEANCES_A_COTE:
            blocs += self._echeances(_LARGE_TAXES)
        return blocs

    def _conditions(self) -> list[Bloc]:
        phrases = []
        if self._d.conditions:
            phrases.append(f"Conditions : {self._d.conditions}.")
        if len(self._d.echeances) == 1 and self._d.echeances[0].reste:
            [unique] = self._d.echeances
            par = f", par {_minuscule(unique.mode)}" if unique.mode else ""
            phrases.append(f"À régler au plus tard le {ecrire_date(unique.date)}{par}.")
        interligne = 4.2 * MM

        def ligne(texte: str) -> Bloc:
            return Bloc(interligne, lambda y: self._f.texte(self._gauche, y + 3.2 * MM, texte, corps=8.6))

        return [ligne(coupe) for phrase in phrases for coupe in couper(phrase, _LARGE_TAXES, 8.6)]

    def _echeances(self, large: float) -> list[Bloc]:
        """The date of an invoice is strict, so is what is still due at it."""
        entamees = any(e.reste != e.montant for e in self._d.echeances)
        modes = any(e.mode for e in self._d.echeances)
        colonnes = [ColonneBloc("Échéance", 24 * MM)]
        if modes:
            colonnes.append(ColonneBloc("Mode", large - (24 + 24 * (2 if entamees else 1)) * MM))
        colonnes.append(ColonneBloc("Montant", 24 * MM, _D))
        if entamees:
            colonnes.append(ColonneBloc("Reste à payer", 24 * MM, _D))
        ecrire = self._d.monnaie.ecrire
        lignes = [
            [
                ecrire_date(e.date),
                *([e.mode or "—"] if modes else []),
                ecrire(e.montant),
                *([ecrire(e.reste)] if entamees else []),
            ]
            for e in self._d.echeances
        ]
        return tableau(self._f, self._gauche, colonnes, lignes)

    def _acomptes(self) -> list[Bloc]:
        """Each deposit taken off, rate by rate, and what this invoice bills on top (CGI 289, LEGAL §5)."""
        acomptes = self._d.acomptes
        if not acomptes:
            return []
        place = self._droite - self._gauche
        colonnes = [
            ColonneBloc("Acompte", place - 130 * MM),
            ColonneBloc("Date", 22 * MM),
            ColonneBloc("Taux de TVA", 24 * MM),
            ColonneBloc("HT", 28 * MM, _D),
            ColonneBloc("TVA", 28 * MM, _D),
            ColonneBloc("TTC", 28 * MM, _D),
        ]
        ecrire = self._d.monnaie.ecrire
        lignes = [ligne for acompte in acomptes for ligne in self._lignes_d_acompte(acompte)]
        rendus = totaux_par_taux((t.taux, -t.ht, -t.tva) for a in acomptes for t in a.par_taux)
        soldes = totaux_par_taux((t.taux, t.ht, t.tva) for t in (*self._d.par_taux, *rendus))
        forts = frozenset(range(len(lignes), len(lignes) + len(soldes)))
        lignes += [
            [
                "Solde de cette facture" if rang == 0 else "",
                "",
                _pourcent(t.taux),
                ecrire(t.ht),
                ecrire(t.tva),
                ecrire(t.ttc),
            ]
            for rang, t in enumerate(soldes)
        ]
        debut = [espace(4 * MM, lie=True), titre(self._f, self._gauche, "Acomptes déduits")]
        return debut + tableau(self._f, self._gauche, colonnes, lignes, gras=forts)

    def _lignes_d_acompte(self, acompte: AcompteImprime) -> list[list[str]]:
        ecrire = self._d.monnaie.ecrire
        return [
            [
                acompte.numero if rang == 0 else "",
                ecrire_date(acompte.date) if rang == 0 else "",
                _pourcent(t.taux),
                ecrire(t.ht),
                ecrire(t.tva),
                ecrire(t.ttc),
            ]
            for rang, t in enumerate(acompte.par_taux)
        ]

    def _paiements(self) -> list[Bloc]:
        if not self._d.paiements:
            return []
        quoi, mode = ("Emploi", "") if self._d.avoir else ("Règlement", "Mode")
        colonnes = [
            ColonneBloc(quoi, 58 * MM),
            ColonneBloc("Date", 22 * MM),
            ColonneBloc(mode, 44 * MM),
            ColonneBloc("Montant", 28 * MM, _D),
        ]
        lignes = [
            [p.numero, ecrire_date(p.date), p.libelle, self._d.monnaie.ecrire(p.montant)] for p in self._d.paiements
        ]
        debut = [espace(4 * MM, lie=True), titre(self._f, self._gauche, self._paiements_dits())]
        return debut + tableau(self._f, self._gauche, colonnes, lignes)

    def _paiements_dits(self) -> str:
        if self._d.avoir:
            return "Déjà employé"
        if self._d.type is not TypePiece.COMMANDE:
            return "Déjà réglé"
        return "Acomptes versés" if len(self._d.paiements) > 1 else "Acompte versé"

    def _commentaire(self) -> list[Bloc]:
        if not self._d.commentaire:
            return []
        large = self._droite - self._gauche
        return [espace(4 * MM, lie=True), *paragraphe(self._f, self._gauche, large, self._d.commentaire, corps=8.4)]

    def _signature(self, gauche: str, droite: str) -> list[Bloc]:
        large, haut = 78 * MM, 28 * MM

        def tracer(y: float) -> None:
            for x, libelle in ((self._gauche, gauche), (self._droite - large, droite)):
                self._f.texte(x, y + 12 * MM, libelle, corps=8, couleur=GRIS)
                self._f.pointille(x, y + haut, x + large, y + haut)

        return [Bloc(haut + 2 * MM, tracer)]


def _pourcent(centiemes: int) -> str:
    return f"{ecrire_pourcent(centiemes)}\u00a0%"


def _minuscule(mode: str) -> str:
    """A label inside a sentence: ``Chèque`` → ``chèque``, ``LCR`` stays."""
    return mode if mode[:2].isupper() else mode[:1].lower() + mode[1:]
