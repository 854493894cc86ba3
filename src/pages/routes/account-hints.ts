import type { Context } from "../../context.ts";
import { listMatchCandidates } from "../../db/account-matches.ts";
import type { FullOrder } from "../../db/order-facts.ts";
import { listOwners } from "../../db/users.ts";
import { strongestMatches, tellingDomain } from "../../policy/account-match.ts";
import { crossGradeOwners } from "../../policy/cross-grade.ts";
import { parseEmail } from "../../policy/email-address.ts";
import { maskEmail } from "../../policy/masking.ts";
import type { AccountHint } from "../parts/account-choice.ts";

/** A hint and, for our own eyes, its account. */
type Hint = AccountHint & { accountId: string };

/**
 * The accounts that may already be the customer's, masked and known by their place in the list alone: who holds a key
 * need not be who owns the account.
 */
export const accountHints = async (ctx: Context, order: FullOrder): Promise<Hint[]> => {
  const contact = parseEmail(order.row.contactEmail);
  const candidates = await listMatchCandidates(ctx.db, {
    orderId: order.orderId,
    emailIdentity: contact.ok ? contact.identity : null,
    domain: contact.ok ? tellingDomain(contact.identity) : null,
    customerNumber: order.row.customerNumber,
    companyKey: order.row.companyKey,
    country: order.row.country,
  });
  const matches = strongestMatches(candidates);
  const owners = new Map(
    (
      await listOwners(
        ctx.db,
        matches.map((match) => match.accountId),
      )
    ).map((owner) => [owner.accountId, owner]),
  );
  const binding = crossGradeOwners(order);
  return matches.flatMap(({ accountId, reason }, at) => {
    const owner = owners.get(accountId);
    const facts = { id: String(at + 1), reason, accountId, binding: binding.includes(accountId) };
    return owner ? [{ ...facts, hint: maskEmail(owner.email) }] : [];
  });
};

/** In a cross grade no other account may be chosen; whoever is signed in to a likely account needs no other hint. */
export const choosable = (hints: Hint[], viewerAccountId: string | undefined): AccountHint[] => {
  if (hints.some(({ accountId }) => accountId === viewerAccountId)) return [];
  const binding = hints.filter((hint) => hint.binding);
  return binding.length > 0 ? binding : hints;
};
