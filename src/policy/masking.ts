/** DOMAIN.md 4, a key holder sees masked hints only: `j•••@acme.example`. The dots never tell the length. */
export const maskEmail = (email: string): string => {
  const at = email.lastIndexOf("@");
  return at < 0 ? firstOf(email) + DOTS : firstOf(email.slice(0, at)) + DOTS + email.slice(at);
};

/** `birch-it` becomes `b•••t`; an ID of fewer than four characters keeps its first one only. */
export const maskAccountId = (accountId: string): string => {
  const characters = [...accountId];
  const last = characters.length < 4 ? "" : characters.at(-1);
  return `${firstOf(accountId)}${DOTS}${last}`;
};

const DOTS = "•••";

const firstOf = (text: string): string => [...text][0] ?? "";
