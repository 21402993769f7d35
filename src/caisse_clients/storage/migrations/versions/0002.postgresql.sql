CREATE TABLE article (
	code TEXT NOT NULL,
	libelle TEXT NOT NULL,
	sorte TEXT NOT NULL,
	nature TEXT NOT NULL,
	taux BIGINT NOT NULL,
	prix_ttc BIGINT,
	compte TEXT NOT NULL,
	actif BOOLEAN NOT NULL,
	version BIGINT NOT NULL,
	CONSTRAINT pk_article PRIMARY KEY (code)
)
-- ;;
CREATE TABLE article_version (
	code TEXT NOT NULL,
	version BIGINT NOT NULL,
	libelle TEXT NOT NULL,
	sorte TEXT NOT NULL,
	nature TEXT NOT NULL,
	taux BIGINT NOT NULL,
	prix_ttc BIGINT,
	compte TEXT NOT NULL,
	actif BOOLEAN NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_article_version PRIMARY KEY (code, version)
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
	version BIGINT NOT NULL,
	CONSTRAINT pk_banque PRIMARY KEY (code)
)
-- ;;
CREATE TABLE banque_version (
	code TEXT NOT NULL,
	version BIGINT NOT NULL,
	libelle TEXT NOT NULL,
	iban TEXT NOT NULL,
	bic TEXT NOT NULL,
	compte TEXT NOT NULL,
	journal TEXT NOT NULL,
	emetteur TEXT NOT NULL,
	actif BOOLEAN NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_banque_version PRIMARY KEY (code, version)
)
-- ;;
CREATE INDEX ix_banque_version_operation_id ON banque_version (operation_id)
-- ;;
CREATE TABLE disponible (
	sorte TEXT NOT NULL,
	reference BIGINT NOT NULL,
	client BIGINT NOT NULL,
	montant BIGINT NOT NULL,
	utilise BIGINT NOT NULL,
	reste BIGINT NOT NULL,
	montant_devise BIGINT NOT NULL,
	utilise_devise BIGINT NOT NULL,
	reste_devise BIGINT NOT NULL,
	CONSTRAINT pk_disponible PRIMARY KEY (sorte, reference),
	CONSTRAINT ck_disponible_sorte CHECK (sorte IN ('reglement', 'avoir')),
	CONSTRAINT ck_disponible_somme CHECK (reste = montant - utilise AND reste_devise = montant_devise - utilise_devise),
	CONSTRAINT ck_disponible_reste CHECK (reste >= 0 AND reste_devise >= 0),
	CONSTRAINT ck_disponible_utilise CHECK (utilise >= 0 AND utilise_devise >= 0),
	CONSTRAINT ck_disponible_devise CHECK ((reste_devise > 0) OR (reste = 0))
)
-- ;;
CREATE INDEX ix_disponible_ouvert ON disponible (client, sorte, reference) WHERE reste_devise > 0
-- ;;
CREATE TABLE echeance (
	id BIGINT NOT NULL,
	piece BIGINT NOT NULL,
	rang BIGINT NOT NULL,
	date DATE NOT NULL,
	date_reglement DATE NOT NULL,
	prevu BIGINT NOT NULL,
	montant BIGINT NOT NULL,
	montant_devise BIGINT NOT NULL,
	mode TEXT NOT NULL,
	banque TEXT NOT NULL,
	note TEXT NOT NULL,
	relance TEXT NOT NULL,
	litige BOOLEAN NOT NULL,
	version BIGINT NOT NULL,
	CONSTRAINT pk_echeance PRIMARY KEY (id)
)
-- ;;
CREATE INDEX ix_echeance_date ON echeance (date, id)
-- ;;
CREATE UNIQUE INDEX ix_echeance_piece ON echeance (piece, rang)
-- ;;
CREATE TABLE echeance_version (
	id BIGINT NOT NULL,
	version BIGINT NOT NULL,
	piece BIGINT NOT NULL,
	rang BIGINT NOT NULL,
	date DATE NOT NULL,
	date_reglement DATE NOT NULL,
	prevu BIGINT NOT NULL,
	montant BIGINT NOT NULL,
	montant_devise BIGINT NOT NULL,
	mode TEXT NOT NULL,
	banque TEXT NOT NULL,
	note TEXT,
	relance TEXT NOT NULL,
	litige BOOLEAN NOT NULL,
	operation_id BIGINT NOT NULL,
	sel BYTEA,
	personnel_empreinte BYTEA NOT NULL,
	CONSTRAINT pk_echeance_version PRIMARY KEY (id, version)
)
-- ;;
CREATE INDEX ix_echeance_version_operation_id ON echeance_version (operation_id)
-- ;;
CREATE TABLE fichier (
	empreinte TEXT NOT NULL,
	taille BIGINT NOT NULL,
	type TEXT NOT NULL,
	contenu BYTEA NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_fichier PRIMARY KEY (empreinte)
)
-- ;;
CREATE INDEX ix_fichier_operation_id ON fichier (operation_id)
-- ;;
CREATE TABLE imputation (
	id BIGINT NOT NULL,
	reglement BIGINT,
	avoir BIGINT,
	compte_source BIGINT,
	echeance BIGINT,
	compte_cible BIGINT,
	remboursement BIGINT,
	montant BIGINT NOT NULL,
	montant_source BIGINT NOT NULL,
	montant_devise BIGINT NOT NULL,
	date DATE NOT NULL,
	station TEXT NOT NULL,
	motif TEXT NOT NULL,
	ecriture BIGINT,
	ecriture_acompte BIGINT,
	facture_acompte BIGINT,
	annule BIGINT,
	raison TEXT,
	operation_id BIGINT NOT NULL,
	sel BYTEA,
	personnel_empreinte BYTEA NOT NULL,
	CONSTRAINT pk_imputation PRIMARY KEY (id),
	CONSTRAINT uq_imputation_annule UNIQUE (annule),
	CONSTRAINT ck_imputation_une_source CHECK ((CASE WHEN reglement IS NULL THEN 0 ELSE 1 END) + (CASE WHEN avoir IS NULL THEN 0 ELSE 1 END) + (CASE WHEN compte_source IS NULL THEN 0 ELSE 1 END) = (CASE WHEN motif = 'ecart' AND (echeance IS NOT NULL OR compte_cible IS NOT NULL) THEN 0 ELSE 1 END)),
	CONSTRAINT ck_imputation_une_cible CHECK ((CASE WHEN echeance IS NULL THEN 0 ELSE 1 END) + (CASE WHEN compte_cible IS NULL THEN 0 ELSE 1 END) + (CASE WHEN remboursement IS NULL THEN 0 ELSE 1 END) = (CASE WHEN motif IN ('ecart', 'conversion') AND (reglement IS NOT NULL OR avoir IS NOT NULL OR compte_source IS NOT NULL) THEN 0 ELSE 1 END)),
	CONSTRAINT ck_imputation_montant CHECK (montant_devise <> 0),
	CONSTRAINT ck_imputation_sens CHECK ((annule IS NULL) = (montant_devise > 0))
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
	id BIGINT NOT NULL,
	tiers BIGINT NOT NULL,
	lettre TEXT NOT NULL,
	date DATE NOT NULL,
	annule BIGINT,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_lettrage PRIMARY KEY (id),
	CONSTRAINT uq_lettrage_annule UNIQUE (annule)
)
-- ;;
CREATE INDEX ix_lettrage_operation_id ON lettrage (operation_id)
-- ;;
CREATE INDEX ix_lettrage_tiers ON lettrage (tiers)
-- ;;
CREATE TABLE lettrage_ligne (
	lettrage BIGINT NOT NULL,
	ecriture BIGINT NOT NULL,
	rang BIGINT NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_lettrage_ligne PRIMARY KEY (lettrage, ecriture, rang)
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
	version BIGINT NOT NULL,
	CONSTRAINT pk_mode_reglement PRIMARY KEY (code)
)
-- ;;
CREATE TABLE mode_reglement_version (
	code TEXT NOT NULL,
	version BIGINT NOT NULL,
	libelle TEXT NOT NULL,
	compte TEXT NOT NULL,
	journal TEXT NOT NULL,
	numerique BOOLEAN NOT NULL,
	especes BOOLEAN NOT NULL,
	actif BOOLEAN NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_mode_reglement_version PRIMARY KEY (code, version)
)
-- ;;
CREATE INDEX ix_mode_reglement_version_operation_id ON mode_reglement_version (operation_id)
-- ;;
CREATE TABLE numero_piece (
	numero TEXT NOT NULL,
	piece BIGINT NOT NULL,
	serie TEXT NOT NULL,
	station TEXT NOT NULL,
	exercice BIGINT NOT NULL,
	rang BIGINT NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_numero_piece PRIMARY KEY (numero),
	CONSTRAINT uq_numero_piece_serie_station_exercice_rang UNIQUE (serie, station, exercice, rang),
	CONSTRAINT ck_numero_piece_rang CHECK (rang > 0)
)
-- ;;
CREATE INDEX ix_numero_piece_operation_id ON numero_piece (operation_id)
-- ;;
CREATE INDEX ix_numero_piece_piece ON numero_piece (piece)
-- ;;
CREATE TABLE piece (
	id BIGINT NOT NULL,
	type TEXT NOT NULL,
	client BIGINT NOT NULL,
	affaire BIGINT NOT NULL,
	origine BIGINT,
	station TEXT NOT NULL,
	devise TEXT NOT NULL,
	cours BIGINT,
	etat TEXT NOT NULL,
	numero TEXT NOT NULL,
	date DATE NOT NULL,
	conditions TEXT NOT NULL,
	professionnel BOOLEAN NOT NULL,
	destinataire TEXT NOT NULL,
	reference TEXT NOT NULL,
	commentaire TEXT NOT NULL,
	raison TEXT NOT NULL,
	total_ht BIGINT NOT NULL,
	total_tva BIGINT NOT NULL,
	total_ttc BIGINT NOT NULL,
	total_devise BIGINT NOT NULL,
	version_lignes BIGINT NOT NULL,
	ecriture BIGINT,
	version BIGINT NOT NULL,
	CONSTRAINT pk_piece PRIMARY KEY (id)
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
	id BIGINT NOT NULL,
	reglement BIGINT NOT NULL,
	fichier TEXT NOT NULL,
	nom TEXT,
	operation_id BIGINT NOT NULL,
	sel BYTEA,
	personnel_empreinte BYTEA NOT NULL,
	CONSTRAINT pk_piece_jointe PRIMARY KEY (id)
)
-- ;;
CREATE INDEX ix_piece_jointe_operation_id ON piece_jointe (operation_id)
-- ;;
CREATE INDEX ix_piece_jointe_reglement ON piece_jointe (reglement)
-- ;;
CREATE TABLE piece_ligne (
	piece BIGINT NOT NULL,
	version BIGINT NOT NULL,
	rang BIGINT NOT NULL,
	article TEXT NOT NULL,
	libelle TEXT NOT NULL,
	nature TEXT NOT NULL,
	compte TEXT NOT NULL,
	quantite BIGINT NOT NULL,
	prix BIGINT NOT NULL,
	ttc BOOLEAN NOT NULL,
	remise BIGINT NOT NULL,
	taux BIGINT NOT NULL,
	montant_ht BIGINT NOT NULL,
	montant_tva BIGINT NOT NULL,
	montant_ttc BIGINT NOT NULL,
	rang_origine BIGINT,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_piece_ligne PRIMARY KEY (piece, version, rang),
	CONSTRAINT ck_piece_ligne_somme CHECK (montant_ttc = montant_ht + montant_tva),
	CONSTRAINT ck_piece_ligne_quantite CHECK (quantite > 0)
)
-- ;;
CREATE INDEX ix_piece_ligne_operation_id ON piece_ligne (operation_id)
-- ;;
CREATE TABLE piece_version (
	id BIGINT NOT NULL,
	version BIGINT NOT NULL,
	type TEXT NOT NULL,
	client BIGINT NOT NULL,
	affaire BIGINT NOT NULL,
	origine BIGINT,
	station TEXT NOT NULL,
	devise TEXT NOT NULL,
	cours BIGINT,
	etat TEXT NOT NULL,
	numero TEXT NOT NULL,
	date DATE NOT NULL,
	conditions TEXT NOT NULL,
	professionnel BOOLEAN NOT NULL,
	destinataire TEXT,
	reference TEXT,
	commentaire TEXT,
	raison TEXT,
	total_ht BIGINT NOT NULL,
	total_tva BIGINT NOT NULL,
	total_ttc BIGINT NOT NULL,
	total_devise BIGINT NOT NULL,
	version_lignes BIGINT NOT NULL,
	ecriture BIGINT,
	operation_id BIGINT NOT NULL,
	sel BYTEA,
	personnel_empreinte BYTEA NOT NULL,
	CONSTRAINT pk_piece_version PRIMARY KEY (id, version)
)
-- ;;
CREATE INDEX ix_piece_version_operation_id ON piece_version (operation_id)
-- ;;
CREATE TABLE reglement (
	id BIGINT NOT NULL,
	numero TEXT NOT NULL,
	client BIGINT NOT NULL,
	station TEXT NOT NULL,
	sens BIGINT NOT NULL,
	mode TEXT NOT NULL,
	mode_libelle TEXT NOT NULL,
	numerique BOOLEAN NOT NULL,
	especes BOOLEAN NOT NULL,
	date DATE NOT NULL,
	devise TEXT NOT NULL,
	cours BIGINT,
	montant BIGINT NOT NULL,
	montant_devise BIGINT NOT NULL,
	banque TEXT NOT NULL,
	reference TEXT NOT NULL,
	identite TEXT NOT NULL,
	etat TEXT NOT NULL,
	raison TEXT NOT NULL,
	ecriture BIGINT,
	version BIGINT NOT NULL,
	CONSTRAINT pk_reglement PRIMARY KEY (id)
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
	id BIGINT NOT NULL,
	version BIGINT NOT NULL,
	numero TEXT NOT NULL,
	client BIGINT NOT NULL,
	station TEXT NOT NULL,
	sens BIGINT NOT NULL,
	mode TEXT NOT NULL,
	mode_libelle TEXT NOT NULL,
	numerique BOOLEAN NOT NULL,
	especes BOOLEAN NOT NULL,
	date DATE NOT NULL,
	devise TEXT NOT NULL,
	cours BIGINT,
	montant BIGINT NOT NULL,
	montant_devise BIGINT NOT NULL,
	banque TEXT NOT NULL,
	reference TEXT,
	identite TEXT,
	etat TEXT NOT NULL,
	raison TEXT,
	ecriture BIGINT,
	operation_id BIGINT NOT NULL,
	sel BYTEA,
	personnel_empreinte BYTEA NOT NULL,
	CONSTRAINT pk_reglement_version PRIMARY KEY (id, version)
)
-- ;;
CREATE INDEX ix_reglement_version_ecriture ON reglement_version (ecriture)
-- ;;
CREATE INDEX ix_reglement_version_operation_id ON reglement_version (operation_id)
-- ;;
CREATE TABLE reste_echeance (
	echeance BIGINT NOT NULL,
	piece BIGINT NOT NULL,
	montant BIGINT NOT NULL,
	impute BIGINT NOT NULL,
	reste BIGINT NOT NULL,
	montant_devise BIGINT NOT NULL,
	impute_devise BIGINT NOT NULL,
	reste_devise BIGINT NOT NULL,
	CONSTRAINT pk_reste_echeance PRIMARY KEY (echeance),
	CONSTRAINT ck_reste_echeance_somme CHECK (reste = montant - impute AND reste_devise = montant_devise - impute_devise),
	CONSTRAINT ck_reste_echeance_reste CHECK (reste >= 0 AND reste_devise >= 0),
	CONSTRAINT ck_reste_echeance_impute CHECK (impute >= 0 AND impute_devise >= 0),
	CONSTRAINT ck_reste_echeance_devise CHECK ((reste_devise > 0) OR (reste = 0))
)
-- ;;
CREATE INDEX ix_reste_echeance_piece ON reste_echeance (piece)
-- ;;
CREATE TABLE suivi_piece (
	piece BIGINT NOT NULL,
	client BIGINT NOT NULL,
	montant BIGINT NOT NULL,
	impute BIGINT NOT NULL,
	reste BIGINT NOT NULL,
	CONSTRAINT pk_suivi_piece PRIMARY KEY (piece),
	CONSTRAINT ck_suivi_piece_somme CHECK (reste = montant - impute)
)
-- ;;
CREATE INDEX ix_suivi_piece_ouvert ON suivi_piece (client, piece, reste) WHERE reste > 0
-- ;;
CREATE TABLE taux_tva (
	code TEXT NOT NULL,
	taux BIGINT NOT NULL,
	libelle TEXT NOT NULL,
	compte TEXT NOT NULL,
	actif BOOLEAN NOT NULL,
	version BIGINT NOT NULL,
	CONSTRAINT pk_taux_tva PRIMARY KEY (code)
)
-- ;;
CREATE TABLE taux_tva_version (
	code TEXT NOT NULL,
	version BIGINT NOT NULL,
	taux BIGINT NOT NULL,
	libelle TEXT NOT NULL,
	compte TEXT NOT NULL,
	actif BOOLEAN NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_taux_tva_version PRIMARY KEY (code, version)
)
-- ;;
CREATE INDEX ix_taux_tva_version_operation_id ON taux_tva_version (operation_id)
-- ;;
CREATE TABLE transfert (
	id BIGINT NOT NULL,
	du DATE NOT NULL,
	au DATE NOT NULL,
	nombre BIGINT NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_transfert PRIMARY KEY (id)
)
-- ;;
CREATE INDEX ix_transfert_operation_id ON transfert (operation_id)
-- ;;
CREATE TABLE transfert_ecriture (
	ecriture BIGINT NOT NULL,
	transfert BIGINT NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_transfert_ecriture PRIMARY KEY (ecriture)
)
-- ;;
CREATE INDEX ix_transfert_ecriture_operation_id ON transfert_ecriture (operation_id)
-- ;;
CREATE INDEX ix_transfert_ecriture_transfert ON transfert_ecriture (transfert)
-- ;;
ALTER TABLE article_version ADD CONSTRAINT fk_article_version_code FOREIGN KEY(code) REFERENCES article (code) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE article_version ADD CONSTRAINT fk_article_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE banque_version ADD CONSTRAINT fk_banque_version_code FOREIGN KEY(code) REFERENCES banque (code) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE banque_version ADD CONSTRAINT fk_banque_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE echeance ADD CONSTRAINT fk_echeance_piece FOREIGN KEY(piece) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE echeance_version ADD CONSTRAINT fk_echeance_version_id FOREIGN KEY(id) REFERENCES echeance (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE echeance_version ADD CONSTRAINT fk_echeance_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE fichier ADD CONSTRAINT fk_fichier_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE imputation ADD CONSTRAINT fk_imputation_annule FOREIGN KEY(annule) REFERENCES imputation (id)
-- ;;
ALTER TABLE imputation ADD CONSTRAINT fk_imputation_avoir FOREIGN KEY(avoir) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE imputation ADD CONSTRAINT fk_imputation_compte_cible FOREIGN KEY(compte_cible) REFERENCES compte_client (numero)
-- ;;
ALTER TABLE imputation ADD CONSTRAINT fk_imputation_compte_source FOREIGN KEY(compte_source) REFERENCES compte_client (numero)
-- ;;
ALTER TABLE imputation ADD CONSTRAINT fk_imputation_echeance FOREIGN KEY(echeance) REFERENCES echeance (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE imputation ADD CONSTRAINT fk_imputation_ecriture FOREIGN KEY(ecriture) REFERENCES ecriture (id)
-- ;;
ALTER TABLE imputation ADD CONSTRAINT fk_imputation_ecriture_acompte FOREIGN KEY(ecriture_acompte) REFERENCES ecriture (id)
-- ;;
ALTER TABLE imputation ADD CONSTRAINT fk_imputation_facture_acompte FOREIGN KEY(facture_acompte) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE imputation ADD CONSTRAINT fk_imputation_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE imputation ADD CONSTRAINT fk_imputation_reglement FOREIGN KEY(reglement) REFERENCES reglement (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE imputation ADD CONSTRAINT fk_imputation_remboursement FOREIGN KEY(remboursement) REFERENCES reglement (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE imputation ADD CONSTRAINT fk_imputation_station FOREIGN KEY(station) REFERENCES station (code)
-- ;;
ALTER TABLE lettrage ADD CONSTRAINT fk_lettrage_annule FOREIGN KEY(annule) REFERENCES lettrage (id)
-- ;;
ALTER TABLE lettrage ADD CONSTRAINT fk_lettrage_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE lettrage ADD CONSTRAINT fk_lettrage_tiers FOREIGN KEY(tiers) REFERENCES client (code)
-- ;;
ALTER TABLE lettrage_ligne ADD CONSTRAINT fk_lettrage_ligne_ecriture FOREIGN KEY(ecriture) REFERENCES ecriture (id)
-- ;;
ALTER TABLE lettrage_ligne ADD CONSTRAINT fk_lettrage_ligne_lettrage FOREIGN KEY(lettrage) REFERENCES lettrage (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE lettrage_ligne ADD CONSTRAINT fk_lettrage_ligne_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE mode_reglement_version ADD CONSTRAINT fk_mode_reglement_version_code FOREIGN KEY(code) REFERENCES mode_reglement (code) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE mode_reglement_version ADD CONSTRAINT fk_mode_reglement_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE numero_piece ADD CONSTRAINT fk_numero_piece_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE numero_piece ADD CONSTRAINT fk_numero_piece_piece FOREIGN KEY(piece) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE piece ADD CONSTRAINT fk_piece_client FOREIGN KEY(client) REFERENCES client (code)
-- ;;
ALTER TABLE piece ADD CONSTRAINT fk_piece_ecriture FOREIGN KEY(ecriture) REFERENCES ecriture (id)
-- ;;
ALTER TABLE piece ADD CONSTRAINT fk_piece_origine FOREIGN KEY(origine) REFERENCES piece (id)
-- ;;
ALTER TABLE piece ADD CONSTRAINT fk_piece_station FOREIGN KEY(station) REFERENCES station (code)
-- ;;
ALTER TABLE piece_jointe ADD CONSTRAINT fk_piece_jointe_fichier FOREIGN KEY(fichier) REFERENCES fichier (empreinte) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE piece_jointe ADD CONSTRAINT fk_piece_jointe_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE piece_jointe ADD CONSTRAINT fk_piece_jointe_reglement FOREIGN KEY(reglement) REFERENCES reglement (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE piece_ligne ADD CONSTRAINT fk_piece_ligne_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE piece_ligne ADD CONSTRAINT fk_piece_ligne_piece FOREIGN KEY(piece) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE piece_version ADD CONSTRAINT fk_piece_version_id FOREIGN KEY(id) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE piece_version ADD CONSTRAINT fk_piece_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE reglement ADD CONSTRAINT fk_reglement_client FOREIGN KEY(client) REFERENCES client (code)
-- ;;
ALTER TABLE reglement ADD CONSTRAINT fk_reglement_ecriture FOREIGN KEY(ecriture) REFERENCES ecriture (id)
-- ;;
ALTER TABLE reglement ADD CONSTRAINT fk_reglement_station FOREIGN KEY(station) REFERENCES station (code)
-- ;;
ALTER TABLE reglement_version ADD CONSTRAINT fk_reglement_version_id FOREIGN KEY(id) REFERENCES reglement (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE reglement_version ADD CONSTRAINT fk_reglement_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE reste_echeance ADD CONSTRAINT fk_reste_echeance_echeance FOREIGN KEY(echeance) REFERENCES echeance (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE suivi_piece ADD CONSTRAINT fk_suivi_piece_piece FOREIGN KEY(piece) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE taux_tva_version ADD CONSTRAINT fk_taux_tva_version_code FOREIGN KEY(code) REFERENCES taux_tva (code) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE taux_tva_version ADD CONSTRAINT fk_taux_tva_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE transfert ADD CONSTRAINT fk_transfert_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE transfert_ecriture ADD CONSTRAINT fk_transfert_ecriture_ecriture FOREIGN KEY(ecriture) REFERENCES ecriture (id)
-- ;;
ALTER TABLE transfert_ecriture ADD CONSTRAINT fk_transfert_ecriture_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE transfert_ecriture ADD CONSTRAINT fk_transfert_ecriture_transfert FOREIGN KEY(transfert) REFERENCES transfert (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
CREATE SEQUENCE piece_ids
-- ;;
CREATE SEQUENCE echeance_ids
-- ;;
CREATE SEQUENCE reglement_ids
-- ;;
CREATE SEQUENCE imputation_ids
-- ;;
CREATE SEQUENCE piece_jointe_ids
-- ;;
CREATE SEQUENCE lettrage_ids
-- ;;
CREATE SEQUENCE transfert_ids
-- ;;
CREATE FUNCTION cc_piece_version_controle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF NEW.version > 1 AND EXISTS (SELECT 1 FROM piece_version WHERE id = NEW.id AND etat = 'validee' AND version = NEW.version - 1) THEN RAISE EXCEPTION 'cc:inalterable' USING ERRCODE = 'CC001'; END IF; RETURN NEW;
END $$
-- ;;
CREATE FUNCTION cc_piece_version_suite() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
IF NEW.version = 1 THEN INSERT INTO suivi_piece (piece, client, montant, impute, reste) VALUES (NEW.id, NEW.client, 0, 0, 0); IF NEW.type = 'avoir' THEN INSERT INTO disponible (sorte, reference, client, montant, utilise, reste, montant_devise, utilise_devise, reste_devise) VALUES ('avoir', NEW.id, NEW.client, NEW.total_ttc, 0, NEW.total_ttc, NEW.total_devise, 0, NEW.total_devise); END IF; END IF; RETURN NULL;
END $$
-- ;;
CREATE FUNCTION cc_echeance_version_reste() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
INSERT INTO reste_echeance (echeance, piece, montant, impute, reste, montant_devise, impute_devise, reste_devise) VALUES (NEW.id, NEW.piece, NEW.montant, 0, NEW.montant, NEW.montant_devise, 0, NEW.montant_devise) ON CONFLICT (echeance) DO UPDATE SET montant = excluded.montant, reste = excluded.montant - reste_echeance.impute, montant_devise = excluded.montant_devise, reste_devise = excluded.montant_devise - reste_echeance.impute_devise; UPDATE suivi_piece SET montant = (SELECT sum(r.montant) FROM reste_echeance r WHERE r.piece = NEW.piece), reste = (SELECT sum(r.montant) FROM reste_echeance r WHERE r.piece = NEW.piece) - impute WHERE piece = NEW.piece; RETURN NULL;
END $$
-- ;;
CREATE FUNCTION cc_reglement_version_disponible() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
IF NEW.sens = 1 THEN INSERT INTO disponible (sorte, reference, client, montant, utilise, reste, montant_devise, utilise_devise, reste_devise) VALUES ('reglement', NEW.id, NEW.client, CASE NEW.etat WHEN 'annule' THEN 0 ELSE NEW.montant END, 0, CASE NEW.etat WHEN 'annule' THEN 0 ELSE NEW.montant END, CASE NEW.etat WHEN 'annule' THEN 0 ELSE NEW.montant_devise END, 0, CASE NEW.etat WHEN 'annule' THEN 0 ELSE NEW.montant_devise END) ON CONFLICT (sorte, reference) DO UPDATE SET montant = excluded.montant, reste = excluded.montant - disponible.utilise, montant_devise = excluded.montant_devise, reste_devise = excluded.montant_devise - disponible.utilise_devise; END IF; RETURN NULL;
END $$
-- ;;
CREATE FUNCTION cc_imputation_controle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF NEW.annule IS NOT NULL AND NOT EXISTS (SELECT 1 FROM imputation i WHERE i.id = NEW.annule AND i.annule IS NULL AND i.montant = -NEW.montant AND i.montant_source = -NEW.montant_source AND i.montant_devise = -NEW.montant_devise AND coalesce(i.reglement, 0) = coalesce(NEW.reglement, 0) AND coalesce(i.avoir, 0) = coalesce(NEW.avoir, 0) AND coalesce(i.compte_source, 0) = coalesce(NEW.compte_source, 0) AND coalesce(i.echeance, 0) = coalesce(NEW.echeance, 0) AND coalesce(i.compte_cible, 0) = coalesce(NEW.compte_cible, 0) AND coalesce(i.remboursement, 0) = coalesce(NEW.remboursement, 0)) THEN RAISE EXCEPTION 'cc:contraire_inexact' USING ERRCODE = 'CC001'; END IF;
IF EXISTS (SELECT 1 FROM cloture WHERE fin >= NEW.date AND debut <= NEW.date AND (station IS NULL OR station = NEW.station)) THEN RAISE EXCEPTION 'cc:periode_close' USING ERRCODE = 'CC001'; END IF; RETURN NEW;
END $$
-- ;;
CREATE FUNCTION cc_imputation_effet() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
IF NEW.echeance IS NOT NULL THEN UPDATE reste_echeance SET impute = impute + NEW.montant, reste = reste - NEW.montant, impute_devise = impute_devise + NEW.montant_devise, reste_devise = reste_devise - NEW.montant_devise WHERE echeance = NEW.echeance; UPDATE suivi_piece SET impute = impute + NEW.montant, reste = reste - NEW.montant WHERE piece = (SELECT piece FROM reste_echeance WHERE echeance = NEW.echeance); END IF; IF NEW.reglement IS NOT NULL OR NEW.avoir IS NOT NULL THEN UPDATE disponible SET utilise = utilise + NEW.montant_source, reste = reste - NEW.montant_source, utilise_devise = utilise_devise + NEW.montant_devise, reste_devise = reste_devise - NEW.montant_devise WHERE (sorte = 'reglement' AND reference = NEW.reglement) OR (sorte = 'avoir' AND reference = NEW.avoir); END IF; RETURN NULL;
END $$
-- ;;
CREATE FUNCTION cc_article_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF TG_OP = 'UPDATE' THEN IF NEW.code <> OLD.code THEN RAISE EXCEPTION 'cc:inalterable' USING ERRCODE = 'CC001'; END IF; IF NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM article_version WHERE code = NEW.code AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; ELSE IF NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM article_version WHERE code = NEW.code AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; END IF; RETURN NEW;
END $$
-- ;;
CREATE TRIGGER article_changement BEFORE INSERT OR UPDATE ON article FOR EACH ROW EXECUTE FUNCTION cc_article_version()
-- ;;
CREATE TRIGGER article_sans_delete BEFORE DELETE ON article FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER article_sans_vidage BEFORE TRUNCATE ON article FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER article_version_inalterable BEFORE UPDATE OR DELETE ON article_version FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER article_version_sans_vidage BEFORE TRUNCATE ON article_version FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE FUNCTION cc_banque_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF TG_OP = 'UPDATE' THEN IF NEW.code <> OLD.code THEN RAISE EXCEPTION 'cc:inalterable' USING ERRCODE = 'CC001'; END IF; IF NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM banque_version WHERE code = NEW.code AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; ELSE IF NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM banque_version WHERE code = NEW.code AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; END IF; RETURN NEW;
END $$
-- ;;
CREATE TRIGGER banque_changement BEFORE INSERT OR UPDATE ON banque FOR EACH ROW EXECUTE FUNCTION cc_banque_version()
-- ;;
CREATE TRIGGER banque_sans_delete BEFORE DELETE ON banque FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER banque_sans_vidage BEFORE TRUNCATE ON banque FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER banque_version_inalterable BEFORE UPDATE OR DELETE ON banque_version FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER banque_version_sans_vidage BEFORE TRUNCATE ON banque_version FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER disponible_derive BEFORE INSERT OR UPDATE OR DELETE ON disponible FOR EACH ROW EXECUTE FUNCTION cc_derive()
-- ;;
CREATE FUNCTION cc_echeance_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF TG_OP = 'UPDATE' THEN IF NEW.id <> OLD.id THEN RAISE EXCEPTION 'cc:inalterable' USING ERRCODE = 'CC001'; END IF; IF NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM echeance_version WHERE id = NEW.id AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; ELSE IF NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM echeance_version WHERE id = NEW.id AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; END IF; RETURN NEW;
END $$
-- ;;
CREATE TRIGGER echeance_changement BEFORE INSERT OR UPDATE ON echeance FOR EACH ROW EXECUTE FUNCTION cc_echeance_version()
-- ;;
CREATE TRIGGER echeance_sans_delete BEFORE DELETE ON echeance FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER echeance_sans_vidage BEFORE TRUNCATE ON echeance FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER echeance_version_inalterable BEFORE UPDATE OR DELETE ON echeance_version FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER echeance_version_sans_vidage BEFORE TRUNCATE ON echeance_version FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER fichier_inalterable BEFORE UPDATE OR DELETE ON fichier FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER fichier_sans_vidage BEFORE TRUNCATE ON fichier FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER imputation_inalterable BEFORE UPDATE OR DELETE ON imputation FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER imputation_sans_vidage BEFORE TRUNCATE ON imputation FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER lettrage_inalterable BEFORE UPDATE OR DELETE ON lettrage FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER lettrage_sans_vidage BEFORE TRUNCATE ON lettrage FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER lettrage_ligne_inalterable BEFORE UPDATE OR DELETE ON lettrage_ligne FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER lettrage_ligne_sans_vidage BEFORE TRUNCATE ON lettrage_ligne FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE FUNCTION cc_mode_reglement_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF TG_OP = 'UPDATE' THEN IF NEW.code <> OLD.code THEN RAISE EXCEPTION 'cc:inalterable' USING ERRCODE = 'CC001'; END IF; IF NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM mode_reglement_version WHERE code = NEW.code AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; ELSE IF NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM mode_reglement_version WHERE code = NEW.code AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; END IF; RETURN NEW;
END $$
-- ;;
CREATE TRIGGER mode_reglement_changement BEFORE INSERT OR UPDATE ON mode_reglement FOR EACH ROW EXECUTE FUNCTION cc_mode_reglement_version()
-- ;;
CREATE TRIGGER mode_reglement_sans_delete BEFORE DELETE ON mode_reglement FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER mode_reglement_sans_vidage BEFORE TRUNCATE ON mode_reglement FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER mode_reglement_version_inalterable BEFORE UPDATE OR DELETE ON mode_reglement_version FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER mode_reglement_version_sans_vidage BEFORE TRUNCATE ON mode_reglement_version FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER numero_piece_inalterable BEFORE UPDATE OR DELETE ON numero_piece FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER numero_piece_sans_vidage BEFORE TRUNCATE ON numero_piece FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE FUNCTION cc_piece_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF TG_OP = 'UPDATE' THEN IF NEW.id <> OLD.id THEN RAISE EXCEPTION 'cc:inalterable' USING ERRCODE = 'CC001'; END IF; IF NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM piece_version WHERE id = NEW.id AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; ELSE IF NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM piece_version WHERE id = NEW.id AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; END IF; RETURN NEW;
END $$
-- ;;
CREATE TRIGGER piece_changement BEFORE INSERT OR UPDATE ON piece FOR EACH ROW EXECUTE FUNCTION cc_piece_version()
-- ;;
CREATE TRIGGER piece_sans_delete BEFORE DELETE ON piece FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER piece_sans_vidage BEFORE TRUNCATE ON piece FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER piece_jointe_inalterable BEFORE UPDATE OR DELETE ON piece_jointe FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER piece_jointe_sans_vidage BEFORE TRUNCATE ON piece_jointe FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER piece_ligne_inalterable BEFORE UPDATE OR DELETE ON piece_ligne FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER piece_ligne_sans_vidage BEFORE TRUNCATE ON piece_ligne FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER piece_version_inalterable BEFORE UPDATE OR DELETE ON piece_version FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER piece_version_sans_vidage BEFORE TRUNCATE ON piece_version FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE FUNCTION cc_reglement_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF TG_OP = 'UPDATE' THEN IF NEW.id <> OLD.id THEN RAISE EXCEPTION 'cc:inalterable' USING ERRCODE = 'CC001'; END IF; IF NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM reglement_version WHERE id = NEW.id AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; ELSE IF NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM reglement_version WHERE id = NEW.id AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; END IF; RETURN NEW;
END $$
-- ;;
CREATE TRIGGER reglement_changement BEFORE INSERT OR UPDATE ON reglement FOR EACH ROW EXECUTE FUNCTION cc_reglement_version()
-- ;;
CREATE TRIGGER reglement_sans_delete BEFORE DELETE ON reglement FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER reglement_sans_vidage BEFORE TRUNCATE ON reglement FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER reglement_version_inalterable BEFORE UPDATE OR DELETE ON reglement_version FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER reglement_version_sans_vidage BEFORE TRUNCATE ON reglement_version FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER reste_echeance_derive BEFORE INSERT OR UPDATE OR DELETE ON reste_echeance FOR EACH ROW EXECUTE FUNCTION cc_derive()
-- ;;
CREATE TRIGGER suivi_piece_derive BEFORE INSERT OR UPDATE OR DELETE ON suivi_piece FOR EACH ROW EXECUTE FUNCTION cc_derive()
-- ;;
CREATE FUNCTION cc_taux_tva_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF TG_OP = 'UPDATE' THEN IF NEW.code <> OLD.code THEN RAISE EXCEPTION 'cc:inalterable' USING ERRCODE = 'CC001'; END IF; IF NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM taux_tva_version WHERE code = NEW.code AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; ELSE IF NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM taux_tva_version WHERE code = NEW.code AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; END IF; RETURN NEW;
END $$
-- ;;
CREATE TRIGGER taux_tva_changement BEFORE INSERT OR UPDATE ON taux_tva FOR EACH ROW EXECUTE FUNCTION cc_taux_tva_version()
-- ;;
CREATE TRIGGER taux_tva_sans_delete BEFORE DELETE ON taux_tva FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER taux_tva_sans_vidage BEFORE TRUNCATE ON taux_tva FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER taux_tva_version_inalterable BEFORE UPDATE OR DELETE ON taux_tva_version FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER taux_tva_version_sans_vidage BEFORE TRUNCATE ON taux_tva_version FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER transfert_inalterable BEFORE UPDATE OR DELETE ON transfert FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER transfert_sans_vidage BEFORE TRUNCATE ON transfert FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER transfert_ecriture_inalterable BEFORE UPDATE OR DELETE ON transfert_ecriture FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER transfert_ecriture_sans_vidage BEFORE TRUNCATE ON transfert_ecriture FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER piece_version_controle BEFORE INSERT ON piece_version FOR EACH ROW EXECUTE FUNCTION cc_piece_version_controle()
-- ;;
CREATE TRIGGER piece_version_suite AFTER INSERT ON piece_version FOR EACH ROW EXECUTE FUNCTION cc_piece_version_suite()
-- ;;
CREATE TRIGGER echeance_version_reste AFTER INSERT ON echeance_version FOR EACH ROW EXECUTE FUNCTION cc_echeance_version_reste()
-- ;;
CREATE TRIGGER reglement_version_disponible AFTER INSERT ON reglement_version FOR EACH ROW EXECUTE FUNCTION cc_reglement_version_disponible()
-- ;;
CREATE TRIGGER imputation_controle BEFORE INSERT ON imputation FOR EACH ROW EXECUTE FUNCTION cc_imputation_controle()
-- ;;
CREATE TRIGGER imputation_effet AFTER INSERT ON imputation FOR EACH ROW EXECUTE FUNCTION cc_imputation_effet()
-- ;;
GRANT SELECT, INSERT ON article_version, banque_version, base_info, cle_poste, client_version, cloture, compte_client, echeance_version, ecriture, fichier, fusion, imputation, lettrage, lettrage_ligne, ligne, mode_reglement_version, motif_version, numero_piece, operation, parametre_version, piece_jointe, piece_ligne, piece_version, poste_version, reglement_version, station_version, taux_tva_version, tirage, transfert, transfert_ecriture, utilisateur_version TO caisse_clients_application
-- ;;
GRANT SELECT, INSERT, UPDATE ON article, banque, client, compteur, echeance, mode_reglement, motif, parametre, piece, poste, reglement, station, taux_tva, utilisateur TO caisse_clients_application
-- ;;
GRANT SELECT, UPDATE ON client_effectif, disponible, reste_echeance, solde_compte, suivi_piece, tete_poste TO caisse_clients_application
-- ;;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO caisse_clients_application
-- ;;
GRANT SELECT ON alembic_version TO caisse_clients_application
