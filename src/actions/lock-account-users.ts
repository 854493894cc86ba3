import { lockAccount } from "../db/accounts.ts";
import type { Tx } from "../db/client.ts";
import { listUsersOfAccount, type User } from "../db/users.ts";
import type { Pair } from "../policy/account-users.ts";

/** The people of an account, held: changes to them happen one after the other, and each sees what the one before did. */
export const lockAccountUsers = async (tx: Tx, accountId: string): Promise<User[]> => {
  await lockAccount(tx, accountId);
  return listUsersOfAccount(tx, accountId);
};

export const userOf = (users: readonly User[], id: string): User | undefined => users.find((user) => user.id === id);

/** Who acts and on whom, as both are in the account at this moment. */
export const lockPair = async (
  tx: Tx,
  { userId, accountId }: { userId: string; accountId: string },
  targetId: string,
): Promise<Pair & { target: User | undefined }> => {
  const users = await lockAccountUsers(tx, accountId);
  return { actor: userOf(users, userId), target: userOf(users, targetId) };
};
