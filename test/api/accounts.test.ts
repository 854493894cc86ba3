import { afterAll, beforeAll, expect, test } from "vitest";
import { accountAnswer } from "../../src/api/account-answer.ts";
import { problemSchema } from "../../src/api/problem.ts";
import { bodyOf, createTestApi, type TestApi } from "./client.ts";
import { sampleAccount, sampleLicense } from "./sample-account.ts";

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

test("brings a customer over, and the same one again changes nothing", async () => {
  const account = sampleAccount();
  const first = await api.post("/accounts", account);
  expect(first.status).toBe(201);
  const made = await bodyOf(first, accountAnswer);
  expect(made).toMatchObject({ accountId: account.accountId, language: "en", origin: "import", emailVerified: true });
  const again = await api.post("/accounts", account);
  expect([again.status, await bodyOf(again, accountAnswer)]).toEqual([200, made]);
  for (const id of [made.id, account.accountId])
    expect(await bodyOf(await api.get(`/accounts/${id}`), accountAnswer)).toEqual(made);
});

test("refuses what differs, is taken or belongs to somebody", async () => {
  const account = sampleAccount();
  await api.post("/accounts", account);
  const refused = async (facts: object) => {
    const problem = await bodyOf(await api.post("/accounts", facts), problemSchema);
    return [problem.status, problem.reason, problem.errors?.[0]?.pointer];
  };
  expect(await refused({ ...account, company: "Other" })).toEqual([409, "account_differs", undefined]);
  expect(await refused(sampleAccount({ email: account.email }))).toEqual([409, "email_taken", undefined]);
  const rival = sampleAccount({ licenses: [sampleLicense(), account.licenses[0]] });
  expect(await refused(rival)).toEqual([409, "license_registered", "/licenses/1/activationCode"]);
  expect(await refused({ ...sampleAccount(), accountId: "a b" })).toEqual([422, "malformed_account", "/accountId"]);
});

test("20 at once bring one customer over", async () => {
  const account = sampleAccount();
  const answers = await Promise.all(Array.from({ length: 20 }, () => api.post("/accounts", account)));
  expect(answers.map((answer) => answer.status).sort()).toEqual([...Array(19).fill(200), 201]);
});

test("an unknown account", async () => {
  expect((await api.get("/accounts/nobody")).status).toBe(404);
  expect((await api.get("/accounts/0190a1b2-0000-7000-8000-000000000000")).status).toBe(404);
});
