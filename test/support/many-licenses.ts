import { sql } from "kysely";
import type { Context } from "../../src/context.ts";
import type { User } from "../../src/db/users.ts";

/**
 * Gives a user's account many licenses at once, each with an order of its own: the products of the catalogue in turn,
 * with ends from two years back to three years ahead.
 */
export const giveManyLicenses = async (ctx: Context, user: User, count: number): Promise<void> => {
  const sealed = ctx.secrets.seal("AX-3G2Z-9F48L-9FGQU-ESXVX-CL9R6-4TGTZ");
  const today = ctx.now().toISOString().slice(0, 10);
  const mark = user.id.slice(-12).toUpperCase();
  await sql`
    with made as (
      select n, gen_random_uuid() as order_id, gen_random_uuid() as key_id, gen_random_uuid() as license_id,
             (select array_agg(sku order by sku) from products) as skus,
             ${today}::date + (n * 37 % 1825 - 730) as ends_on
      from generate_series(1, ${count}::int) n
    ), ordered as (
      insert into orders (id, order_number, certificate_number, type, channel, purchased_at, region, reseller_name,
        customer_number, company, company_key, country, contact_name, contact_email, process, process_reason,
        content_digest, recorded_at)
      select order_id, 'SO-' || ${mark} || '-' || n, 'LC-' || ${mark} || '-' || n, 'new', 'traditional',
        '2026-05-04', 'US', 'North Reseller', 'C-' || ${mark}, 'Company', 'company', 'US', 'Kim', 'kim@acme.example',
        'original', 'Original: for the bench.', '\\x00', '2026-05-04'
      from made
    ), keyed as (
      insert into registration_keys (id, order_id, lookup, sealed)
      select key_id, order_id, uuid_send(key_id), ${sealed} from made
    ), licensed as (
      insert into licenses (id, code_lookup, code_sealed, sku, version, seats, starts_on, ends_on, region, account_id,
        registered_at)
      select license_id, uuid_send(license_id), ${sealed}, skus[1 + n % cardinality(skus)], 'full', 100,
        ends_on - 365, ends_on, 'US', ${user.accountId}, '2026-05-04'
      from made
    )
    insert into order_items (id, order_id, line, sku, registration_key_id, license_id, version, seats, starts_on, ends_on,
      applied_at)
    select gen_random_uuid(), order_id, 1, skus[1 + n % cardinality(skus)], key_id, license_id, 'full', 100,
      ends_on - 365, ends_on, '2026-05-04'
    from made`.execute(ctx.db);
};
