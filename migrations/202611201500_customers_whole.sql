-- The customer whole: companies and their people, figures, wishes about messages, a picture.

ALTER TABLE customers.customers
    ADD COLUMN company_id               uuid,
    ADD COLUMN credit_limit_minor       bigint,
    ADD COLUMN currency                 text,
    ADD COLUMN payment_terms_days       integer,
    ADD COLUMN notification_preferences text[] NOT NULL DEFAULT '{}',
    ADD COLUMN birth_year_band          integer,
    -- Kept by the rooms that know: orders, loyalty, fraud. Nobody sets them by hand.
    ADD COLUMN orders_count             bigint NOT NULL DEFAULT 0,
    ADD COLUMN spend_minor              bigint NOT NULL DEFAULT 0,
    ADD COLUMN spend_currency           text,
    ADD COLUMN tier                     text NOT NULL DEFAULT 'new',
    ADD COLUMN risk_score               integer,
    ADD COLUMN segment                  text,
    ADD COLUMN completed_at             timestamptz,
    ADD COLUMN pictured_at              timestamptz;
-- Derived, so that it cannot contradict what it is derived from.
ALTER TABLE customers.customers
    -- squawk-ignore adding-field-with-default
    ADD COLUMN average_minor bigint GENERATED ALWAYS AS
        (CASE WHEN orders_count > 0 THEN spend_minor / orders_count END) STORED;
SELECT runtime.classify('customers.customers',
    'company_id=id credit_limit_minor=money currency=setting payment_terms_days=number
     notification_preferences=setting birth_year_band=number orders_count=count
     spend_minor=money spend_currency=setting average_minor=money tier=state
     risk_score=number segment=state completed_at=time pictured_at=time');
-- Each holds for rows that are there, too: every new column is empty or has its default.
-- squawk-ignore-file adding-foreign-key-constraint, constraint-missing-not-valid
ALTER TABLE customers.customers
    ADD CONSTRAINT customers_company FOREIGN KEY (tenant_id, company_id)
        REFERENCES customers.customers (tenant_id, id),
    -- A contact of a company is a person, so no company is a contact, nor its own.
    ADD CONSTRAINT customers_contact_is_person
        CHECK (company_id IS NULL OR kind = 'person'),
    ADD CONSTRAINT customers_credit
        CHECK (credit_limit_minor >= 0 AND (credit_limit_minor IS NULL OR currency IS NOT NULL)),
    ADD CONSTRAINT customers_currency
        CHECK (currency ~ '^[A-Z]{3}$' AND spend_currency ~ '^[A-Z]{3}$'),
    ADD CONSTRAINT customers_terms CHECK (payment_terms_days BETWEEN 0 AND 365),
    ADD CONSTRAINT customers_tier CHECK (tier IN ('new', 'regular', 'vip', 'premium')),
    ADD CONSTRAINT customers_risk CHECK (risk_score BETWEEN 0 AND 100),
    ADD CONSTRAINT customers_figures CHECK (orders_count >= 0);
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX customers_by_company
    ON customers.customers (tenant_id, company_id, created_at DESC, id DESC)
    WHERE company_id IS NOT NULL;

-- A company is told by its tax id too.
-- squawk-ignore ban-drop-constraint
ALTER TABLE customers.identifiers DROP CONSTRAINT identifiers_kind_check;
ALTER TABLE customers.identifiers ADD CONSTRAINT identifiers_kind_check
    CHECK (kind IN ('phone', 'email', 'tax_id'));
