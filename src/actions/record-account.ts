import { createHash } from "node:crypto";
import type { Context } from "../context.ts";
import { type Account, findAccount, findAccountByLoginId, insertAccount, deleteAccount } from "../db/accounts.ts";
import { insertAuditEvents } from "../db/audit-events.ts";
import { inTransactionUnlessRefused, type Tx } from "../db/client.ts";
import { insertLicense, lockLicenseByLookup, markLicenseImported } from "../db/licenses.ts";
import { listProducts, type Product } from "../db/products.ts";
import { findUserByEmail, insertUser } from "../db/users.ts";
import { normaliseCompanyName } from "../policy/company-name.ts";
import { emailDomain } from "../policy/email-address.ts";
import { accountFaults, type Fault } from "../policy/order-intake.ts";

/** A customer of an older system (CONTRACT, POST /accounts), validated and with normalised codes. */
export type NewAccount = {
  accountId: string | null;
  email: string;
  emailIdentity: string;
  firstName: string | null;
  lastName: string | null;
  company: string;
  country: string;
  customerNumber: string | null;
  language: string;
  timeZone: string;
  emailVerified: boolean;
  createdAt: Date;
  licenses: NewLicense[];
};

export type NewLicense = {
  activationCode: string;
  sku: string;
  version: "full" | "trial";
  seats: number;
  startsOn: string;
  endsOn: string;
  registeredAt: Date;
};

export type RecordedAccount =
  | { ok: true; made: boolean; id: string }
  | { ok: false; reason: "malformed_account"; faults: Fault[] }
  | { ok: false; reason: "account_differs" | "email_taken" }
  | { ok: false; reason: "license_registered" | "license_differs"; fault: Fault };

/** Brings over one customer with the licenses and dates that it had. The same one again changes nothing. */
export const recordAccount = (ctx: Context, account: NewAccount, actor: string): Promise<RecordedAccount> =>
  inTransactionUnlessRefused(ctx.db, (tx) => recordAccountIn(ctx, tx, account, actor));

/** The same inside a running transaction, for an import that is taken in as a whole or not at all. */
export const recordAccountIn = async (
  ctx: Context,
  tx: Tx,
  account: NewAccount,
  actor: string,
  catalogue?: readonly Product[],
): Promise<RecordedAccount> => {
  const faults = accountFaults(account.licenses, catalogue ?? (await listProducts(tx)));
  if (faults.length > 0) return { ok: false, reason: "malformed_account", faults };

  const digest = digestOf(ctx, account);
  const known = await knownAccount(tx, account);
  if (known) return sameOrRefused(known, account, digest);

  const id = ctx.newId();
  if (!(await insertWithOwner(ctx, tx, id, account, digest))) {
    // A rival brought it in between our look and our insert, and has committed by now.
    const rival = await knownAccount(tx, account);
    return rival ? sameOrRefused(rival, account, digest) : { ok: false, reason: "email_taken" };
  }
  const refusal = await registerLicenses(ctx, tx, id, account);
  if (refusal) return refusal;
  await insertAuditEvents(tx, ctx.newId, ctx.now(), [
    { type: "account.imported", actor, subject: `account:${id}`, data: { licenses: account.licenses.length } },
  ]);
  return { ok: true, made: true, id };
};

/** False when the account ID or the address is taken: then nothing is left of it. */
const insertWithOwner = async (ctx: Context, tx: Tx, id: string, account: NewAccount, digest: Buffer) => {
  if (!(await insertAccount(tx, accountRow(id, account, digest)))) return false;
  if (await insertUser(tx, ownerRow(ctx, id, account))) return true;
  await deleteAccount(tx, id);
  return false;
};

const knownAccount = async (tx: Tx, account: NewAccount): Promise<Account | undefined> => {
  const user = await findUserByEmail(tx, account.emailIdentity);
  if (user) return findAccount(tx, user.accountId);
  return account.accountId === null ? undefined : findAccountByLoginId(tx, account.accountId);
};

/** The address of an account that was not brought over under this account ID is simply taken. */
const sameOrRefused = (known: Account, account: NewAccount, digest: Buffer): RecordedAccount => {
  if (known.importDigest?.equals(digest)) return { ok: true, made: false, id: known.id };
  const sameCustomer = known.origin === "import" && known.loginId?.toLowerCase() === account.accountId?.toLowerCase();
  const sharesLoginId = account.accountId !== null && known.loginId?.toLowerCase() === account.accountId.toLowerCase();
  return { ok: false, reason: sameCustomer || sharesLoginId ? "account_differs" : "email_taken" };
};

const registerLicenses = async (
  ctx: Context,
  tx: Tx,
  accountId: string,
  account: NewAccount,
): Promise<RecordedAccount | undefined> => {
  const coded = account.licenses.map((license, at) => ({
    license,
    at,
    lookup: ctx.secrets.lookup(license.activationCode),
  }));
  for (const { license, at, lookup } of coded.sort((a, b) => a.lookup.compare(b.lookup))) {
    const { activationCode, sku, ...given } = license;
    const facts = { ...given, accountId };
    const row = { id: ctx.newId(), codeLookup: lookup, codeSealed: ctx.secrets.seal(activationCode), sku, ...facts };
    if (await insertLicense(tx, { ...row, imported: true })) continue;
    const known = await lockLicenseByLookup(tx, lookup);
    if (!known || known.accountId !== null)
      return licenseRefusal("license_registered", at, "This license belongs to an account already.");
    if (known.sku !== sku)
      return licenseRefusal(
        "license_differs",
        at,
        `The license of this activation code is for ${known.sku}, not for ${sku}.`,
      );
    await markLicenseImported(tx, known.id, facts);
  }
};

const licenseRefusal = (
  reason: "license_registered" | "license_differs",
  at: number,
  detail: string,
): RecordedAccount => ({
  ok: false,
  reason,
  fault: { pointer: `/licenses/${at}/activationCode`, detail },
});

const digestOf = (ctx: Context, account: NewAccount): Buffer => {
  const licenses = account.licenses
    .map((license) => ({ ...license, activationCode: ctx.secrets.lookup(license.activationCode).toString("hex") }))
    .sort((a, b) => (a.activationCode < b.activationCode ? -1 : 1));
  const { licenses: _, ...rest } = account;
  const content = JSON.stringify([Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)), licenses]);
  return createHash("sha256").update(content).digest();
};

const accountRow = (id: string, account: NewAccount, importDigest: Buffer) => ({
  id,
  loginId: account.accountId,
  company: account.company,
  companyKey: normaliseCompanyName(account.company),
  country: account.country,
  customerNumber: account.customerNumber,
  language: account.language,
  timeZone: account.timeZone,
  origin: "import" as const,
  importDigest,
  createdAt: account.createdAt,
});

const ownerRow = (ctx: Context, accountId: string, account: NewAccount) => ({
  id: ctx.newId(),
  accountId,
  email: account.email,
  emailIdentity: account.emailIdentity,
  emailDomain: emailDomain(account.emailIdentity),
  emailVerifiedAt: account.emailVerified ? account.createdAt : null,
  role: "owner" as const,
  firstName: account.firstName,
  lastName: account.lastName,
  language: account.language,
  createdAt: account.createdAt,
});
