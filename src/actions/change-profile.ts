import type { Context } from "../context.ts";
import { findAccount, markAccountProfile } from "../db/accounts.ts";
import { inTransaction } from "../db/client.ts";
import { findUser, markUserProfile } from "../db/users.ts";
import { decideManaging, type UserRefusal } from "../policy/account-users.ts";
import { type AddressField, changedFields, type PersonalField } from "../policy/profile-form.ts";
import { lockAccountUsers, userOf } from "./lock-account-users.ts";
import { insertUserEvent, type SignedInPerson } from "./user-events.ts";

/** Keeps what somebody says of themselves. Mails to them are in their language from now on. */
export const changePersonalProfile = (
  ctx: Context,
  person: SignedInPerson,
  values: Record<PersonalField, string | null>,
): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    const user = await findUser(tx, person.userId);
    if (!user) throw new Error(`User ${person.userId} is gone.`);
    const fields = changedFields<PersonalField>(user, values);
    if (fields.length === 0) return;
    await markUserProfile(tx, person.userId, { ...values, language: values.language ?? user.language });
    await insertUserEvent(ctx, tx, person, "user.profile_changed", { fields });
  });

/** Keeps the address and time zone of the account; owner and admins look after them. */
export const changeAddress = (
  ctx: Context,
  person: SignedInPerson,
  { state, timeZone, ...values }: Record<AddressField, string | null>,
): Promise<{ ok: true } | UserRefusal> =>
  inTransaction(ctx.db, async (tx) => {
    const users = await lockAccountUsers(tx, person.accountId);
    const verdict = decideManaging(userOf(users, person.userId));
    const account = await findAccount(tx, person.accountId);
    if (!verdict.ok || !account) return verdict;
    const after = { ...values, state, timeZone: timeZone ?? account.timeZone };
    const fields = changedFields<AddressField>({ ...account, state: account.stateOrProvince }, after);
    if (fields.length === 0) return verdict;
    await markAccountProfile(tx, person.accountId, { ...values, stateOrProvince: state, timeZone: after.timeZone });
    await insertUserEvent(ctx, tx, person, "account.address_changed", { fields });
    return verdict;
  });
