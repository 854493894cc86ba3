import { emailDomain, isFreeMailDomain } from "./email-address.ts";

export const matchReasons = ["owns_license_of_order", "same_email", "same_customer_number", "same_company"] as const;
export type MatchReason = (typeof matchReasons)[number];

export type AccountMatch = { accountId: string; reason: MatchReason };

/** DOMAIN 3, Existing-account check: every account once, with its strongest reason, strongest first. */
export const strongestMatches = (candidates: readonly AccountMatch[]): AccountMatch[] => {
  const strongest = new Map<string, MatchReason>();
  for (const reason of matchReasons) {
    for (const candidate of candidates) {
      if (candidate.reason === reason && !strongest.has(candidate.accountId))
        strongest.set(candidate.accountId, reason);
    }
  }
  return [...strongest].map(([accountId, reason]) => ({ accountId, reason }));
};

/** The contact's e-mail domain where it says something about the company, else null: free mail says nothing. */
export const tellingDomain = (emailIdentity: string): string | null => {
  const domain = emailDomain(emailIdentity);
  return isFreeMailDomain(domain) ? null : domain;
};
