-- What the list of work orders asks PostgreSQL for: the newest 20, and one more to know whether
-- others follow.
SELECT t.*, EXISTS (SELECT 1 FROM dead_letters d WHERE d.tenant = t.tenant AND d.object_id = t.id)
FROM work_orders t WHERE t.tenant = 'shop-1' ORDER BY t.submitted_at DESC, t.id DESC LIMIT 21;
