import type { Context } from "../../context.ts";
import { listLicensesOfRegistrationKey } from "../../db/account-licenses.ts";
import { findLicenseByLookup } from "../../db/licenses.ts";
import { parseKey } from "../../policy/license-key.ts";
import { listPath } from "../products/product-list.ts";

/**
 * Where somebody who looks for a key is led: to its license, or to the licenses of its order. Without a path the key is
 * of no license of this account; a key of another account and one that nobody has are not told apart. Undefined where
 * the text is no key.
 */
export const placeOfKey = async (
  ctx: Context,
  accountId: string,
  typed: string,
): Promise<{ path?: string } | undefined> => {
  const parsed = parseKey(typed, { isSku: () => false });
  if (!parsed.ok) return undefined;
  const lookup = ctx.secrets.lookup(parsed.key);
  if (parsed.kind === "activation_code") {
    const license = await findLicenseByLookup(ctx.db, lookup);
    return license?.accountId === accountId ? { path: `/licenses/${license.id}` } : {};
  }
  const licenses = await listLicensesOfRegistrationKey(ctx.db, accountId, lookup);
  const [first] = licenses;
  if (!first) return {};
  return { path: licenses.length === 1 ? `/licenses/${first.id}` : listPath({ search: first.orderNumber }) };
};
