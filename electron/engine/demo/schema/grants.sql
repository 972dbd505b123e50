-- After capture is installed: owners, and the least each role needs.
GRANT USAGE ON SCHEMA public, threadline TO shop_app, shop_retention, investigator;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO shop_app;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA threadline TO shop_app;
GRANT UPDATE ON threadline.audit_transactions, threadline.threadline_export_jobs TO shop_app;
GRANT SELECT, DELETE ON threadline.audit_changes, threadline.audit_transactions TO shop_retention;
GRANT SELECT, INSERT, UPDATE ON threadline.threadline_retention_runs TO shop_retention;
GRANT SELECT ON ALL TABLES IN SCHEMA public, threadline TO investigator;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
