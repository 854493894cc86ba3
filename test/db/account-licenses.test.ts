import { afterAll, beforeAll, expect, test } from "vitest";
import {
  countLicensesOfAccount,
  type LicenseFilter,
  listEndingLicenses,
  listLicensesOfAccount,
} from "../../src/db/account-licenses.ts";
import type { User } from "../../src/db/users.ts";
import { dayFrom, statusDays } from "../../src/policy/license-status.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { giveManyLicenses } from "../support/many-licenses.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
let user: User;
const days = () => statusDays(database.ctx.now());

beforeAll(async () => {
  database = await createTestDatabase();
  user = await world(database.ctx).account();
  await giveManyLicenses(database.ctx, user, 300);
  await giveManyLicenses(database.ctx, await world(database.ctx).account(), 30);
});
afterAll(() => database.close());

const allPages = async (filter: LicenseFilter, limit: number) => {
  const pages: Awaited<ReturnType<typeof listLicensesOfAccount>> = [];
  for (let after: string | undefined; ; after = pages.at(-1)?.id) {
    const page = await listLicensesOfAccount(database.ctx.db, user.accountId, {
      ...{ filter, days: days(), limit },
      ...(after && { after }),
    });
    pages.push(...page);
    if (page.length < limit) return pages;
  }
};

test("the pages together are the list: every license once, by kind, what is over last, the first to end first", async () => {
  const whole = await allPages({}, 1000);
  const paged = await allPages({}, 7);
  expect(whole).toHaveLength(300);
  expect(paged.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
  const kinds = ["xdr_add_on", "saas", "on_premises"];
  const places = whole.map(({ kind, endsOn, id }) =>
    [kinds.indexOf(kind), endsOn < days().graceFrom, endsOn, id].join(),
  );
  expect(places).toEqual(places.toSorted());
});

test("counts and filters agree", async () => {
  const counts = await countLicensesOfAccount(database.ctx.db, user.accountId, { search: undefined, days: days() });
  expect(counts.reduce((sum, { count }) => sum + Number(count), 0)).toBe(300);
  for (const { kind, status, count } of counts) {
    const found = await allPages({ kind, status }, 20);
    expect([kind, status, found.length]).toEqual([kind, status, Number(count)]);
    expect(found.every((license) => license.kind === kind)).toBe(true);
  }
});

test.each([
  ["a word of the name", () => "sensor", (names: string[]) => names.every((name) => /sensor/i.test(name))],
  [
    "two words in any order",
    () => "security APP",
    (names: string[]) => names.every((name) => /security/i.test(name) && /app/i.test(name)),
  ],
  ["full-width letters", () => "ｓｅｎｓｏｒ", (names: string[]) => names.every((name) => /sensor/i.test(name))],
  ["an order number", () => `so-${user.id.slice(-12)}-5`, (names: string[]) => names.length === 1],
  ["an order number without hyphens", () => `so${user.id.slice(-12)}5`, (names: string[]) => names.length === 1],
  ["a certificate number with spaces", () => `lc ${user.id.slice(-12)} 5`, (names: string[]) => names.length === 1],
  ["a certificate number", () => `LC-${user.id.slice(-12)}-5`, (names: string[]) => names.length === 1],
])("%s finds what has it", async (_, search, judge) => {
  const found = await allPages({ search: search() }, 50);
  expect(found.length).toBeGreaterThan(0);
  expect(judge(found.map(({ nameEn }) => nameEn))).toBe(true);
  const counts = await countLicensesOfAccount(database.ctx.db, user.accountId, { search: search(), days: days() });
  expect(counts.reduce((sum, { count }) => sum + Number(count), 0)).toBe(found.length);
});

test.each(["%", "_", "\\", "' or 1=1 --", "nothing has this"])("%j is no pattern and finds nothing", async (search) => {
  expect(await allPages({ search }, 50)).toEqual([]);
});

test("the first to end are named: in grace or near their end, of this account alone", async () => {
  const ending = await listEndingLicenses(database.ctx.db, user.accountId, days(), 1000);
  const now = database.ctx.now();
  const expected = (await allPages({}, 1000)).filter(
    ({ endsOn }) => endsOn >= dayFrom(now, -30) && endsOn <= dayFrom(now, 90),
  );
  expect(ending.map(({ id }) => id).toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
  expect(ending.map(({ endsOn }) => endsOn)).toEqual(ending.map(({ endsOn }) => endsOn).toSorted());
});

test("a place in another account's list is none in this one", async () => {
  const other = await database.ctx.db
    .selectFrom("licenses")
    .select("id")
    .where("accountId", "<>", user.accountId)
    .executeTakeFirst();
  const page = { filter: {}, days: days(), limit: 5, after: other?.id ?? "" };
  expect(await listLicensesOfAccount(database.ctx.db, user.accountId, page)).toEqual([]);
});
