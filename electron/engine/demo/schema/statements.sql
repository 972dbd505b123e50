-- What the shop's programs send, prepared once a session. story.moment() stands where they would write now().

-- The application's word about a transaction (CONTRACT §2.6): an action linked to it, or only where it came from.
PREPARE link_action(text, jsonb, text, text, text, text, text, text, jsonb) AS
  WITH action AS (
    INSERT INTO threadline.audit_actions
      (name, actor_ref, status, category, verb, reason, comment, correlation_id, request_id, job_id, inserted_at)
    VALUES ($1, $2, 'ok', split_part($1, '.', 1), split_part($1, '.', 2), $3, $4, $5, $6, $7, story.clock())
    RETURNING id)
  UPDATE threadline.audit_transactions SET action_id = action.id, source = $8, meta = $9
  FROM action WHERE txid = txid_current();
PREPARE tag_source(text, jsonb) AS
  UPDATE threadline.audit_transactions SET source = $1, meta = $2 WHERE txid = txid_current();
PREPARE record_action(text, jsonb, text, text, text, text, text, text) AS
  INSERT INTO threadline.audit_actions
    (name, actor_ref, status, category, verb, reason, comment, correlation_id, request_id, job_id, inserted_at)
  VALUES ($1, $2, $3, split_part($1, '.', 1), split_part($1, '.', 2), $4, $5, $6, $7, $8, story.clock());

PREPARE account_create(bigint, text, text, jsonb) AS
  INSERT INTO accounts (id, login, display_name, kind, settings, created_at)
  VALUES ($1, $2, $3, 'buyer', $4, story.moment());
PREPARE account_login(bigint) AS
  UPDATE accounts SET last_login_at = story.moment(), failed_logins = 0 WHERE id = $1;
PREPARE account_failed_login(bigint) AS UPDATE accounts SET failed_logins = failed_logins + 1 WHERE id = $1;
PREPARE account_settings(bigint, jsonb) AS UPDATE accounts SET settings = settings || $2 WHERE id = $1;
PREPARE account_crm(bigint, text) AS UPDATE accounts SET crm_ref = $2 WHERE id = $1;
PREPARE account_unlock(integer) AS UPDATE accounts SET failed_logins = 0 WHERE failed_logins >= $1;

PREPARE member_create(bigint, bigint, text, text, text, text) AS
  INSERT INTO members (id, account_id, email, full_name, phone, digest, joined_on, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, story.moment()::date, story.moment());
PREPARE member_email(bigint, text) AS
  UPDATE members SET email = $2, updated_at = story.moment() WHERE id = $1;
PREPARE member_name(bigint, text) AS
  UPDATE members SET full_name = $2, updated_at = story.moment() WHERE id = $1;
PREPARE member_phone(bigint, text) AS
  UPDATE members SET phone = $2, updated_at = story.moment() WHERE id = $1;
PREPARE member_digest(bigint, text) AS UPDATE members SET digest = $2 WHERE id = $1;
PREPARE member_plan(bigint, text) AS
  UPDATE members SET plan = $2, updated_at = story.moment() WHERE id = $1;
PREPARE member_role(bigint, text) AS
  UPDATE members SET role = $2, updated_at = story.moment() WHERE id = $1;
PREPARE member_marketing(bigint, jsonb) AS UPDATE members SET marketing = marketing || $2 WHERE id = $1;

PREPARE payout_create(bigint, bigint, text, text, text, jsonb) AS
  INSERT INTO payout_accounts (id, owner_id, bank_label, iban, label, payout_prefs, verified_at)
  VALUES ($1, $2, $3, $4, $5, $6, story.moment());
PREPARE payout_label(bigint, text) AS UPDATE payout_accounts SET label = $2 WHERE id = $1;
PREPARE payout_prefs(bigint, jsonb) AS UPDATE payout_accounts SET payout_prefs = $2 WHERE id = $1;
PREPARE payout_bank(bigint, text, text, jsonb) AS
  UPDATE payout_accounts SET bank_label = $2, iban = $3, payout_prefs = $4, verified_at = NULL WHERE id = $1;
