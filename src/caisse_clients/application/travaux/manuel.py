"""What the picture of the manual shows: its eleven clients and the two comptes of ALBERT Pierre."""

from __future__ import annotations

import datetime as dt

from caisse_clients.kernel.argent import Centimes

ALBERT_PIERRE = 1_011
PREMIER_COMPTE_DU_MANUEL = 265
DERNIER_COMPTE_DU_MANUEL = 266

MANUEL = (
    (1_011, "ALBERT", "Pierre", "10 place victor", "64200", "BIARRITZ"),
    (1_099, "ALAMINOS", "CATHERINE", "BRIGADE DE GENDARMERIE", "23300", "LA SOUTERRAINE"),
    (1_811, "ALAN", "", "maisonneuve", "47180", "LAGUIPIE"),
    (2_578, "AKKOUCHE", "BRIGITTE", "LABRANNE", "47200", "MARCELLUS"),
    (2_643, "AIT EL MOKHTAR", "Driss AIT EL OKHTAR", "58 BIS RUE JEAN MERMOZ", "47200", "MARMANDE"),
    (4_633, "ALBERT", "ROSE MARIE", "", "47200", "MONTPOUILLAN"),
    (5_124, "ALARME VIDEO", "ALARE VIDEO", "", "47250", "COCUMONT"),
    (5_370, "ALBUCHER", "CHRISTOPHE", "MONT BARBAT", "47320", "CLAIRAC"),
    (5_577, "ALAQUI", "MALIKA", "GENDARMERIE DE SEYCHES", "47350", "SEYCHES"),
    (5_850, "ALBES MARQUES", "LOUIS ALBES ARQUE", "LA BORDONNE", "47400", "FAUILLET"),
    (7_058, "ALARCON", "SYLVIE", "", "64500", "ST JEAN DE LUZ"),
)
"""The clients of the manual's picture, as printed, by code: code, nom, prénom, adresse, C.P., ville."""
ECRITURES_DU_MANUEL = (
    (265, dt.date(2013, 2, 15), Centimes(500_00)),
    (265, dt.date(2013, 3, 18), Centimes(62_55)),
    (266, dt.date(2013, 5, 22), Centimes(500_00)),
)
"""Its entries: compte, date, entrée. All three are acomptes of ALBERT Pierre."""
CODES_DU_MANUEL = tuple(fiche[0] for fiche in MANUEL)
