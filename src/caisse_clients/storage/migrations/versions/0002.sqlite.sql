CREATE TABLE article (
	code TEXT NOT NULL,
	libelle TEXT NOT NULL,
	sorte TEXT NOT NULL,
	nature TEXT NOT NULL,
	taux INTEGER NOT NULL,
	prix_ttc INTEGER,
	compte TEXT NOT NULL,
	actif BOOLEAN NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_article PRIMARY KEY (code),
	CONSTRAINT ck_article_type_libelle CHECK (typeof(libelle) IN ('text')),
	CONSTRAINT ck_article_type_sorte CHECK (typeof(sorte) IN ('text')),
	CONSTRAINT ck_article_type_nature CHECK (typeof(nature) IN ('text')),
	CONSTRAINT ck_article_type_taux CHECK (typeof(taux) IN ('integer')),
	CONSTRAINT ck_article_type_prix_ttc CHECK (typeof(prix_ttc) IN ('integer', 'null')),
	CONSTRAINT ck_article_type_compte CHECK (typeof(compte) IN ('text')),
	CONSTRAINT ck_article_type_actif CHECK (actif IN (0, 1)),
	CONSTRAINT ck_article_type_version CHECK (typeof(version) IN ('integer'))
)
-- ;;
CREATE TABLE article_version (
	code TEXT NOT NULL,
	version INTEGER NOT NULL,
	libelle TEXT NOT NULL,
	sorte TEXT NOT NULL,
	nature TEXT NOT NULL,
	taux INTEGER NOT NULL,
	prix_ttc INTEGER,
	compte TEXT NOT NULL,
	actif BOOLEAN NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_article_version PRIMARY KEY (code, version),
	CONSTRAINT fk_article_version_code FOREIGN KEY(code) REFERENCES article (code) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_article_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_article_version_type_version CHECK (typeof(version) IN ('integer')),
	CONSTRAINT ck_article_version_type_libelle CHECK (typeof(libelle) IN ('text')),
	CONSTRAINT ck_article_version_type_sorte CHECK (typeof(sorte) IN ('text')),
	CONSTRAINT ck_article_version_type_nature CHECK (typeof(nature) IN ('text')),
	CONSTRAINT ck_article_version_type_taux CHECK (typeof(taux) IN ('integer')),
	CONSTRAINT ck_article_version_type_prix_ttc CHECK (typeof(prix_ttc) IN ('integer', 'null')),
	CONSTRAINT ck_article_version_type_compte CHECK (typeof(compte) IN ('text')),
	CONSTRAINT ck_article_version_type_actif CHECK (actif IN (0, 1)),
	CONSTRAINT ck_article_version_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_article_version_operation_id ON article_version (operation_id)
-- ;;
CREATE TABLE banque (
	code TEXT NOT NULL,
	libelle TEXT NOT NULL,
	iban TEXT NOT NULL,
	bic TEXT NOT NULL,
	compte TEXT NOT NULL,
	journal TEXT NOT NULL,
	emetteur TEXT NOT NULL,
	actif BOOLEAN NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_banque PRIMARY KEY (code),
	CONSTRAINT ck_banque_type_libelle CHECK (typeof(libelle) IN ('text')),
	CONSTRAINT ck_banque_type_iban CHECK (typeof(iban) IN ('text')),
	CONSTRAINT ck_banque_type_bic CHECK (typeof(bic) IN ('text')),
	CONSTRAINT ck_banque_type_compte CHECK (typeof(compte) IN ('text')),
	CONSTRAINT ck_banque_type_journal CHECK (typeof(journal) IN ('text')),
	CONSTRAINT ck_banque_type_emetteur CHECK (typeof(emetteur) IN ('text')),
	CONSTRAINT ck_banque_type_actif CHECK (actif IN (0, 1)),
	CONSTRAINT ck_banque_type_version CHECK (typeof(version) IN ('integer'))
)
-- ;;
CREATE TABLE banque_version (
	code TEXT NOT NULL,
	version INTEGER NOT NULL,
	libelle TEXT NOT NULL,
	iban TEXT NOT NULL,
	bic TEXT NOT NULL,
	compte TEXT NOT NULL,
	journal TEXT NOT NULL,
	emetteur TEXT NOT NULL,
	actif BOOLEAN NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_banque_version PRIMARY KEY (code, version),
	CONSTRAINT fk_banque_version_code FOREIGN KEY(code) REFERENCES banque (code) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_banque_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_banque_version_type_version CHECK (typeof(version) IN ('integer')),
	CONSTRAINT ck_banque_version_type_libelle CHECK (typeof(libelle) IN ('text')),
	CONSTRAINT ck_banque_version_type_iban CHECK (typeof(iban) IN ('text')),
	CONSTRAINT ck_banque_version_type_bic CHECK (typeof(bic) IN ('text')),
	CONSTRAINT ck_banque_version_type_compte CHECK (typeof(compte) IN ('text')),
	CONSTRAINT ck_banque_version_type_journal CHECK (typeof(journal) IN ('text')),
	CONSTRAINT ck_banque_version_type_emetteur CHECK (typeof(emetteur) IN ('text')),
	CONSTRAINT ck_banque_version_type_actif CHECK (actif IN (0, 1)),
	CONSTRAINT ck_banque_version_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_banque_version_operation_id ON banque_version (operation_id)
-- ;;
CREATE TABLE disponible (
	sorte TEXT NOT NULL,
	reference INTEGER NOT NULL,
	client INTEGER NOT NULL,
	montant INTEGER NOT NULL,
	utilise INTEGER NOT NULL,
	reste INTEGER NOT NULL,
	montant_devise INTEGER NOT NULL,
	utilise_devise INTEGER NOT NULL,
	reste_devise INTEGER NOT NULL,
	CONSTRAINT pk_disponible PRIMARY KEY (sorte, reference),
	CONSTRAINT ck_disponible_sorte CHECK (sorte IN ('reglement', 'avoir')),
	CONSTRAINT ck_disponible_somme CHECK (reste = montant - utilise AND reste_devise = montant_devise - utilise_devise),
	CONSTRAINT ck_disponible_reste CHECK (reste >= 0 AND reste_devise >= 0),
	CONSTRAINT ck_disponible_utilise CHECK (utilise >= 0 AND utilise_devise >= 0),
	CONSTRAINT ck_disponible_devise CHECK ((reste_devise > 0) OR (reste = 0)),
	CONSTRAINT ck_disponible_type_reference CHECK (typeof(reference) IN ('integer')),
	CONSTRAINT ck_disponible_type_client CHECK (typeof(client) IN ('integer')),
	CONSTRAINT ck_disponible_type_montant CHECK (typeof(montant) IN ('integer')),
	CONSTRAINT ck_disponible_type_utilise CHECK (typeof(utilise) IN ('integer')),
	CONSTRAINT ck_disponible_type_reste CHECK (typeof(reste) IN ('integer')),
	CONSTRAINT ck_disponible_type_montant_devise CHECK (typeof(montant_devise) IN ('integer')),
	CONSTRAINT ck_disponible_type_utilise_devise CHECK (typeof(utilise_devise) IN ('integer')),
	CONSTRAINT ck_disponible_type_reste_devise CHECK (typeof(reste_devise) IN ('integer'))
)
-- ;;
CREATE INDEX ix_disponible_ouvert ON disponible (client, sorte, reference) WHERE reste_devise > 0
-- ;;
CREATE TABLE echeance (
	id INTEGER NOT NULL,
	piece INTEGER NOT NULL,
	rang INTEGER NOT NULL,
	date DATE NOT NULL,
	date_reglement DATE NOT NULL,
	prevu INTEGER NOT NULL,
	montant INTEGER NOT NULL,
	montant_devise INTEGER NOT NULL,
	mode TEXT NOT NULL,
	banque TEXT NOT NULL,
	note TEXT NOT NULL,
	relance TEXT NOT NULL,
	litige BOOLEAN NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_echeance PRIMARY KEY (id),
	CONSTRAINT fk_echeance_piece FOREIGN KEY(piece) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_echeance_type_id CHECK (typeof(id) IN ('integer')),
	CONSTRAINT ck_echeance_type_piece CHECK (typeof(piece) IN ('integer')),
	CONSTRAINT ck_echeance_type_rang CHECK (typeof(rang) IN ('integer')),
	CONSTRAINT ck_echeance_type_date CHECK (date IS date(date)),
	CONSTRAINT ck_echeance_type_date_reglement CHECK (date_reglement IS date(date_reglement)),
	CONSTRAINT ck_echeance_type_prevu CHECK (typeof(prevu) IN ('integer')),
	CONSTRAINT ck_echeance_type_montant CHECK (typeof(montant) IN ('integer')),
	CONSTRAINT ck_echeance_type_montant_devise CHECK (typeof(montant_devise) IN ('integer')),
	CONSTRAINT ck_echeance_type_mode CHECK (typeof(mode) IN ('text')),
	CONSTRAINT ck_echeance_type_banque CHECK (typeof(banque) IN ('text')),
	CONSTRAINT ck_echeance_type_note CHECK (typeof(note) IN ('text')),
	CONSTRAINT ck_echeance_type_relance CHECK (typeof(relance) IN ('text')),
	CONSTRAINT ck_echeance_type_litige CHECK (litige IN (0, 1)),
	CONSTRAINT ck_echeance_type_version CHECK (typeof(version) IN ('integer'))
)
-- ;;
CREATE INDEX ix_echeance_date ON echeance (date, id)
-- ;;
CREATE UNIQUE INDEX ix_echeance_piece ON echeance (piece, rang)
-- ;;
CREATE TABLE echeance_version (
	id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	piece INTEGER NOT NULL,
	rang INTEGER NOT NULL,
	date DATE NOT NULL,
	date_reglement DATE NOT NULL,
	prevu INTEGER NOT NULL,
	montant INTEGER NOT NULL,
	montant_devise INTEGER NOT NULL,
	mode TEXT NOT NULL,
	banque TEXT NOT NULL,
	note TEXT,
	relance TEXT NOT NULL,
	litige BOOLEAN NOT NULL,
	operation_id INTEGER NOT NULL,
	sel BLOB,
	personnel_empreinte BLOB NOT NULL,
	CONSTRAINT pk_echeance_version PRIMARY KEY (id, version),
	CONSTRAINT fk_echeance_version_id FOREIGN KEY(id) REFERENCES echeance (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_echeance_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_echeance_version_type_version CHECK (typeof(version) IN ('integer')),
	CONSTRAINT ck_echeance_version_type_piece CHECK (typeof(piece) IN ('integer')),
	CONSTRAINT ck_echeance_version_type_rang CHECK (typeof(rang) IN ('integer')),
	CONSTRAINT ck_echeance_version_type_date CHECK (date IS date(date)),
	CONSTRAINT ck_echeance_version_type_date_reglement CHECK (date_reglement IS date(date_reglement)),
	CONSTRAINT ck_echeance_version_type_prevu CHECK (typeof(prevu) IN ('integer')),
	CONSTRAINT ck_echeance_version_type_montant CHECK (typeof(montant) IN ('integer')),
	CONSTRAINT ck_echeance_version_type_montant_devise CHECK (typeof(montant_devise) IN ('integer')),
	CONSTRAINT ck_echeance_version_type_mode CHECK (typeof(mode) IN ('text')),
	CONSTRAINT ck_echeance_version_type_banque CHECK (typeof(banque) IN ('text')),
	CONSTRAINT ck_echeance_version_type_note CHECK (typeof(note) IN ('text', 'null')),
	CONSTRAINT ck_echeance_version_type_relance CHECK (typeof(relance) IN ('text')),
	CONSTRAINT ck_echeance_version_type_litige CHECK (litige IN (0, 1)),
	CONSTRAINT ck_echeance_version_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_echeance_version_operation_id ON echeance_version (operation_id)
-- ;;
CREATE TABLE fichier (
	empreinte TEXT NOT NULL,
	taille INTEGER NOT NULL,
	type TEXT NOT NULL,
	contenu BLOB NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_fichier PRIMARY KEY (empreinte),
	CONSTRAINT fk_fichier_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_fichier_type_taille CHECK (typeof(taille) IN ('integer')),
	CONSTRAINT ck_fichier_type_type CHECK (typeof(type) IN ('text')),
	CONSTRAINT ck_fichier_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_fichier_operation_id ON fichier (operation_id)
-- ;;
CREATE TABLE imputation (
	id INTEGER NOT NULL,
	reglement INTEGER,
	avoir INTEGER,
	compte_source INTEGER,
	echeance INTEGER,
	compte_cible INTEGER,
	remboursement INTEGER,
	montant INTEGER NOT NULL,
	montant_source INTEGER NOT NULL,
	montant_devise INTEGER NOT NULL,
	date DATE NOT NULL,
	station TEXT NOT NULL,
	motif TEXT NOT NULL,
	ecriture INTEGER,
	ecriture_acompte INTEGER,
	facture_acompte INTEGER,
	annule INTEGER,
	raison TEXT,
	operation_id INTEGER NOT NULL,
	sel BLOB,
	personnel_empreinte BLOB NOT NULL,
	CONSTRAINT pk_imputation PRIMARY KEY (id),
	CONSTRAINT uq_imputation_annule UNIQUE (annule),
	CONSTRAINT ck_imputation_une_source CHECK ((CASE WHEN reglement IS NULL THEN 0 ELSE 1 END) + (CASE WHEN avoir IS NULL THEN 0 ELSE 1 END) + (CASE WHEN compte_source IS NULL THEN 0 ELSE 1 END) = (CASE WHEN motif = 'ecart' AND (echeance IS NOT NULL OR compte_cible IS NOT NULL) THEN 0 ELSE 1 END)),
	CONSTRAINT ck_imputation_une_cible CHECK ((CASE WHEN echeance IS NULL THEN 0 ELSE 1 END) + (CASE WHEN compte_cible IS NULL THEN 0 ELSE 1 END) + (CASE WHEN remboursement IS NULL THEN 0 ELSE 1 END) = (CASE WHEN motif IN ('ecart', 'conversion') AND (reglement IS NOT NULL OR avoir IS NOT NULL OR compte_source IS NOT NULL) THEN 0 ELSE 1 END)),
	CONSTRAINT ck_imputation_montant CHECK (montant_devise <> 0),
	CONSTRAINT ck_imputation_sens CHECK ((annule IS NULL) = (montant_devise > 0)),
	CONSTRAINT fk_imputation_reglement FOREIGN KEY(reglement) REFERENCES reglement (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_imputation_avoir FOREIGN KEY(avoir) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_imputation_compte_source FOREIGN KEY(compte_source) REFERENCES compte_client (numero),
	CONSTRAINT fk_imputation_echeance FOREIGN KEY(echeance) REFERENCES echeance (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_imputation_compte_cible FOREIGN KEY(compte_cible) REFERENCES compte_client (numero),
	CONSTRAINT fk_imputation_remboursement FOREIGN KEY(remboursement) REFERENCES reglement (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_imputation_station FOREIGN KEY(station) REFERENCES station (code),
	CONSTRAINT fk_imputation_ecriture FOREIGN KEY(ecriture) REFERENCES ecriture (id),
	CONSTRAINT fk_imputation_ecriture_acompte FOREIGN KEY(ecriture_acompte) REFERENCES ecriture (id),
	CONSTRAINT fk_imputation_facture_acompte FOREIGN KEY(facture_acompte) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_imputation_annule FOREIGN KEY(annule) REFERENCES imputation (id),
	CONSTRAINT fk_imputation_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_imputation_type_id CHECK (typeof(id) IN ('integer')),
	CONSTRAINT ck_imputation_type_reglement CHECK (typeof(reglement) IN ('integer', 'null')),
	CONSTRAINT ck_imputation_type_avoir CHECK (typeof(avoir) IN ('integer', 'null')),
	CONSTRAINT ck_imputation_type_compte_source CHECK (typeof(compte_source) IN ('integer', 'null')),
	CONSTRAINT ck_imputation_type_echeance CHECK (typeof(echeance) IN ('integer', 'null')),
	CONSTRAINT ck_imputation_type_compte_cible CHECK (typeof(compte_cible) IN ('integer', 'null')),
	CONSTRAINT ck_imputation_type_remboursement CHECK (typeof(remboursement) IN ('integer', 'null')),
	CONSTRAINT ck_imputation_type_montant CHECK (typeof(montant) IN ('integer')),
	CONSTRAINT ck_imputation_type_montant_source CHECK (typeof(montant_source) IN ('integer')),
	CONSTRAINT ck_imputation_type_montant_devise CHECK (typeof(montant_devise) IN ('integer')),
	CONSTRAINT ck_imputation_type_date CHECK (date IS date(date)),
	CONSTRAINT ck_imputation_type_station CHECK (typeof(station) IN ('text')),
	CONSTRAINT ck_imputation_type_motif CHECK (typeof(motif) IN ('text')),
	CONSTRAINT ck_imputation_type_ecriture CHECK (typeof(ecriture) IN ('integer', 'null')),
	CONSTRAINT ck_imputation_type_ecriture_acompte CHECK (typeof(ecriture_acompte) IN ('integer', 'null')),
	CONSTRAINT ck_imputation_type_facture_acompte CHECK (typeof(facture_acompte) IN ('integer', 'null')),
	CONSTRAINT ck_imputation_type_annule CHECK (typeof(annule) IN ('integer', 'null')),
	CONSTRAINT ck_imputation_type_raison CHECK (typeof(raison) IN ('text', 'null')),
	CONSTRAINT ck_imputation_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_imputation_avoir ON imputation (avoir)
-- ;;
CREATE INDEX ix_imputation_compte_cible ON imputation (compte_cible)
-- ;;
CREATE INDEX ix_imputation_compte_source ON imputation (compte_source)
-- ;;
CREATE INDEX ix_imputation_echeance ON imputation (echeance, id)
-- ;;
CREATE INDEX ix_imputation_facture_acompte ON imputation (facture_acompte)
-- ;;
CREATE INDEX ix_imputation_operation_id ON imputation (operation_id)
-- ;;
CREATE INDEX ix_imputation_reglement ON imputation (reglement, id)
-- ;;
CREATE INDEX ix_imputation_remboursement ON imputation (remboursement)
-- ;;
CREATE TABLE lettrage (
	id INTEGER NOT NULL,
	tiers INTEGER NOT NULL,
	lettre TEXT NOT NULL,
	date DATE NOT NULL,
	annule INTEGER,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_lettrage PRIMARY KEY (id),
	CONSTRAINT uq_lettrage_annule UNIQUE (annule),
	CONSTRAINT fk_lettrage_tiers FOREIGN KEY(tiers) REFERENCES client (code),
	CONSTRAINT fk_lettrage_annule FOREIGN KEY(annule) REFERENCES lettrage (id),
	CONSTRAINT fk_lettrage_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_lettrage_type_id CHECK (typeof(id) IN ('integer')),
	CONSTRAINT ck_lettrage_type_tiers CHECK (typeof(tiers) IN ('integer')),
	CONSTRAINT ck_lettrage_type_lettre CHECK (typeof(lettre) IN ('text')),
	CONSTRAINT ck_lettrage_type_date CHECK (date IS date(date)),
	CONSTRAINT ck_lettrage_type_annule CHECK (typeof(annule) IN ('integer', 'null')),
	CONSTRAINT ck_lettrage_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_lettrage_operation_id ON lettrage (operation_id)
-- ;;
CREATE INDEX ix_lettrage_tiers ON lettrage (tiers)
-- ;;
CREATE TABLE lettrage_ligne (
	lettrage INTEGER NOT NULL,
	ecriture INTEGER NOT NULL,
	rang INTEGER NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_lettrage_ligne PRIMARY KEY (lettrage, ecriture, rang),
	CONSTRAINT fk_lettrage_ligne_lettrage FOREIGN KEY(lettrage) REFERENCES lettrage (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_lettrage_ligne_ecriture FOREIGN KEY(ecriture) REFERENCES ecriture (id),
	CONSTRAINT fk_lettrage_ligne_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_lettrage_ligne_type_lettrage CHECK (typeof(lettrage) IN ('integer')),
	CONSTRAINT ck_lettrage_ligne_type_ecriture CHECK (typeof(ecriture) IN ('integer')),
	CONSTRAINT ck_lettrage_ligne_type_rang CHECK (typeof(rang) IN ('integer')),
	CONSTRAINT ck_lettrage_ligne_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_lettrage_ligne_ecriture ON lettrage_ligne (ecriture, rang)
-- ;;
CREATE INDEX ix_lettrage_ligne_operation_id ON lettrage_ligne (operation_id)
-- ;;
CREATE TABLE mode_reglement (
	code TEXT NOT NULL,
	libelle TEXT NOT NULL,
	compte TEXT NOT NULL,
	journal TEXT NOT NULL,
	numerique BOOLEAN NOT NULL,
	especes BOOLEAN NOT NULL,
	actif BOOLEAN NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_mode_reglement PRIMARY KEY (code),
	CONSTRAINT ck_mode_reglement_type_libelle CHECK (typeof(libelle) IN ('text')),
	CONSTRAINT ck_mode_reglement_type_compte CHECK (typeof(compte) IN ('text')),
	CONSTRAINT ck_mode_reglement_type_journal CHECK (typeof(journal) IN ('text')),
	CONSTRAINT ck_mode_reglement_type_numerique CHECK (numerique IN (0, 1)),
	CONSTRAINT ck_mode_reglement_type_especes CHECK (especes IN (0, 1)),
	CONSTRAINT ck_mode_reglement_type_actif CHECK (actif IN (0, 1)),
	CONSTRAINT ck_mode_reglement_type_version CHECK (typeof(version) IN ('integer'))
)
-- ;;
CREATE TABLE mode_reglement_version (
	code TEXT NOT NULL,
	version INTEGER NOT NULL,
	libelle TEXT NOT NULL,
	compte TEXT NOT NULL,
	journal TEXT NOT NULL,
	numerique BOOLEAN NOT NULL,
	especes BOOLEAN NOT NULL,
	actif BOOLEAN NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_mode_reglement_version PRIMARY KEY (code, version),
	CONSTRAINT fk_mode_reglement_version_code FOREIGN KEY(code) REFERENCES mode_reglement (code) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_mode_reglement_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_mode_reglement_version_type_version CHECK (typeof(version) IN ('integer')),
	CONSTRAINT ck_mode_reglement_version_type_libelle CHECK (typeof(libelle) IN ('text')),
	CONSTRAINT ck_mode_reglement_version_type_compte CHECK (typeof(compte) IN ('text')),
	CONSTRAINT ck_mode_reglement_version_type_journal CHECK (typeof(journal) IN ('text')),
	CONSTRAINT ck_mode_reglement_version_type_numerique CHECK (numerique IN (0, 1)),
	CONSTRAINT ck_mode_reglement_version_type_especes CHECK (especes IN (0, 1)),
	CONSTRAINT ck_mode_reglement_version_type_actif CHECK (actif IN (0, 1)),
	CONSTRAINT ck_mode_reglement_version_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_mode_reglement_version_operation_id ON mode_reglement_version (operation_id)
-- ;;
CREATE TABLE numero_piece (
	numero TEXT NOT NULL,
	piece INTEGER NOT NULL,
	serie TEXT NOT NULL,
	station TEXT NOT NULL,
	exercice INTEGER NOT NULL,
	rang INTEGER NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_numero_piece PRIMARY KEY (numero),
	CONSTRAINT uq_numero_piece_serie_station_exercice_rang UNIQUE (serie, station, exercice, rang),
	CONSTRAINT ck_numero_piece_rang CHECK (rang > 0),
	CONSTRAINT fk_numero_piece_piece FOREIGN KEY(piece) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_numero_piece_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_numero_piece_type_piece CHECK (typeof(piece) IN ('integer')),
	CONSTRAINT ck_numero_piece_type_serie CHECK (typeof(serie) IN ('text')),
	CONSTRAINT ck_numero_piece_type_station CHECK (typeof(station) IN ('text')),
	CONSTRAINT ck_numero_piece_type_exercice CHECK (typeof(exercice) IN ('integer')),
	CONSTRAINT ck_numero_piece_type_rang CHECK (typeof(rang) IN ('integer')),
	CONSTRAINT ck_numero_piece_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_numero_piece_operation_id ON numero_piece (operation_id)
-- ;;
CREATE INDEX ix_numero_piece_piece ON numero_piece (piece)
-- ;;
CREATE TABLE piece (
	id INTEGER NOT NULL,
	type TEXT NOT NULL,
	client INTEGER NOT NULL,
	affaire INTEGER NOT NULL,
	origine INTEGER,
	station TEXT NOT NULL,
	devise TEXT NOT NULL,
	cours INTEGER,
	etat TEXT NOT NULL,
	numero TEXT NOT NULL,
	date DATE NOT NULL,
	conditions TEXT NOT NULL,
	professionnel BOOLEAN NOT NULL,
	destinataire TEXT NOT NULL,
	reference TEXT NOT NULL,
	commentaire TEXT NOT NULL,
	raison TEXT NOT NULL,
	total_ht INTEGER NOT NULL,
	total_tva INTEGER NOT NULL,
	total_ttc INTEGER NOT NULL,
	total_devise INTEGER NOT NULL,
	version_lignes INTEGER NOT NULL,
	ecriture INTEGER,
	version INTEGER NOT NULL,
	CONSTRAINT pk_piece PRIMARY KEY (id),
	CONSTRAINT fk_piece_client FOREIGN KEY(client) REFERENCES client (code),
	CONSTRAINT fk_piece_origine FOREIGN KEY(origine) REFERENCES piece (id),
	CONSTRAINT fk_piece_station FOREIGN KEY(station) REFERENCES station (code),
	CONSTRAINT fk_piece_ecriture FOREIGN KEY(ecriture) REFERENCES ecriture (id),
	CONSTRAINT ck_piece_type_id CHECK (typeof(id) IN ('integer')),
	CONSTRAINT ck_piece_type_type CHECK (typeof(type) IN ('text')),
	CONSTRAINT ck_piece_type_client CHECK (typeof(client) IN ('integer')),
	CONSTRAINT ck_piece_type_affaire CHECK (typeof(affaire) IN ('integer')),
	CONSTRAINT ck_piece_type_origine CHECK (typeof(origine) IN ('integer', 'null')),
	CONSTRAINT ck_piece_type_station CHECK (typeof(station) IN ('text')),
	CONSTRAINT ck_piece_type_devise CHECK (typeof(devise) IN ('text')),
	CONSTRAINT ck_piece_type_cours CHECK (typeof(cours) IN ('integer', 'null')),
	CONSTRAINT ck_piece_type_etat CHECK (typeof(etat) IN ('text')),
	CONSTRAINT ck_piece_type_numero CHECK (typeof(numero) IN ('text')),
	CONSTRAINT ck_piece_type_date CHECK (date IS date(date)),
	CONSTRAINT ck_piece_type_conditions CHECK (typeof(conditions) IN ('text')),
	CONSTRAINT ck_piece_type_professionnel CHECK (professionnel IN (0, 1)),
	CONSTRAINT ck_piece_type_destinataire CHECK (typeof(destinataire) IN ('text')),
	CONSTRAINT ck_piece_type_reference CHECK (typeof(reference) IN ('text')),
	CONSTRAINT ck_piece_type_commentaire CHECK (typeof(commentaire) IN ('text')),
	CONSTRAINT ck_piece_type_raison CHECK (typeof(raison) IN ('text')),
	CONSTRAINT ck_piece_type_total_ht CHECK (typeof(total_ht) IN ('integer')),
	CONSTRAINT ck_piece_type_total_tva CHECK (typeof(total_tva) IN ('integer')),
	CONSTRAINT ck_piece_type_total_ttc CHECK (typeof(total_ttc) IN ('integer')),
	CONSTRAINT ck_piece_type_total_devise CHECK (typeof(total_devise) IN ('integer')),
	CONSTRAINT ck_piece_type_version_lignes CHECK (typeof(version_lignes) IN ('integer')),
	CONSTRAINT ck_piece_type_ecriture CHECK (typeof(ecriture) IN ('integer', 'null')),
	CONSTRAINT ck_piece_type_version CHECK (typeof(version) IN ('integer'))
)
-- ;;
CREATE INDEX ix_piece_affaire ON piece (affaire, id)
-- ;;
CREATE INDEX ix_piece_client ON piece (client, date, id)
-- ;;
CREATE INDEX ix_piece_ecriture ON piece (ecriture)
-- ;;
CREATE INDEX ix_piece_liste ON piece (type, date, id)
-- ;;
CREATE INDEX ix_piece_origine ON piece (origine)
-- ;;
CREATE TABLE piece_jointe (
	id INTEGER NOT NULL,
	reglement INTEGER NOT NULL,
	fichier TEXT NOT NULL,
	nom TEXT,
	operation_id INTEGER NOT NULL,
	sel BLOB,
	personnel_empreinte BLOB NOT NULL,
	CONSTRAINT pk_piece_jointe PRIMARY KEY (id),
	CONSTRAINT fk_piece_jointe_reglement FOREIGN KEY(reglement) REFERENCES reglement (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_piece_jointe_fichier FOREIGN KEY(fichier) REFERENCES fichier (empreinte) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_piece_jointe_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_piece_jointe_type_id CHECK (typeof(id) IN ('integer')),
	CONSTRAINT ck_piece_jointe_type_reglement CHECK (typeof(reglement) IN ('integer')),
	CONSTRAINT ck_piece_jointe_type_fichier CHECK (typeof(fichier) IN ('text')),
	CONSTRAINT ck_piece_jointe_type_nom CHECK (typeof(nom) IN ('text', 'null')),
	CONSTRAINT ck_piece_jointe_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_piece_jointe_operation_id ON piece_jointe (operation_id)
-- ;;
CREATE INDEX ix_piece_jointe_reglement ON piece_jointe (reglement)
-- ;;
CREATE TABLE piece_ligne (
	piece INTEGER NOT NULL,
	version INTEGER NOT NULL,
	rang INTEGER NOT NULL,
	article TEXT NOT NULL,
	libelle TEXT NOT NULL,
	nature TEXT NOT NULL,
	compte TEXT NOT NULL,
	quantite INTEGER NOT NULL,
	prix INTEGER NOT NULL,
	ttc BOOLEAN NOT NULL,
	remise INTEGER NOT NULL,
	taux INTEGER NOT NULL,
	montant_ht INTEGER NOT NULL,
	montant_tva INTEGER NOT NULL,
	montant_ttc INTEGER NOT NULL,
	rang_origine INTEGER,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_piece_ligne PRIMARY KEY (piece, version, rang),
	CONSTRAINT ck_piece_ligne_somme CHECK (montant_ttc = montant_ht + montant_tva),
	CONSTRAINT ck_piece_ligne_quantite CHECK (quantite > 0),
	CONSTRAINT fk_piece_ligne_piece FOREIGN KEY(piece) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_piece_ligne_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_piece_ligne_type_piece CHECK (typeof(piece) IN ('integer')),
	CONSTRAINT ck_piece_ligne_type_version CHECK (typeof(version) IN ('integer')),
	CONSTRAINT ck_piece_ligne_type_rang CHECK (typeof(rang) IN ('integer')),
	CONSTRAINT ck_piece_ligne_type_article CHECK (typeof(article) IN ('text')),
	CONSTRAINT ck_piece_ligne_type_libelle CHECK (typeof(libelle) IN ('text')),
	CONSTRAINT ck_piece_ligne_type_nature CHECK (typeof(nature) IN ('text')),
	CONSTRAINT ck_piece_ligne_type_compte CHECK (typeof(compte) IN ('text')),
	CONSTRAINT ck_piece_ligne_type_quantite CHECK (typeof(quantite) IN ('integer')),
	CONSTRAINT ck_piece_ligne_type_prix CHECK (typeof(prix) IN ('integer')),
	CONSTRAINT ck_piece_ligne_type_ttc CHECK (ttc IN (0, 1)),
	CONSTRAINT ck_piece_ligne_type_remise CHECK (typeof(remise) IN ('integer')),
	CONSTRAINT ck_piece_ligne_type_taux CHECK (typeof(taux) IN ('integer')),
	CONSTRAINT ck_piece_ligne_type_montant_ht CHECK (typeof(montant_ht) IN ('integer')),
	CONSTRAINT ck_piece_ligne_type_montant_tva CHECK (typeof(montant_tva) IN ('integer')),
	CONSTRAINT ck_piece_ligne_type_montant_ttc CHECK (typeof(montant_ttc) IN ('integer')),
	CONSTRAINT ck_piece_ligne_type_rang_origine CHECK (typeof(rang_origine) IN ('integer', 'null')),
	CONSTRAINT ck_piece_ligne_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_piece_ligne_operation_id ON piece_ligne (operation_id)
-- ;;
CREATE TABLE piece_version (
	id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	type TEXT NOT NULL,
	client INTEGER NOT NULL,
	affaire INTEGER NOT NULL,
	origine INTEGER,
	station TEXT NOT NULL,
	devise TEXT NOT NULL,
	cours INTEGER,
	etat TEXT NOT NULL,
	numero TEXT NOT NULL,
	date DATE NOT NULL,
	conditions TEXT NOT NULL,
	professionnel BOOLEAN NOT NULL,
	destinataire TEXT,
	reference TEXT,
	commentaire TEXT,
	raison TEXT,
	total_ht INTEGER NOT NULL,
	total_tva INTEGER NOT NULL,
	total_ttc INTEGER NOT NULL,
	total_devise INTEGER NOT NULL,
	version_lignes INTEGER NOT NULL,
	ecriture INTEGER,
	operation_id INTEGER NOT NULL,
	sel BLOB,
	personnel_empreinte BLOB NOT NULL,
	CONSTRAINT pk_piece_version PRIMARY KEY (id, version),
	CONSTRAINT fk_piece_version_id FOREIGN KEY(id) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_piece_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_piece_version_type_version CHECK (typeof(version) IN ('integer')),
	CONSTRAINT ck_piece_version_type_type CHECK (typeof(type) IN ('text')),
	CONSTRAINT ck_piece_version_type_client CHECK (typeof(client) IN ('integer')),
	CONSTRAINT ck_piece_version_type_affaire CHECK (typeof(affaire) IN ('integer')),
	CONSTRAINT ck_piece_version_type_origine CHECK (typeof(origine) IN ('integer', 'null')),
	CONSTRAINT ck_piece_version_type_station CHECK (typeof(station) IN ('text')),
	CONSTRAINT ck_piece_version_type_devise CHECK (typeof(devise) IN ('text')),
	CONSTRAINT ck_piece_version_type_cours CHECK (typeof(cours) IN ('integer', 'null')),
	CONSTRAINT ck_piece_version_type_etat CHECK (typeof(etat) IN ('text')),
	CONSTRAINT ck_piece_version_type_numero CHECK (typeof(numero) IN ('text')),
	CONSTRAINT ck_piece_version_type_date CHECK (date IS date(date)),
	CONSTRAINT ck_piece_version_type_conditions CHECK (typeof(conditions) IN ('text')),
	CONSTRAINT ck_piece_version_type_professionnel CHECK (professionnel IN (0, 1)),
	CONSTRAINT ck_piece_version_type_destinataire CHECK (typeof(destinataire) IN ('text', 'null')),
	CONSTRAINT ck_piece_version_type_reference CHECK (typeof(reference) IN ('text', 'null')),
	CONSTRAINT ck_piece_version_type_commentaire CHECK (typeof(commentaire) IN ('text', 'null')),
	CONSTRAINT ck_piece_version_type_raison CHECK (typeof(raison) IN ('text', 'null')),
	CONSTRAINT ck_piece_version_type_total_ht CHECK (typeof(total_ht) IN ('integer')),
	CONSTRAINT ck_piece_version_type_total_tva CHECK (typeof(total_tva) IN ('integer')),
	CONSTRAINT ck_piece_version_type_total_ttc CHECK (typeof(total_ttc) IN ('integer')),
	CONSTRAINT ck_piece_version_type_total_devise CHECK (typeof(total_devise) IN ('integer')),
	CONSTRAINT ck_piece_version_type_version_lignes CHECK (typeof(version_lignes) IN ('integer')),
	CONSTRAINT ck_piece_version_type_ecriture CHECK (typeof(ecriture) IN ('integer', 'null')),
	CONSTRAINT ck_piece_version_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_piece_version_operation_id ON piece_version (operation_id)
-- ;;
CREATE TABLE reglement (
	id INTEGER NOT NULL,
	numero TEXT NOT NULL,
	client INTEGER NOT NULL,
	station TEXT NOT NULL,
	sens INTEGER NOT NULL,
	mode TEXT NOT NULL,
	mode_libelle TEXT NOT NULL,
	numerique BOOLEAN NOT NULL,
	especes BOOLEAN NOT NULL,
	date DATE NOT NULL,
	devise TEXT NOT NULL,
	cours INTEGER,
	montant INTEGER NOT NULL,
	montant_devise INTEGER NOT NULL,
	banque TEXT NOT NULL,
	reference TEXT NOT NULL,
	identite TEXT NOT NULL,
	etat TEXT NOT NULL,
	raison TEXT NOT NULL,
	ecriture INTEGER,
	version INTEGER NOT NULL,
	CONSTRAINT pk_reglement PRIMARY KEY (id),
	CONSTRAINT fk_reglement_client FOREIGN KEY(client) REFERENCES client (code),
	CONSTRAINT fk_reglement_station FOREIGN KEY(station) REFERENCES station (code),
	CONSTRAINT fk_reglement_ecriture FOREIGN KEY(ecriture) REFERENCES ecriture (id),
	CONSTRAINT ck_reglement_type_id CHECK (typeof(id) IN ('integer')),
	CONSTRAINT ck_reglement_type_numero CHECK (typeof(numero) IN ('text')),
	CONSTRAINT ck_reglement_type_client CHECK (typeof(client) IN ('integer')),
	CONSTRAINT ck_reglement_type_station CHECK (typeof(station) IN ('text')),
	CONSTRAINT ck_reglement_type_sens CHECK (typeof(sens) IN ('integer')),
	CONSTRAINT ck_reglement_type_mode CHECK (typeof(mode) IN ('text')),
	CONSTRAINT ck_reglement_type_mode_libelle CHECK (typeof(mode_libelle) IN ('text')),
	CONSTRAINT ck_reglement_type_numerique CHECK (numerique IN (0, 1)),
	CONSTRAINT ck_reglement_type_especes CHECK (especes IN (0, 1)),
	CONSTRAINT ck_reglement_type_date CHECK (date IS date(date)),
	CONSTRAINT ck_reglement_type_devise CHECK (typeof(devise) IN ('text')),
	CONSTRAINT ck_reglement_type_cours CHECK (typeof(cours) IN ('integer', 'null')),
	CONSTRAINT ck_reglement_type_montant CHECK (typeof(montant) IN ('integer')),
	CONSTRAINT ck_reglement_type_montant_devise CHECK (typeof(montant_devise) IN ('integer')),
	CONSTRAINT ck_reglement_type_banque CHECK (typeof(banque) IN ('text')),
	CONSTRAINT ck_reglement_type_reference CHECK (typeof(reference) IN ('text')),
	CONSTRAINT ck_reglement_type_identite CHECK (typeof(identite) IN ('text')),
	CONSTRAINT ck_reglement_type_etat CHECK (typeof(etat) IN ('text')),
	CONSTRAINT ck_reglement_type_raison CHECK (typeof(raison) IN ('text')),
	CONSTRAINT ck_reglement_type_ecriture CHECK (typeof(ecriture) IN ('integer', 'null')),
	CONSTRAINT ck_reglement_type_version CHECK (typeof(version) IN ('integer'))
)
-- ;;
CREATE INDEX ix_reglement_client ON reglement (client, date, id)
-- ;;
CREATE INDEX ix_reglement_date ON reglement (date, id)
-- ;;
CREATE INDEX ix_reglement_ecriture ON reglement (ecriture)
-- ;;
CREATE UNIQUE INDEX ix_reglement_numero ON reglement (numero)
-- ;;
CREATE TABLE reglement_version (
	id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	numero TEXT NOT NULL,
	client INTEGER NOT NULL,
	station TEXT NOT NULL,
	sens INTEGER NOT NULL,
	mode TEXT NOT NULL,
	mode_libelle TEXT NOT NULL,
	numerique BOOLEAN NOT NULL,
	especes BOOLEAN NOT NULL,
	date DATE NOT NULL,
	devise TEXT NOT NULL,
	cours INTEGER,
	montant INTEGER NOT NULL,
	montant_devise INTEGER NOT NULL,
	banque TEXT NOT NULL,
	reference TEXT,
	identite TEXT,
	etat TEXT NOT NULL,
	raison TEXT,
	ecriture INTEGER,
	operation_id INTEGER NOT NULL,
	sel BLOB,
	personnel_empreinte BLOB NOT NULL,
	CONSTRAINT pk_reglement_version PRIMARY KEY (id, version),
	CONSTRAINT fk_reglement_version_id FOREIGN KEY(id) REFERENCES reglement (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_reglement_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_reglement_version_type_version CHECK (typeof(version) IN ('integer')),
	CONSTRAINT ck_reglement_version_type_numero CHECK (typeof(numero) IN ('text')),
	CONSTRAINT ck_reglement_version_type_client CHECK (typeof(client) IN ('integer')),
	CONSTRAINT ck_reglement_version_type_station CHECK (typeof(station) IN ('text')),
	CONSTRAINT ck_reglement_version_type_sens CHECK (typeof(sens) IN ('integer')),
	CONSTRAINT ck_reglement_version_type_mode CHECK (typeof(mode) IN ('text')),
	CONSTRAINT ck_reglement_version_type_mode_libelle CHECK (typeof(mode_libelle) IN ('text')),
	CONSTRAINT ck_reglement_version_type_numerique CHECK (numerique IN (0, 1)),
	CONSTRAINT ck_reglement_version_type_especes CHECK (especes IN (0, 1)),
	CONSTRAINT ck_reglement_version_type_date CHECK (date IS date(date)),
	CONSTRAINT ck_reglement_version_type_devise CHECK (typeof(devise) IN ('text')),
	CONSTRAINT ck_reglement_version_type_cours CHECK (typeof(cours) IN ('integer', 'null')),
	CONSTRAINT ck_reglement_version_type_montant CHECK (typeof(montant) IN ('integer')),
	CONSTRAINT ck_reglement_version_type_montant_devise CHECK (typeof(montant_devise) IN ('integer')),
	CONSTRAINT ck_reglement_version_type_banque CHECK (typeof(banque) IN ('text')),
	CONSTRAINT ck_reglement_version_type_reference CHECK (typeof(reference) IN ('text', 'null')),
	CONSTRAINT ck_reglement_version_type_identite CHECK (typeof(identite) IN ('text', 'null')),
	CONSTRAINT ck_reglement_version_type_etat CHECK (typeof(etat) IN ('text')),
	CONSTRAINT ck_reglement_version_type_raison CHECK (typeof(raison) IN ('text', 'null')),
	CONSTRAINT ck_reglement_version_type_ecriture CHECK (typeof(ecriture) IN ('integer', 'null')),
	CONSTRAINT ck_reglement_version_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_reglement_version_ecriture ON reglement_version (ecriture)
-- ;;
CREATE INDEX ix_reglement_version_operation_id ON reglement_version (operation_id)
-- ;;
CREATE TABLE reste_echeance (
	echeance INTEGER NOT NULL,
	piece INTEGER NOT NULL,
	montant INTEGER NOT NULL,
	impute INTEGER NOT NULL,
	reste INTEGER NOT NULL,
	montant_devise INTEGER NOT NULL,
	impute_devise INTEGER NOT NULL,
	reste_devise INTEGER NOT NULL,
	CONSTRAINT pk_reste_echeance PRIMARY KEY (echeance),
	CONSTRAINT ck_reste_echeance_somme CHECK (reste = montant - impute AND reste_devise = montant_devise - impute_devise),
	CONSTRAINT ck_reste_echeance_reste CHECK (reste >= 0 AND reste_devise >= 0),
	CONSTRAINT ck_reste_echeance_impute CHECK (impute >= 0 AND impute_devise >= 0),
	CONSTRAINT ck_reste_echeance_devise CHECK ((reste_devise > 0) OR (reste = 0)),
	CONSTRAINT fk_reste_echeance_echeance FOREIGN KEY(echeance) REFERENCES echeance (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_reste_echeance_type_echeance CHECK (typeof(echeance) IN ('integer')),
	CONSTRAINT ck_reste_echeance_type_piece CHECK (typeof(piece) IN ('integer')),
	CONSTRAINT ck_reste_echeance_type_montant CHECK (typeof(montant) IN ('integer')),
	CONSTRAINT ck_reste_echeance_type_impute CHECK (typeof(impute) IN ('integer')),
	CONSTRAINT ck_reste_echeance_type_reste CHECK (typeof(reste) IN ('integer')),
	CONSTRAINT ck_reste_echeance_type_montant_devise CHECK (typeof(montant_devise) IN ('integer')),
	CONSTRAINT ck_reste_echeance_type_impute_devise CHECK (typeof(impute_devise) IN ('integer')),
	CONSTRAINT ck_reste_echeance_type_reste_devise CHECK (typeof(reste_devise) IN ('integer'))
)
-- ;;
CREATE INDEX ix_reste_echeance_piece ON reste_echeance (piece)
-- ;;
CREATE TABLE suivi_piece (
	piece INTEGER NOT NULL,
	client INTEGER NOT NULL,
	montant INTEGER NOT NULL,
	impute INTEGER NOT NULL,
	reste INTEGER NOT NULL,
	CONSTRAINT pk_suivi_piece PRIMARY KEY (piece),
	CONSTRAINT ck_suivi_piece_somme CHECK (reste = montant - impute),
	CONSTRAINT fk_suivi_piece_piece FOREIGN KEY(piece) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_suivi_piece_type_piece CHECK (typeof(piece) IN ('integer')),
	CONSTRAINT ck_suivi_piece_type_client CHECK (typeof(client) IN ('integer')),
	CONSTRAINT ck_suivi_piece_type_montant CHECK (typeof(montant) IN ('integer')),
	CONSTRAINT ck_suivi_piece_type_impute CHECK (typeof(impute) IN ('integer')),
	CONSTRAINT ck_suivi_piece_type_reste CHECK (typeof(reste) IN ('integer'))
)
-- ;;
CREATE INDEX ix_suivi_piece_ouvert ON suivi_piece (client, piece, reste) WHERE reste > 0
-- ;;
CREATE TABLE taux_tva (
	code TEXT NOT NULL,
	taux INTEGER NOT NULL,
	libelle TEXT NOT NULL,
	compte TEXT NOT NULL,
	actif BOOLEAN NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_taux_tva PRIMARY KEY (code),
	CONSTRAINT ck_taux_tva_type_taux CHECK (typeof(taux) IN ('integer')),
	CONSTRAINT ck_taux_tva_type_libelle CHECK (typeof(libelle) IN ('text')),
	CONSTRAINT ck_taux_tva_type_compte CHECK (typeof(compte) IN ('text')),
	CONSTRAINT ck_taux_tva_type_actif CHECK (actif IN (0, 1)),
	CONSTRAINT ck_taux_tva_type_version CHECK (typeof(version) IN ('integer'))
)
-- ;;
CREATE TABLE taux_tva_version (
	code TEXT NOT NULL,
	version INTEGER NOT NULL,
	taux INTEGER NOT NULL,
	libelle TEXT NOT NULL,
	compte TEXT NOT NULL,
	actif BOOLEAN NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_taux_tva_version PRIMARY KEY (code, version),
	CONSTRAINT fk_taux_tva_version_code FOREIGN KEY(code) REFERENCES taux_tva (code) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_taux_tva_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_taux_tva_version_type_version CHECK (typeof(version) IN ('integer')),
	CONSTRAINT ck_taux_tva_version_type_taux CHECK (typeof(taux) IN ('integer')),
	CONSTRAINT ck_taux_tva_version_type_libelle CHECK (typeof(libelle) IN ('text')),
	CONSTRAINT ck_taux_tva_version_type_compte CHECK (typeof(compte) IN ('text')),
	CONSTRAINT ck_taux_tva_version_type_actif CHECK (actif IN (0, 1)),
	CONSTRAINT ck_taux_tva_version_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_taux_tva_version_operation_id ON taux_tva_version (operation_id)
-- ;;
CREATE TABLE transfert (
	id INTEGER NOT NULL,
	du DATE NOT NULL,
	au DATE NOT NULL,
	nombre INTEGER NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_transfert PRIMARY KEY (id),
	CONSTRAINT fk_transfert_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_transfert_type_id CHECK (typeof(id) IN ('integer')),
	CONSTRAINT ck_transfert_type_du CHECK (du IS date(du)),
	CONSTRAINT ck_transfert_type_au CHECK (au IS date(au)),
	CONSTRAINT ck_transfert_type_nombre CHECK (typeof(nombre) IN ('integer')),
	CONSTRAINT ck_transfert_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_transfert_operation_id ON transfert (operation_id)
-- ;;
CREATE TABLE transfert_ecriture (
	ecriture INTEGER NOT NULL,
	transfert INTEGER NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_transfert_ecriture PRIMARY KEY (ecriture),
	CONSTRAINT fk_transfert_ecriture_ecriture FOREIGN KEY(ecriture) REFERENCES ecriture (id),
	CONSTRAINT fk_transfert_ecriture_transfert FOREIGN KEY(transfert) REFERENCES transfert (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_transfert_ecriture_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_transfert_ecriture_type_ecriture CHECK (typeof(ecriture) IN ('integer')),
	CONSTRAINT ck_transfert_ecriture_type_transfert CHECK (typeof(transfert) IN ('integer')),
	CONSTRAINT ck_transfert_ecriture_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_transfert_ecriture_operation_id ON transfert_ecriture (operation_id)
-- ;;
CREATE INDEX ix_transfert_ecriture_transfert ON transfert_ecriture (transfert)
-- ;;
CREATE TRIGGER article_sans_delete BEFORE DELETE ON article BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER article_creation BEFORE INSERT ON article BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM article WHERE code = NEW.code); SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM article_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER article_changement BEFORE UPDATE ON article BEGIN SELECT RAISE(ABORT, 'cc:inalterable') WHERE NEW.code <> OLD.code; SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM article_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER article_version_sans_update BEFORE UPDATE ON article_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER article_version_sans_delete BEFORE DELETE ON article_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER article_version_sans_remplacement BEFORE INSERT ON article_version BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM article_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER banque_sans_delete BEFORE DELETE ON banque BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER banque_creation BEFORE INSERT ON banque BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM banque WHERE code = NEW.code); SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM banque_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER banque_changement BEFORE UPDATE ON banque BEGIN SELECT RAISE(ABORT, 'cc:inalterable') WHERE NEW.code <> OLD.code; SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM banque_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER banque_version_sans_update BEFORE UPDATE ON banque_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER banque_version_sans_delete BEFORE DELETE ON banque_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER banque_version_sans_remplacement BEFORE INSERT ON banque_version BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM banque_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER echeance_sans_delete BEFORE DELETE ON echeance BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER echeance_creation BEFORE INSERT ON echeance BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM echeance WHERE id = NEW.id); SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM echeance_version WHERE id = NEW.id AND version = NEW.version); END
-- ;;
CREATE TRIGGER echeance_changement BEFORE UPDATE ON echeance BEGIN SELECT RAISE(ABORT, 'cc:inalterable') WHERE NEW.id <> OLD.id; SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM echeance_version WHERE id = NEW.id AND version = NEW.version); END
-- ;;
CREATE TRIGGER echeance_version_sans_update BEFORE UPDATE ON echeance_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER echeance_version_sans_delete BEFORE DELETE ON echeance_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER echeance_version_sans_remplacement BEFORE INSERT ON echeance_version BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM echeance_version WHERE id = NEW.id AND version = NEW.version); END
-- ;;
CREATE TRIGGER fichier_sans_update BEFORE UPDATE ON fichier BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER fichier_sans_delete BEFORE DELETE ON fichier BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER fichier_sans_remplacement BEFORE INSERT ON fichier BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM fichier WHERE empreinte = NEW.empreinte); END
-- ;;
CREATE TRIGGER imputation_sans_update BEFORE UPDATE ON imputation BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER imputation_sans_delete BEFORE DELETE ON imputation BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER imputation_sans_remplacement BEFORE INSERT ON imputation BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM imputation WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM imputation WHERE annule = NEW.annule); END
-- ;;
CREATE TRIGGER lettrage_sans_update BEFORE UPDATE ON lettrage BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER lettrage_sans_delete BEFORE DELETE ON lettrage BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER lettrage_sans_remplacement BEFORE INSERT ON lettrage BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM lettrage WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM lettrage WHERE annule = NEW.annule); END
-- ;;
CREATE TRIGGER lettrage_ligne_sans_update BEFORE UPDATE ON lettrage_ligne BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER lettrage_ligne_sans_delete BEFORE DELETE ON lettrage_ligne BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER lettrage_ligne_sans_remplacement BEFORE INSERT ON lettrage_ligne BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM lettrage_ligne WHERE lettrage = NEW.lettrage AND ecriture = NEW.ecriture AND rang = NEW.rang); END
-- ;;
CREATE TRIGGER mode_reglement_sans_delete BEFORE DELETE ON mode_reglement BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER mode_reglement_creation BEFORE INSERT ON mode_reglement BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM mode_reglement WHERE code = NEW.code); SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM mode_reglement_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER mode_reglement_changement BEFORE UPDATE ON mode_reglement BEGIN SELECT RAISE(ABORT, 'cc:inalterable') WHERE NEW.code <> OLD.code; SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM mode_reglement_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER mode_reglement_version_sans_update BEFORE UPDATE ON mode_reglement_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER mode_reglement_version_sans_delete BEFORE DELETE ON mode_reglement_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER mode_reglement_version_sans_remplacement BEFORE INSERT ON mode_reglement_version BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM mode_reglement_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER numero_piece_sans_update BEFORE UPDATE ON numero_piece BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER numero_piece_sans_delete BEFORE DELETE ON numero_piece BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER numero_piece_sans_remplacement BEFORE INSERT ON numero_piece BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM numero_piece WHERE numero = NEW.numero) OR EXISTS (SELECT 1 FROM numero_piece WHERE serie = NEW.serie AND station = NEW.station AND exercice = NEW.exercice AND rang = NEW.rang); END
-- ;;
CREATE TRIGGER piece_sans_delete BEFORE DELETE ON piece BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER piece_creation BEFORE INSERT ON piece BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM piece WHERE id = NEW.id); SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM piece_version WHERE id = NEW.id AND version = NEW.version); END
-- ;;
CREATE TRIGGER piece_changement BEFORE UPDATE ON piece BEGIN SELECT RAISE(ABORT, 'cc:inalterable') WHERE NEW.id <> OLD.id; SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM piece_version WHERE id = NEW.id AND version = NEW.version); END
-- ;;
CREATE TRIGGER piece_jointe_sans_update BEFORE UPDATE ON piece_jointe BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER piece_jointe_sans_delete BEFORE DELETE ON piece_jointe BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER piece_jointe_sans_remplacement BEFORE INSERT ON piece_jointe BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM piece_jointe WHERE id = NEW.id); END
-- ;;
CREATE TRIGGER piece_ligne_sans_update BEFORE UPDATE ON piece_ligne BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER piece_ligne_sans_delete BEFORE DELETE ON piece_ligne BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER piece_ligne_sans_remplacement BEFORE INSERT ON piece_ligne BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM piece_ligne WHERE piece = NEW.piece AND version = NEW.version AND rang = NEW.rang); END
-- ;;
CREATE TRIGGER piece_version_sans_update BEFORE UPDATE ON piece_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER piece_version_sans_delete BEFORE DELETE ON piece_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER piece_version_sans_remplacement BEFORE INSERT ON piece_version BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM piece_version WHERE id = NEW.id AND version = NEW.version); END
-- ;;
CREATE TRIGGER reglement_sans_delete BEFORE DELETE ON reglement BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER reglement_creation BEFORE INSERT ON reglement BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM reglement WHERE id = NEW.id); SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM reglement_version WHERE id = NEW.id AND version = NEW.version); END
-- ;;
CREATE TRIGGER reglement_changement BEFORE UPDATE ON reglement BEGIN SELECT RAISE(ABORT, 'cc:inalterable') WHERE NEW.id <> OLD.id; SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM reglement_version WHERE id = NEW.id AND version = NEW.version); END
-- ;;
CREATE TRIGGER reglement_version_sans_update BEFORE UPDATE ON reglement_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER reglement_version_sans_delete BEFORE DELETE ON reglement_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER reglement_version_sans_remplacement BEFORE INSERT ON reglement_version BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM reglement_version WHERE id = NEW.id AND version = NEW.version); END
-- ;;
CREATE TRIGGER taux_tva_sans_delete BEFORE DELETE ON taux_tva BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER taux_tva_creation BEFORE INSERT ON taux_tva BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM taux_tva WHERE code = NEW.code); SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM taux_tva_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER taux_tva_changement BEFORE UPDATE ON taux_tva BEGIN SELECT RAISE(ABORT, 'cc:inalterable') WHERE NEW.code <> OLD.code; SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM taux_tva_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER taux_tva_version_sans_update BEFORE UPDATE ON taux_tva_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER taux_tva_version_sans_delete BEFORE DELETE ON taux_tva_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER taux_tva_version_sans_remplacement BEFORE INSERT ON taux_tva_version BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM taux_tva_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER transfert_sans_update BEFORE UPDATE ON transfert BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER transfert_sans_delete BEFORE DELETE ON transfert BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER transfert_sans_remplacement BEFORE INSERT ON transfert BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM transfert WHERE id = NEW.id); END
-- ;;
CREATE TRIGGER transfert_ecriture_sans_update BEFORE UPDATE ON transfert_ecriture BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER transfert_ecriture_sans_delete BEFORE DELETE ON transfert_ecriture BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER transfert_ecriture_sans_remplacement BEFORE INSERT ON transfert_ecriture BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM transfert_ecriture WHERE ecriture = NEW.ecriture); END
-- ;;
CREATE TRIGGER piece_version_controle BEFORE INSERT ON piece_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable') WHERE NEW.version > 1 AND EXISTS (SELECT 1 FROM piece_version WHERE id = NEW.id AND etat = 'validee' AND version = NEW.version - 1); END
-- ;;
CREATE TRIGGER piece_version_suivi AFTER INSERT ON piece_version WHEN NEW.version = 1 BEGIN INSERT INTO suivi_piece (piece, client, montant, impute, reste) VALUES (NEW.id, NEW.client, 0, 0, 0); END
-- ;;
CREATE TRIGGER piece_version_avoir AFTER INSERT ON piece_version WHEN NEW.type = 'avoir' AND NEW.version = 1 BEGIN INSERT INTO disponible (sorte, reference, client, montant, utilise, reste, montant_devise, utilise_devise, reste_devise) VALUES ('avoir', NEW.id, NEW.client, NEW.total_ttc, 0, NEW.total_ttc, NEW.total_devise, 0, NEW.total_devise); END
-- ;;
CREATE TRIGGER echeance_version_reste AFTER INSERT ON echeance_version BEGIN INSERT INTO reste_echeance (echeance, piece, montant, impute, reste, montant_devise, impute_devise, reste_devise) VALUES (NEW.id, NEW.piece, NEW.montant, 0, NEW.montant, NEW.montant_devise, 0, NEW.montant_devise) ON CONFLICT (echeance) DO UPDATE SET montant = excluded.montant, reste = excluded.montant - reste_echeance.impute, montant_devise = excluded.montant_devise, reste_devise = excluded.montant_devise - reste_echeance.impute_devise; UPDATE suivi_piece SET montant = (SELECT sum(r.montant) FROM reste_echeance r WHERE r.piece = NEW.piece), reste = (SELECT sum(r.montant) FROM reste_echeance r WHERE r.piece = NEW.piece) - impute WHERE piece = NEW.piece; END
-- ;;
CREATE TRIGGER reglement_version_disponible AFTER INSERT ON reglement_version WHEN NEW.sens = 1 BEGIN INSERT INTO disponible (sorte, reference, client, montant, utilise, reste, montant_devise, utilise_devise, reste_devise) VALUES ('reglement', NEW.id, NEW.client, CASE NEW.etat WHEN 'annule' THEN 0 ELSE NEW.montant END, 0, CASE NEW.etat WHEN 'annule' THEN 0 ELSE NEW.montant END, CASE NEW.etat WHEN 'annule' THEN 0 ELSE NEW.montant_devise END, 0, CASE NEW.etat WHEN 'annule' THEN 0 ELSE NEW.montant_devise END) ON CONFLICT (sorte, reference) DO UPDATE SET montant = excluded.montant, reste = excluded.montant - disponible.utilise, montant_devise = excluded.montant_devise, reste_devise = excluded.montant_devise - disponible.utilise_devise; END
-- ;;
CREATE TRIGGER imputation_controle BEFORE INSERT ON imputation BEGIN SELECT RAISE(ABORT, 'cc:contraire_inexact') WHERE NEW.annule IS NOT NULL AND NOT EXISTS (SELECT 1 FROM imputation i WHERE i.id = NEW.annule AND i.annule IS NULL AND i.montant = -NEW.montant AND i.montant_source = -NEW.montant_source AND i.montant_devise = -NEW.montant_devise AND coalesce(i.reglement, 0) = coalesce(NEW.reglement, 0) AND coalesce(i.avoir, 0) = coalesce(NEW.avoir, 0) AND coalesce(i.compte_source, 0) = coalesce(NEW.compte_source, 0) AND coalesce(i.echeance, 0) = coalesce(NEW.echeance, 0) AND coalesce(i.compte_cible, 0) = coalesce(NEW.compte_cible, 0) AND coalesce(i.remboursement, 0) = coalesce(NEW.remboursement, 0));SELECT RAISE(ABORT, 'cc:periode_close') WHERE EXISTS (SELECT 1 FROM cloture WHERE fin >= NEW.date AND debut <= NEW.date AND (station IS NULL OR station = NEW.station)); END
-- ;;
CREATE TRIGGER imputation_cible AFTER INSERT ON imputation WHEN NEW.echeance IS NOT NULL BEGIN UPDATE reste_echeance SET impute = impute + NEW.montant, reste = reste - NEW.montant, impute_devise = impute_devise + NEW.montant_devise, reste_devise = reste_devise - NEW.montant_devise WHERE echeance = NEW.echeance; UPDATE suivi_piece SET impute = impute + NEW.montant, reste = reste - NEW.montant WHERE piece = (SELECT piece FROM reste_echeance WHERE echeance = NEW.echeance); END
-- ;;
CREATE TRIGGER imputation_source AFTER INSERT ON imputation WHEN NEW.reglement IS NOT NULL OR NEW.avoir IS NOT NULL BEGIN UPDATE disponible SET utilise = utilise + NEW.montant_source, reste = reste - NEW.montant_source, utilise_devise = utilise_devise + NEW.montant_devise, reste_devise = reste_devise - NEW.montant_devise WHERE (sorte = 'reglement' AND reference = NEW.reglement) OR (sorte = 'avoir' AND reference = NEW.avoir); END
