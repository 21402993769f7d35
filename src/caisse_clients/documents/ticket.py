"""The receipt on an 80 mm roll: as high as what it says, for the printer of the till."""

from __future__ import annotations

from dataclasses import dataclass

from caisse_clients.documents.donnees_recu import DonneesRecu, Sens, siret_dit, titre_du_compte
from caisse_clients.documents.feuillet import BLANC, MM, NOIR, Aligne, Couleur, Feuillet, Taille
from caisse_clients.documents.nombre_en_lettres import montant_en_lettres
from caisse_clients.documents.polices import couper
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant

LARGEUR = 80 * MM

_MARGE = 4 * MM
_PLACE = LARGEUR - 2 * _MARGE
_INTERLIGNE = 1.28


@dataclass(frozen=True, slots=True)
class _Ligne:
    """One line of the roll; ``droite`` stands at the other edge, ``bandeau`` writes white on black."""

    texte: str = ""
    droite: str = ""
    corps: float = 8.5
    gras: bool = False
    centre: bool = False
    bandeau: bool = False
    filet: bool = False
    avant: float = 0.0

    @property
    def hauteur(self) -> float:
        """Height in points, space before included."""
        return self.avant + (2 * MM if self.filet else self.corps * _INTERLIGNE + (2 * MM if self.bandeau else 0))


def rendre_ticket(donnees: DonneesRecu) -> bytes:
    """Return the receipt as a PDF of one page, 80 mm wide; the same bytes for the same values."""
    lignes = [*_tete(donnees), *_corps(donnees), *_pied(donnees)]
    taille = Taille(LARGEUR, sum(ligne.hauteur for ligne in lignes) + 2 * _MARGE)
    titre, sujet = f"Reçu {donnees.poste}-{donnees.operation}", f"{titre_du_compte(donnees)}, {donnees.client_nom}"
    feuillet = Feuillet(taille, titre=titre, auteur=donnees.emetteur.raison_sociale, sujet=sujet)
    y = _MARGE
    for ligne in lignes:
        _tracer(feuillet, ligne, y)
        y += ligne.hauteur
    return feuillet.octets()


def _tracer(feuillet: Feuillet, ligne: _Ligne, y: float) -> None:
    bas, droite = y + ligne.hauteur, LARGEUR - _MARGE
    if ligne.filet:
        feuillet.trait(_MARGE, bas - MM, droite, bas - MM, couleur=NOIR, epais=0.5)
        return
    couleur: Couleur = NOIR
    base = bas - ligne.corps * (_INTERLIGNE - 1) - (MM if ligne.bandeau else 0)
    if ligne.bandeau:
        feuillet.boite(_MARGE, y + ligne.avant, _PLACE, ligne.hauteur - ligne.avant, fond=NOIR)
        couleur = BLANC
    aligne, x = (Aligne.CENTRE, LARGEUR / 2) if ligne.centre or ligne.bandeau else (Aligne.GAUCHE, _MARGE)
    feuillet.texte(x, base, ligne.texte, corps=ligne.corps, gras=ligne.gras, couleur=couleur, aligne=aligne)
    feuillet.texte(droite, base, ligne.droite, corps=ligne.corps, gras=ligne.gras, aligne=Aligne.DROITE)


def _tete(d: DonneesRecu) -> list[_Ligne]:
    lignes = []
    if d.sans_valeur:
        lignes.append(_Ligne(f"{d.sans_valeur} — SANS VALEUR", corps=9, gras=True, bandeau=True))
    lignes += _coupees(d.emetteur.raison_sociale, corps=11, gras=True, centre=True, avant=1.5 * MM)
    for texte in (d.emetteur.station, *d.emetteur.adresse[:5], siret_dit(d.emetteur.siret)):
        lignes += _coupees(texte, corps=7.5, centre=True)
    lignes.append(_Ligne("REÇU", corps=14, gras=True, centre=True, avant=2 * MM))
    if d.tirage > 1:
        lignes.append(_Ligne(f"DUPLICATA n° {d.tirage - 1}", corps=10, gras=True, bandeau=True))
    lignes.append(_Ligne(f"n° {d.poste}-{d.operation}", f"du {ecrire_date(d.date)}", avant=MM))
    return [*lignes, _Ligne(filet=True)]


def _corps(d: DonneesRecu) -> list[_Ligne]:
    lignes = [_Ligne("Client", f"n° {ecrire_code(d.client)}", corps=7.5)]
    lignes += _coupees(d.client_nom, corps=9.5, gras=True)
    for texte in d.client_adresse:
        lignes += _coupees(texte)
    lignes += [
        _Ligne(filet=True),
        _Ligne(titre_du_compte(d), gras=True),
        _Ligne("Entrée" if d.sens is Sens.ENTREE else "Sortie", f"{ecrire_montant(d.montant)} €", corps=14, gras=True),
        *_coupees(montant_en_lettres(d.montant).capitalize(), corps=8, avant=0.5 * MM),
        _Ligne(filet=True),
    ]
    annule = "" if d.annule is None else f"l'écriture n° {ecrire_code(d.annule)}"
    for libelle, valeur in (
        ("Motif", d.motif),
        ("Organisme", d.organisme),
        ("Bénéficiaire", d.beneficiaire),
        ("Annule", annule),
        ("Commentaire", d.commentaire),
    ):
        if valeur:
            lignes += _coupees(f"{libelle} : {valeur}")
    lignes.append(_Ligne("Solde du compte après l'opération", corps=7.5, avant=1.5 * MM))
    lignes += _coupees(f"{ecrire_montant(d.solde)} € {d.solde_dit}", corps=10, gras=True)
    return [*lignes, _Ligne(filet=True)]


def _pied(d: DonneesRecu) -> list[_Ligne]:
    instant = f"{ecrire_date(d.enregistre_le)} à {d.enregistre_le:%H:%M}"
    return [
        *_coupees(d.mention, corps=7),
        _Ligne("Signature du client", corps=7.5, avant=2 * MM),
        _Ligne(filet=True, avant=14 * MM),
        *_coupees(f"Enregistré le {instant} par {d.operateur} au poste {d.poste}", corps=6.8),
        *_coupees(f"Opération n° {d.operation} · empreinte {d.empreinte[:16].upper()}", corps=6.8),
    ]


def _coupees(
    texte: str, *, corps: float = 8.5, gras: bool = False, centre: bool = False, avant: float = 0.0
) -> list[_Ligne]:
    """A roll has no width but all the height it wants: nothing is elided."""
    if not texte.strip():
        return []
    lignes = couper(texte, _PLACE, corps, gras=gras)
    return [
        _Ligne(ligne, corps=corps, gras=gras, centre=centre, avant=avant if rang == 0 else 0.0)
        for rang, ligne in enumerate(lignes)
    ]
