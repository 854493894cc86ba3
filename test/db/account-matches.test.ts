import { afterAll, beforeAll, expect, test } from "vitest";
import { listMatchCandidates } from "../../src/db/account-matches.ts";
import { normaliseCompanyName } from "../../src/policy/company-name.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
beforeAll(async () => {
  database = await createTestDatabase();
  the = world(database.ctx);
});
afterAll(() => database.close());

const nothing = {
  orderId: "019ab000-0000-7000-8000-000000000000",
  emailIdentity: null,
  domain: null,
  customerNumber: "C-none",
  companyKey: "",
  country: "GB",
};
const candidates = (query: Partial<typeof nothing> | Record<string, string>) =>
  listMatchCandidates(database.ctx.db, { ...nothing, ...query });

test("each of the four reasons finds its account, the strongest first", async () => {
  const code = { sku: "A1", activationCode: "TA-2345-23456-23456-23456-23456-23456" };
  const owner = await the.account({ licenses: [code] });
  const mate = await the.account({ email: "kim@birch.example" });
  const customer = await the.account({ customerNumber: "C-77" });
  const earlier = await the.activated(await the.order({ customer: { number: "C-77" } }));
  const namesake = await the.account({ company: "Birch Ltd" });
  const order = await the.order({ items: [code] });
  const found = await candidates({
    orderId: order.id,
    emailIdentity: "kim@birch.example",
    domain: "birch.example",
    customerNumber: "C-77",
    companyKey: normaliseCompanyName("BIRCH Limited"),
  });
  const reasonsOf = ({ accountId }: { accountId: string }) =>
    found.filter((match) => match.accountId === accountId).map(({ reason }) => reason);
  expect(reasonsOf(owner)).toEqual(["owns_license_of_order"]);
  expect(reasonsOf(mate)).toEqual(["same_email", "same_company"]);
  expect(reasonsOf(customer)).toEqual(["same_customer_number"]);
  expect(reasonsOf(earlier)).toEqual(["same_customer_number"]);
  expect(reasonsOf(namesake)).toEqual(["same_company"]);
  expect(found).toHaveLength(6);
  expect(found[0]?.reason).toBe("owns_license_of_order");
});

test("of a crowd of namesakes only fifty are found, and the owner is among them", async () => {
  const companyKey = normaliseCompanyName("Crowd");
  const code = { sku: "A1", activationCode: "TA-2345-23456-23456-23456-23456-23457" };
  for (let each = 0; each < 55; each++) await the.account({ company: "Crowd" });
  const owner = await the.account({ licenses: [code], company: "Elsewhere" });
  const order = await the.order({ items: [code] });
  const found = await candidates({ orderId: order.id, companyKey });
  expect(found).toHaveLength(50);
  expect(found[0]).toEqual({ accountId: owner.accountId, reason: "owns_license_of_order" });
});

test("a company in another country, and a name of nothing, match nobody", async () => {
  await the.account({ company: "Elm", country: "GB" });
  expect(await candidates({ companyKey: normaliseCompanyName("Elm"), country: "DE" })).toEqual([]);
  await database.ctx.db.updateTable("accounts").set({ companyKey: "" }).where("company", "=", "Elm").execute();
  expect(await candidates({ companyKey: "" })).toEqual([]);
});
