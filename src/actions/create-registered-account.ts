import type { Context } from "../context.ts";
import { deleteAccount, findAccountByLoginId, insertAccount } from "../db/accounts.ts";
import type { Tx } from "../db/client.ts";
import type { FullOrder } from "../db/order-facts.ts";
import { upsertPassword } from "../db/passwords.ts";
import { findUserByEmail, insertUser, type User } from "../db/users.ts";
import { normaliseCompanyName } from "../policy/company-name.ts";
import { emailDomain } from "../policy/email-address.ts";
import type { RegistrationForm } from "../policy/registration-form.ts";

export type NewRegistration = { form: RegistrationForm; passwordHash: string };

export type FormTaken = { ok: false; reason: "already_taken"; fields: ("accountId" | "email")[] };

/** A new account of the original process with its owner. An account ID or address that is taken says so and no more. */
export const createRegisteredAccount = async (
  ctx: Context,
  tx: Tx,
  { form, passwordHash }: NewRegistration,
  order: FullOrder,
): Promise<{ ok: true; user: User } | FormTaken> => {
  const fields = await takenFields(tx, form);
  if (fields.length > 0) return taken(fields);
  const user = userRow(ctx, form);
  // A rival that is inserting the same name is waited for, and wins.
  if (!(await insertAccount(tx, accountRow(ctx, user.accountId, form, order)))) return taken(["accountId"]);
  if (!(await insertUser(tx, user))) {
    await deleteAccount(tx, user.accountId);
    return taken(["email"]);
  }
  await upsertPassword(tx, { userId: user.id, hashSealed: ctx.secrets.seal(passwordHash), setAt: ctx.now() });
  return { ok: true, user };
};

const taken = (fields: FormTaken["fields"]): FormTaken => ({ ok: false, reason: "already_taken", fields });

const takenFields = async (tx: Tx, form: RegistrationForm): Promise<FormTaken["fields"]> => {
  const account = await findAccountByLoginId(tx, form.accountId);
  const user = await findUserByEmail(tx, form.emailIdentity);
  return [...(account ? (["accountId"] as const) : []), ...(user ? (["email"] as const) : [])];
};

const accountRow = (ctx: Context, id: string, form: RegistrationForm, order: FullOrder) => ({
  id,
  loginId: form.accountId,
  company: form.company,
  companyKey: normaliseCompanyName(form.company),
  country: form.country,
  customerNumber: order.row.customerNumber,
  language: form.language,
  timeZone: form.timeZone,
  address: form.address,
  city: form.city,
  postalCode: form.postalCode,
  stateOrProvince: form.state,
  origin: "original" as const,
  createdAt: ctx.now(),
});

/** The address is not proven yet: the original process registers at once. The first sign-in by code proves it. */
const userRow = (ctx: Context, form: RegistrationForm): User => ({
  id: ctx.newId(),
  accountId: ctx.newId(),
  email: form.email,
  emailIdentity: form.emailIdentity,
  emailDomain: emailDomain(form.emailIdentity),
  emailVerifiedAt: null,
  role: "owner",
  firstName: form.firstName,
  lastName: form.lastName,
  phone: form.phone,
  language: form.language,
  createdAt: ctx.now(),
  signedInAt: null,
});
