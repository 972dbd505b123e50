-- A small shop. `id` is what the database counts by; people speak of order numbers.
CREATE TABLE accounts (
  id bigint PRIMARY KEY,
  login text NOT NULL UNIQUE,
  display_name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('buyer', 'staff')),
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'locked', 'closed')),
  failed_logins integer NOT NULL DEFAULT 0,
  last_login_at timestamptz,
  crm_ref text,
  settings jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL
);

CREATE TABLE members (
  id bigint PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES accounts,
  email text NOT NULL,
  full_name text NOT NULL,
  phone text,
  digest text NOT NULL,
  role text NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'support', 'admin')),
  plan text NOT NULL DEFAULT 'free' CHECK (plan IN ('free', 'basic', 'plus')),
  marketing jsonb NOT NULL DEFAULT '{}',
  joined_on date NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX members_account_id_idx ON members (account_id);

CREATE TABLE payout_accounts (
  id bigint PRIMARY KEY,
  owner_id bigint NOT NULL REFERENCES accounts,
  bank_label text NOT NULL,
  iban text NOT NULL,
  label text NOT NULL,
  payout_prefs jsonb NOT NULL,
  verified_at timestamptz,
  last_payout_at timestamptz,
  payout_count integer NOT NULL DEFAULT 0
);
CREATE INDEX payout_accounts_owner_id_idx ON payout_accounts (owner_id);

CREATE TABLE orders (
  id bigint PRIMARY KEY,
  order_no bigint NOT NULL UNIQUE,
  kind text NOT NULL DEFAULT 'sale' CHECK (kind IN ('sale', 'invoice')),
  member_id bigint NOT NULL REFERENCES members,
  status text NOT NULL,
  currency char(3) NOT NULL DEFAULT 'EUR',
  total numeric(12, 2) NOT NULL,
  note text,
  shipping jsonb,
  placed_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX orders_member_id_idx ON orders (member_id);

CREATE TABLE order_lines (
  order_id bigint NOT NULL REFERENCES orders ON DELETE CASCADE,
  line_no integer NOT NULL,
  sku text NOT NULL,
  title text NOT NULL,
  quantity integer NOT NULL,
  unit_price numeric(14, 4) NOT NULL,
  attributes jsonb,
  PRIMARY KEY (order_id, line_no)
);

CREATE TABLE refunds (
  id bigint PRIMARY KEY,
  order_id bigint NOT NULL REFERENCES orders,
  payout_account_id bigint NOT NULL REFERENCES payout_accounts,
  amount numeric(12, 2) NOT NULL CHECK (amount > 0),
  reason text NOT NULL,
  status text NOT NULL CHECK (status IN ('requested', 'approved', 'rejected', 'paid')),
  requested_by text NOT NULL,
  approved_by text,
  requested_at timestamptz NOT NULL,
  paid_at timestamptz
);
CREATE INDEX refunds_order_id_idx ON refunds (order_id);
CREATE INDEX refunds_payout_account_id_idx ON refunds (payout_account_id);

CREATE TABLE api_keys (
  id bigint PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES accounts,
  name text NOT NULL,
  prefix text NOT NULL UNIQUE,
  scopes text[] NOT NULL,
  uses bigint NOT NULL DEFAULT 0,
  last_used_at timestamptz,
  expires_on date,
  created_at timestamptz NOT NULL
);

CREATE TABLE tickets (
  id bigint PRIMARY KEY,
  account_id bigint REFERENCES accounts,
  order_id bigint REFERENCES orders,
  payout_account_id bigint REFERENCES payout_accounts,
  subject text NOT NULL,
  body text NOT NULL,
  status text NOT NULL CHECK (status IN ('open', 'answered', 'solved', 'spam')),
  assignee text,
  tags text[] NOT NULL DEFAULT '{}',
  replies jsonb NOT NULL DEFAULT '[]',
  opened_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX tickets_order_id_idx ON tickets (order_id);

CREATE TABLE webhooks (
  id bigint PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES accounts,
  url text NOT NULL,
  events text[] NOT NULL,
  active boolean NOT NULL DEFAULT true,
  delivered bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL
);
