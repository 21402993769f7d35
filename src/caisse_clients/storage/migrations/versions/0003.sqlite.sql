CREATE TABLE relance (
	id INTEGER NOT NULL,
	client INTEGER NOT NULL,
	niveau INTEGER NOT NULL,
	date DATE NOT NULL,
	montant INTEGER NOT NULL,
	frais INTEGER NOT NULL,
	penalites INTEGER NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_relance PRIMARY KEY (id),
	CONSTRAINT ck_relance_niveau CHECK (niveau BETWEEN 1 AND 3),
	CONSTRAINT ck_relance_montant CHECK (montant > 0),
	CONSTRAINT fk_relance_client FOREIGN KEY(client) REFERENCES client (code),
	CONSTRAINT fk_relance_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_relance_type_id CHECK (typeof(id) IN ('integer')),
	CONSTRAINT ck_relance_type_client CHECK (typeof(client) IN ('integer')),
	CONSTRAINT ck_relance_type_niveau CHECK (typeof(niveau) IN ('integer')),
	CONSTRAINT ck_relance_type_date CHECK (date IS date(date)),
	CONSTRAINT ck_relance_type_montant CHECK (typeof(montant) IN ('integer')),
	CONSTRAINT ck_relance_type_frais CHECK (typeof(frais) IN ('integer')),
	CONSTRAINT ck_relance_type_penalites CHECK (typeof(penalites) IN ('integer')),
	CONSTRAINT ck_relance_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_relance_client ON relance (client)
-- ;;
CREATE INDEX ix_relance_date ON relance (date, id)
-- ;;
CREATE INDEX ix_relance_operation_id ON relance (operation_id)
-- ;;
CREATE TABLE relance_echeance (
	relance INTEGER NOT NULL,
	echeance INTEGER NOT NULL,
	reste INTEGER NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_relance_echeance PRIMARY KEY (relance, echeance),
	CONSTRAINT fk_relance_echeance_relance FOREIGN KEY(relance) REFERENCES relance (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_relance_echeance_echeance FOREIGN KEY(echeance) REFERENCES echeance (id),
	CONSTRAINT fk_relance_echeance_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_relance_echeance_type_relance CHECK (typeof(relance) IN ('integer')),
	CONSTRAINT ck_relance_echeance_type_echeance CHECK (typeof(echeance) IN ('integer')),
	CONSTRAINT ck_relance_echeance_type_reste CHECK (typeof(reste) IN ('integer')),
	CONSTRAINT ck_relance_echeance_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_relance_echeance_echeance ON relance_echeance (echeance)
-- ;;
CREATE INDEX ix_relance_echeance_operation_id ON relance_echeance (operation_id)
-- ;;
CREATE TRIGGER relance_sans_update BEFORE UPDATE ON relance BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER relance_sans_delete BEFORE DELETE ON relance BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER relance_sans_remplacement BEFORE INSERT ON relance BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM relance WHERE id = NEW.id); END
-- ;;
CREATE TRIGGER relance_echeance_sans_update BEFORE UPDATE ON relance_echeance BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER relance_echeance_sans_delete BEFORE DELETE ON relance_echeance BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER relance_echeance_sans_remplacement BEFORE INSERT ON relance_echeance BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM relance_echeance WHERE relance = NEW.relance AND echeance = NEW.echeance); END
-- ;;
CREATE TRIGGER piece_ligne_tardive BEFORE INSERT ON piece_ligne BEGIN SELECT RAISE(ABORT, 'cc:piece_close') WHERE EXISTS (SELECT 1 FROM piece_version WHERE id = NEW.piece AND version = NEW.version); END
-- ;;
CREATE TRIGGER imputation_signes BEFORE INSERT ON imputation BEGIN SELECT RAISE(ABORT, 'cc:contraire_inexact') WHERE NEW.annule IS NULL AND (NEW.montant < 0 OR NEW.montant_source < 0); END
