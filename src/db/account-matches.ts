import { sql } from "kysely";
import { type AccountMatch, matchReasons } from "../policy/account-match.ts";
import type { Db, Tx } from "./client.ts";

/** What the existing-account check looks for, taken from the order. */
export type MatchQuery = {
  orderId: string;
  /** The contact's address for comparing, null where it is none. */
  emailIdentity: string | null;
  /** The contact's domain, null where it is free mail and tells nothing. */
  domain: string | null;
  customerNumber: string;
  companyKey: string;
  country: string;
};

/** DOMAIN 3, Existing-account check: every account found for one of its four reasons, in one query of indexed parts. */
export const listMatchCandidates = async (db: Db | Tx, order: MatchQuery): Promise<AccountMatch[]> => {
  const { rows } = await sql<AccountMatch>`
    select account_id, reason from (
    select licenses.account_id, 'owns_license_of_order' as reason
      from order_items join licenses on licenses.id = order_items.license_id
      where order_items.order_id = ${order.orderId} and licenses.account_id is not null
    union
    select account_id, 'same_email' from users where email_identity = ${order.emailIdentity}
    union
    select id, 'same_customer_number' from accounts where customer_number = ${order.customerNumber}
    union
    select activations.account_id, 'same_customer_number'
      from orders join activations on activations.order_id = orders.id and activations.state = 'activated'
      where orders.customer_number = ${order.customerNumber}
    union
    select id, 'same_company' from accounts where company_key = ${order.companyKey} and company_key <> '' and country = ${order.country}
    union
    select account_id, 'same_company' from users where email_domain = ${order.domain}
    ) as candidates
    order by array_position(${matchReasons}::text[], reason), account_id
    limit ${MOST_CANDIDATES}`.execute(db);
  return rows;
};

/** A reseller's mistake may match hundreds of accounts: a choice of so many helps nobody. The strongest stay. */
const MOST_CANDIDATES = 50;