PREPARE payout_paid(bigint, integer) AS
  UPDATE payout_accounts SET last_payout_at = story.moment(), payout_count = payout_count + $2 WHERE id = $1;

PREPARE order_place(bigint, bigint, bigint, text, numeric, text, jsonb) AS
  INSERT INTO orders (id, order_no, member_id, status, total, note, shipping, placed_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, story.moment(), story.moment());
PREPARE order_status(bigint, text) AS
  UPDATE orders SET status = $2, updated_at = story.moment() WHERE id = $1;
PREPARE order_ship(bigint, jsonb) AS
  UPDATE orders SET status = 'shipped', shipping = shipping || $2, updated_at = story.moment() WHERE id = $1;
PREPARE order_note(bigint, text) AS
  UPDATE orders SET note = $2, updated_at = story.moment() WHERE id = $1;
PREPARE order_delete(bigint) AS DELETE FROM orders WHERE id = $1;
PREPARE line_add(bigint, integer, text, text, integer, numeric, jsonb) AS
  INSERT INTO order_lines (order_id, line_no, sku, title, quantity, unit_price, attributes)
  VALUES ($1, $2, $3, $4, $5, $6, $7);
PREPARE lines_pick(bigint, jsonb) AS
  UPDATE order_lines SET attributes = coalesce(attributes, '{}') || $2 WHERE order_id = $1;
PREPARE lines_delete(bigint) AS DELETE FROM order_lines WHERE order_id = $1;

PREPARE refund_request(bigint, bigint, bigint, numeric, text, text) AS
  INSERT INTO refunds (id, order_id, payout_account_id, amount, reason, status, requested_by, requested_at)
  VALUES ($1, $2, $3, $4, $5, 'requested', $6, story.moment());
PREPARE refund_decide(bigint, text, text) AS UPDATE refunds SET status = $2, approved_by = $3 WHERE id = $1;
PREPARE refund_redirect(bigint, text, bigint) AS
  UPDATE refunds SET status = 'approved', approved_by = $2, payout_account_id = $3 WHERE id = $1;
PREPARE refund_paid(bigint) AS UPDATE refunds SET status = 'paid', paid_at = story.moment() WHERE id = $1;

PREPARE key_create(bigint, bigint, text, text, text[]) AS
  INSERT INTO api_keys (id, account_id, name, prefix, scopes, created_at)
  VALUES ($1, $2, $3, $4, $5, story.moment());
PREPARE key_use(bigint, bigint) AS
  UPDATE api_keys SET uses = uses + $2, last_used_at = story.moment() WHERE id = $1;
PREPARE key_delete(bigint) AS DELETE FROM api_keys WHERE id = $1;

PREPARE ticket_open(bigint, bigint, bigint, bigint, text, text, text[]) AS
  INSERT INTO tickets (id, account_id, order_id, payout_account_id, subject, body, status, tags, opened_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, story.moment(), story.moment());
PREPARE ticket_reply(bigint, text, text, jsonb) AS
  UPDATE tickets SET status = $2, assignee = $3, replies = replies || $4, updated_at = story.moment() WHERE id = $1;
PREPARE ticket_status(bigint, text) AS
  UPDATE tickets SET status = $2, updated_at = story.moment() WHERE id = $1;
PREPARE ticket_delete(bigint) AS DELETE FROM tickets WHERE id = $1;

PREPARE webhook_create(bigint, bigint, text, text[]) AS
  INSERT INTO webhooks (id, account_id, url, events, created_at) VALUES ($1, $2, $3, $4, story.moment());
PREPARE webhook_delivered(bigint, bigint) AS UPDATE webhooks SET delivered = delivered + $2 WHERE id = $1;
