import type { LoginName } from "../policy/login-name.ts";
import { findAccountByLoginId } from "./accounts.ts";
import type { Db, Tx } from "./client.ts";
import { findUserByEmail, listOwners, type User } from "./users.ts";

/**
 * The user whom an e-mail address or account ID names; an account's ID names its owner. Both look-ups are always made, so
 * that the time of the answer does not tell which kind of name is known. They use one connection: were each to ask for
 * another one, a few sign-ins at once would wait for ever.
 */
export const findUserByLogin = async (db: Db | Tx, { identity }: LoginName): Promise<User | undefined> => {
  const byEmail = await findUserByEmail(db, identity);
  const account = await findAccountByLoginId(db, identity);
  return byEmail ?? (account ? (await listOwners(db, [account.id]))[0] : undefined);
};
