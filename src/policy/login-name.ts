import { parseEmail } from "./email-address.ts";

/** What somebody typed to sign in: `text` is kept and shown, `identity` is counted and looked up. */
export type LoginName = { text: string; identity: string };

const MOST_CHARACTERS = 128;
// PostgreSQL takes no NUL in a text; the others are not seen by the person who typed them.
const UNSEEN = /[\0\p{Default_Ignorable_Code_Point}]+/gu;

/** One reading of an e-mail address or account ID for every use: no spelling of a name gets a limit of its own. */
export const readLoginName = (typed: string): LoginName => {
  // Cut before it is normalised: a long run of accents takes quadratic time.
  const text = cut(cut(typed.replace(UNSEEN, "")).normalize("NFKC"));
  const email = parseEmail(text);
  return { text, identity: email.ok ? email.identity : text.toLowerCase() };
};

const cut = (text: string): string => text.trim().slice(0, MOST_CHARACTERS).toWellFormed().trim();
