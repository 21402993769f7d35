"""The paper of a stopped accès, for the client: what was used, what is given back, his cheques; one A4 page.

Only many cheques take it over a second page; the table then says its headings again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caisse_clients.documents.blocs import Bloc, espace, titre
from caisse_clients.documents.donnees_arret import ChequeImprime, DonneesArret, SortCheque
from caisse_clients.documents.feuillet import A4, ACCENT, BLANC, GRIS, MM, NOIR, Aligne, Feuillet
from caisse_clients.documents.papier_a_lettre import DROITE, GAUCHE, EnTete, PapierALettre
from caisse_clients.documents.polices import couper
from caisse_clients.documents.tableau_long import ColonneLongue, Rangee, TableauLong
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant

_RANGEE = 5.6 * MM
_NET = 10.5 * MM
_D = Aligne.DROITE
_COLONNES = (
    ColonneLongue("Date"),
    ColonneLongue("Chèque n°"),
    ColonneLongue("Banque, tireur s'il n'est pas le client", souple=True),
    ColonneLongue("Situation"),
    ColonneLongue("Montant", _D),
)


def rendre_arret(donnees: DonneesArret) -> bytes:
    """Return the paper as PDF, the same bytes for the same values."""
    feuillet = Feuillet(
        A4,
        titre=f"Arrêt d'accès {donnees.acces}",
        auteur=donnees.emetteur.raison_sociale,
        sujet=" ".join(donnees.destinataire[:1]),
    )
    papier = PapierALettre(feuillet, _en_tete(donnees))
    avant = list(_avant(feuillet, donnees))
    tableau = TableauLong(feuillet, papier, _COLONNES, list(_rangees(donnees)), avant=avant, vide=_sans_cheque(donnees))
    tableau.tracer([espace(3 * MM, lie=True), _signatures(feuillet, donnees)])
    return feuillet.octets()


def _en_tete(d: DonneesArret) -> EnTete:
    numero = f"Accès n° {ecrire_code(d.acces)}"
    return EnTete(
        emetteur=d.emetteur,
        titre="Arrêt d'accès",
        reference=numero,
        dates=f"du {ecrire_date(d.fait_le)}",
        suite=f"Arrêt d'accès, {numero.lower()}",
        destinataire=d.destinataire,
        precisions=tuple(_precisions(d)),
        legal=d.legal,
        edition=d.edition,
        duplicata=f"DUPLICATA n° {d.tirage - 1}" if d.tirage > 1 else "",
        sans_valeur=d.sans_valeur,
    )


def _precisions(d: DonneesArret) -> Iterator[tuple[str, str]]:
    yield "N° client", ecrire_code(d.client)
    yield "Accès", d.libelle
    yield "Période vendue", f"du {ecrire_date(d.duree.debut)} au {ecrire_date(d.duree.fin)}"
    yield "Facture", f"{d.piece} du {ecrire_date(d.date_piece)}"
    yield "Arrêt", f"au {ecrire_date(d.date)}, premier jour sans accès"
    yield "Part consommée", d.consommation.phrase if d.avoir else d.consommation.phrase.partition(",")[0]


# what is given back -------------------------------------------------------------------------------------------


def _avant(f: Feuillet, d: DonneesArret) -> Iterator[Bloc]:
    if d.avoir:
        yield titre(f, GAUCHE, "Ce qui est rendu sur le prix")
        yield from _lignes(f, _lignes_du_prix(d))
        yield espace(3 * MM)
        yield titre(f, GAUCHE, "Ce que l'avoir devient")
        yield from _lignes(f, _lignes_de_l_avoir(d))
    else:
        yield titre(f, GAUCHE, "Accès archivé sans avoir")
        yield from _lignes(f, _lignes_sans_avoir(d))
    yield espace(1.5 * MM)
    yield _net(f, *_resultat(d))
    for phrase in _phrases(d):
        yield from _phrase(f, phrase)
    yield espace(5 * MM)
    yield titre(f, GAUCHE, "Chèques de cet accès")


def _lignes_du_prix(d: DonneesArret) -> Iterator[tuple[str, int, bool]]:
    e = d.equation
    yield f"Prix de l'accès, facture {d.piece}", e.prix, False
    if e.anterieurs:
        yield "Avoirs antérieurs sur cette facture", -e.anterieurs, False
    yield f"Retenu par le magasin ({d.consommation.phrase.partition(',')[0]})", -e.retenu, False
    yield f"Avoir {d.avoir} du {ecrire_date(d.fait_le)}", e.montant_avoir, True


def _lignes_de_l_avoir(d: DonneesArret) -> Iterator[tuple[str, int, bool]]:
    """The avoir settles what is due first; what one of the two leaves is the answer below."""
    e = d.equation
    encaisse = f"{_euros(e.encaisse)} encaissés" if e.encaisse else "rien n'est encaissé"
    if e.du:
        yield f"Reste dû sur la facture avant l'arrêt ({encaisse})", e.reste, False
        yield f"Avoir {d.avoir}, employé à le régler", -e.montant_avoir, False
        return
    yield f"Avoir {d.avoir}", e.montant_avoir, False
    if e.reste:
        yield f"Reste dû sur la facture ({encaisse}), réglé par l'avoir", -e.reste, False
    else:
        yield f"Reste dû sur la facture ({encaisse})", 0, False
    if e.reduit:
        yield "Déduit de ce qui avait été mis en compte", -e.reduit, False


def _lignes_sans_avoir(d: DonneesArret) -> Iterator[tuple[str, int, bool]]:
    e = d.equation
    yield f"Prix de l'accès, facture {d.piece}", e.prix, False
    if e.anterieurs:
        yield "Avoirs antérieurs sur cette facture", -e.anterieurs, False
    yield "Encaissé à la date de l'arrêt", e.encaisse, False


def _resultat(d: DonneesArret) -> tuple[str, str]:
    """For whom what remains is, in words (DOMAIN §1)."""
    if d.equation.du:
        return "Encore dû par le client", _euros(d.equation.du)
    if d.avoir and d.equation.credit:
        return "En faveur du client", _euros(d.equation.credit)
    return "Rien ne reste dû, de part ni d'autre", _euros(0)


def _phrases(d: DonneesArret) -> Iterator[str]:
    if not d.avoir:
        yield "Aucun montant n'est rendu."
    if d.rembourse:
        mode = d.mode if d.mode[:2].isupper() else d.mode[:1].lower() + d.mode[1:]
        yield f"{_euros(d.rembourse)} remboursés par {mode} le {ecrire_date(d.fait_le)}, reçu {d.reglement}."
    if d.garde and d.compte is not None:
        yield f"{_euros(d.garde)} gardés sur le compte avoir n° {ecrire_code(d.compte)}, pour un prochain achat."
    if d.equation.du:
        yield f"À régler sur la facture {d.piece}{_gardes_dits(d.de_sort(SortCheque.GARDE))}."


def _gardes_dits(gardes: Sequence[ChequeImprime]) -> str:
    if not gardes:
        return ""
    if len(gardes) == 1:
        return f" ; un chèque de {_euros(gardes[0].montant)} est conservé pour cela"
    somme = sum(c.montant for c in gardes)
    return f" ; {len(gardes)} chèques, {_euros(somme)} en tout, sont conservés pour cela"


def _lignes(f: Feuillet, lignes: Iterator[tuple[str, int, bool]]) -> Iterator[Bloc]:
    for libelle, montant, gras in lignes:
        yield _ligne(f, libelle, ecrire_montant(montant), gras=gras)


def _ligne(f: Feuillet, libelle: str, montant: str, *, gras: bool) -> Bloc:
    def tracer(y: float) -> None:
        place = DROITE - GAUCHE - 40 * MM
        f.texte(GAUCHE + 1.7 * MM, y + 3.9 * MM, libelle, corps=9, gras=gras, place=place)
        f.texte(DROITE - 3 * MM, y + 3.9 * MM, montant, corps=9, gras=gras, couleur=NOIR, aligne=_D)
        f.trait(GAUCHE, y + _RANGEE, DROITE, y + _RANGEE, epais=0.4)

    return Bloc(_RANGEE, tracer, lie=True)


def _net(f: Feuillet, libelle: str, montant: str) -> Bloc:
    def tracer(y: float) -> None:
        f.boite(GAUCHE, y, DROITE - GAUCHE, _NET, fond=ACCENT)
        base = y + _NET / 2 + 1.7 * MM
        f.texte(GAUCHE + 3 * MM, base - 0.2 * MM, libelle, corps=10, gras=True, couleur=BLANC)
        f.texte(DROITE - 3 * MM, base, montant, corps=13.5, gras=True, couleur=BLANC, aligne=_D)

    return Bloc(_NET + MM, tracer)


def _phrase(f: Feuillet, texte: str) -> list[Bloc]:
    def bloc(ligne: str) -> Bloc:
        return Bloc(4.6 * MM, lambda y: f.texte(GAUCHE + 1.7 * MM, y + 3.6 * MM, ligne, corps=9))

    return [bloc(ligne) for ligne in couper(texte, DROITE - GAUCHE - 4 * MM, 9, maximum=3)]


# cheques ------------------------------------------------------------------------------------------------------


def _rangees(d: DonneesArret) -> Iterator[Rangee]:
    """Each fate under its heading, which counts and adds up its cheques."""
    for sort in SortCheque:
        cheques = d.de_sort(sort)
        if cheques:
            somme = ecrire_montant(sum(c.montant for c in cheques))
            yield Rangee(("", "", f"{sort.value} : {_nombre(cheques)}", "", somme), forte=True, lie=True)
            yield from map(_rangee, cheques)


def _rangee(c: ChequeImprime) -> Rangee:
    qui = " — ".join(filter(None, (c.banque, c.tireur)))
    return Rangee((ecrire_date(c.date), c.numero, qui, _situation(c), ecrire_montant(c.montant)))


def _situation(c: ChequeImprime) -> str:
    """Said on each row: a heading may be on the page before."""
    if c.encaisse_le is None:
        return "rendu" if c.sort is SortCheque.RENDU else "conservé"
    return f"encaissé le {ecrire_date(c.encaisse_le)}, {c.reglement}"


def _sans_cheque(d: DonneesArret) -> str:
    return "Aucun chèque n'avait été remis pour cet accès." if not d.cheques else ""


def _signatures(f: Feuillet, d: DonneesArret) -> Bloc:
    large, haut = 82 * MM, 24 * MM
    rendus = d.de_sort(SortCheque.RENDU)
    client = "Signature du client"
    if rendus:
        recu = "Chèque rendu reçu" if len(rendus) == 1 else f"{len(rendus)} chèques rendus reçus"
        client = f"{recu} le ....................  {client}"

    def tracer(y: float) -> None:
        for x, libelle in ((GAUCHE, client), (DROITE - large, "Pour le magasin")):
            f.texte(x, y + 5 * MM, libelle, corps=8, couleur=GRIS)
            f.pointille(x, y + haut, x + large, y + haut)

    return Bloc(haut + 2 * MM, tracer)


def _nombre(cheques: Sequence[ChequeImprime]) -> str:
    return f"{len(cheques)} chèque{_s(cheques)}"


def _s(cheques: Sequence[ChequeImprime]) -> str:
    return "s" if len(cheques) > 1 else ""


def _euros(centimes: int) -> str:
    return f"{ecrire_montant(centimes)}\u00a0€"
