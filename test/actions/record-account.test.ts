import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type NewAccount, recordAccount } from "../../src/actions/record-account.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { freshCode, freshEmail, newAccount } from "../support/sample-order.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
beforeAll(async () => {
  database = await createTestDatabase();
  the = world(database.ctx);
});
afterAll(() => database.close());

const record = (account: NewAccount) => recordAccount(database.ctx, account, "test");
const countAccounts = async () => (await database.ctx.db.selectFrom("accounts").select("id").execute()).length;

test("a customer comes over with its owner, its licenses and the dates that it had", async () => {
  const account = newAccount({ accountId: "birch-it", licenses: [{ sku: "A1" }, { sku: "CAS", version: "trial" }] });
  const recorded = await record(account);
  if (!recorded.ok) throw new Error(recorded.reason);
  const { db } = database.ctx;
  const owner = await db.selectFrom("users").selectAll().where("accountId", "=", recorded.id).executeTakeFirst();
  expect(owner).toMatchObject({ role: "owner", email: account.email, emailVerifiedAt: account.createdAt });
  const licenses = await db.selectFrom("licenses").selectAll().where("accountId", "=", recorded.id).execute();
  expect(licenses.map(({ registeredAt, imported }) => [registeredAt, imported])).toEqual([
    [account.createdAt, true],
    [account.createdAt, true],
  ]);
  expect(await the.eventsOf(`account:${recorded.id}`)).toHaveLength(1);
});

describe("the same customer again", () => {
  test.each([
    ["with an account ID", "same-again"],
    ["without one", null],
  ])("%s changes nothing, one after the other or ten at once", async (_, accountId) => {
    const account = newAccount({ accountId, licenses: [{ sku: "A1" }, { sku: "DDI" }] });
    const before = await countAccounts();
    await database.openConnections();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => record(account)));
    expect(outcomes.filter((outcome) => outcome.ok && outcome.made)).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(10);
    const reordered = { ...account, licenses: account.licenses.toReversed() };
    expect(await record(reordered)).toMatchObject({ ok: true, made: false });
    expect(await countAccounts()).toBe(before + 1);
  });

  test.each<[string, Partial<NewAccount>]>([
    ["another company", { company: "Birch & Daughters Ltd" }],
    ["a license less", { licenses: [] }],
    ["another address", { email: "else@birch.example", emailIdentity: "else@birch.example" }],
  ])("with %s is refused", async (change, facts) => {
    const account = newAccount({ accountId: `differs-${change.length}`, licenses: [{ sku: "A1" }] });
    await record(account);
    expect(await record({ ...account, ...facts })).toEqual({ ok: false, reason: "account_differs" });
    const loud = { ...account, ...facts, accountId: account.accountId?.toUpperCase() ?? null };
    expect(await record(loud)).toEqual({ ok: false, reason: "account_differs" });
  });
});

test("an address that has a user of another account is taken, and nothing stays behind", async () => {
  const buyer = await the.activated(await the.order());
  const before = await countAccounts();
  expect(await record(newAccount({ email: buyer.email, accountId: "newcomer" }))).toEqual({
    ok: false,
    reason: "email_taken",
  });
  expect(await record(newAccount({ email: buyer.email }))).toMatchObject({ reason: "email_taken" });
  expect(await countAccounts()).toBe(before);
});

test("two customers with one address at once: one is made, the other is refused", async () => {
  const email = freshEmail();
  await database.openConnections();
  const rivals = ["rival-a", "rival-b"].map((accountId) => record(newAccount({ email, accountId })));
  const outcomes = await Promise.all(rivals);
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(outcomes.find((outcome) => !outcome.ok)).toEqual({ ok: false, reason: "email_taken" });
});

test("a license of another account is refused at its place, and nothing stays behind", async () => {
  const activationCode = freshCode();
  await the.account({ licenses: [{ sku: "A1", activationCode }] });
  const before = await countAccounts();
  const second = newAccount({ licenses: [{ sku: "DDI" }, { sku: "A1", activationCode }] });
  expect(await record(second)).toMatchObject({
    reason: "license_registered",
    fault: { pointer: "/licenses/1/activationCode" },
  });
  expect(await countAccounts()).toBe(before);
});

test("a product that the catalogue lacks, and a code of another product, are refused at their places", async () => {
  const unknown = newAccount({ licenses: [{ sku: "A1" }, { sku: "NONE" }] });
  expect(await record(unknown)).toMatchObject({
    reason: "malformed_account",
    faults: [{ pointer: "/licenses/1/sku" }],
  });
  const order = await the.order({ items: [{ sku: "A1" }] });
  const activationCode = order.items[0]?.activationCode ?? "";
  expect(await record(newAccount({ licenses: [{ sku: "DDI", activationCode }] }))).toMatchObject({
    reason: "license_differs",
  });
});

test("a customer that comes in before its order or after it holds the same license", async () => {
  const [early, late] = [freshCode(), freshCode()];
  const facts = async (first: "account" | "order", activationCode: string) => {
    const wishes = { region: "EU" as const, items: [{ sku: "A1", activationCode, seats: 50 }] };
    const licenses = [{ sku: "A1", activationCode }];
    const before = first === "account" ? await the.account({ licenses }) : undefined;
    const order = await the.order(wishes);
    const owner = before ?? (await the.account({ licenses }));
    const [license] = await the.licensesOf(order);
    expect(license?.accountId).toBe(owner.accountId);
    const { seats, endsOn, region, imported, registeredAt } = license ?? {};
    return { seats, endsOn, region, imported, registeredAt };
  };
  const accountFirst = await facts("account", early);
  expect(accountFirst).toMatchObject({ seats: 120, region: "EU", imported: true });
  expect(await facts("order", late)).toEqual(accountFirst);
});
