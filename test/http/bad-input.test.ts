import { afterAll, beforeAll, expect, test } from "vitest";
import { exampleKeys } from "../../src/policy/license-key.ts";
import { httpVisitor, reasonIn } from "../support/http-visitor.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ worker: false });
});
afterAll(() => portal.close());

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

test.each([
  ["nothing", "", 422, "malformed_key"],
  ["white space", " \t ", 422, "malformed_key"],
  ["10,000 characters", "A".repeat(10_000), 422, "malformed_key"],
  ["10,000 accents", "é\u0301".repeat(5_000), 422, "malformed_key"],
  ["emoji", "🔑🔑🔑", 422, "malformed_key"],
  ["marks from right to left", "\u202e\u200f", 422, "malformed_key"],
  ["SQL", "' or 1=1; drop table licenses; --", 422, "malformed_key"],
  ["HTML", '"><script>alert(1)</script>', 422, "malformed_key"],
  ["a NUL", "XC-\0", 422, "malformed_key"],
  ["half a character", "\ud83d", 422, "malformed_key"],
  ["an order number", "SO-2026-000001", 422, "malformed_key"],
  ["a SKU", "XDR-CAS", 422, "malformed_key"],
  ["an e-mail address", "kim@acme.example", 422, "malformed_key"],
  ["the page's own example", exampleKeys[0].registrationKey, 409, "unknown_key"],
  ["a key that nobody has", "XC-2222-3333-4444-5555", 409, "unknown_key"],
])("a key of %s is answered %s", async (_, key, status, reason) => {
  const answer = await httpVisitor(portal.url).post("/", { key });
  expect([answer.status, reasonIn(answer.text)]).toEqual([status, reason]);
  expect(answer.text).not.toContain("<script>alert");
  expect(answer.text).toMatch(/<title>Error: /);
  if (/^[\w-]{1,200}$/.test(key)) expect(answer.text).toContain(`value="${key}"`);
});

test.each([
  ["as on the certificate", (key: string) => key],
  ["full-width", fullWidth],
  ["lower case with spaces", (key: string) => ` ${key.toLowerCase().replaceAll("-", " ")} `],
  ["behind its label", (key: string) => `License key: ${key}`],
  ["without hyphens", (key: string) => key.replaceAll("-", "")],
  ["typographic dashes", (key: string) => key.replaceAll("-", "–")],
  ["marks from right to left around it", (key: string) => `\u202b${key}\u202c`],
])("a key %s opens its order", async (_, spell) => {
  const order = await portal.world.order();
  for (const key of order.keys) {
    expect((await httpVisitor(portal.url).post("/", { key: spell(key) })).status, spell(key)).toBe(303);
  }
});

const opened = async () => {
  const order = await portal.world.order();
  const visitor = httpVisitor(portal.url);
  return { visitor, activation: (await visitor.post("/", { key: order.keys[0] as string })).location as string };
};

test.each([
  ["nothing", ""],
  ["400 characters", `${"a".repeat(388)}@acme.example`],
  ["10,000 characters", `${"a".repeat(10_000)}@acme.example`],
  ["no top-level domain", "kim@acme"],
  ["two addresses", "kim@acme.example,eve@evil.example"],
  ["a header", "kim@acme.example\r\nBcc: eve@evil.example"],
  ["HTML", '"><script>alert(1)</script>@acme.example'],
  ["SQL", "'; drop table users; --"],
  ["emoji", "🔑@acme.example"],
  ["a NUL", "kim\0@acme.example"],
])("an address of %s is refused, with what was typed kept and escaped", async (_, email) => {
  const { visitor, activation } = await opened();
  const answer = await visitor.post(`${activation}/email`, { email });
  expect([answer.status, reasonIn(answer.text)]).toEqual([422, "malformed_email"]);
  expect(answer.text).not.toContain("<script>alert");
  if (/^[\w@.]{1,100}$/.test(email)) expect(answer.text).toContain(`value="${email}"`);
  expect(await portal.ctx.db.selectFrom("mails").select("id").execute()).toEqual([]);
});

test.each([
  ["kim+licenses@acme.example", "kim+licenses@acme.example"],
  ["KIM@ACME.EXAMPLE", "KIM@ACME.EXAMPLE"],
  ["kim@bücher.example", "kim@xn--bcher-kva.example"],
  [fullWidth("wide@acme.example"), "wide@acme.example"],
  [" \u200fkim@fir.example ", "kim@fir.example"],
])("the address %s is mailed as %s", async (email, recipient) => {
  const { visitor, activation } = await opened();
  expect((await visitor.post(`${activation}/email`, { email })).status).toBe(303);
  const mails = await portal.ctx.db.deleteFrom("mails").returning("recipient").execute();
  expect(mails).toEqual([{ recipient }]);
});

test.each(["", "12345", "1234567", "abcdef", "１２３４５６７", "🔑", "1".repeat(10_000)])(
  "the code %j is malformed and costs no try",
  async (code) => {
    const { visitor, activation } = await opened();
    await visitor.post(`${activation}/email`, { email: "kim@acme.example" });
    const answer = await visitor.post(`${activation}/verify`, { code });
    expect([answer.status, reasonIn(answer.text)]).toEqual([422, "malformed_code"]);
    await portal.ctx.db.deleteFrom("mails").execute();
    await portal.ctx.db.deleteFrom("rateLimits").execute();
  },
);

test.each(["\0", "\0\0", "\ud83d", "x".repeat(10_000), "' or 1=1 --", "<b>kim</b>"])(
  "somebody signing in as %j is told what everybody is told",
  async (login) => {
    const visitor = httpVisitor(portal.url);
    const answer = await visitor.post("/sign-in", { login });
    expect([303, 422]).toContain(answer.status);
    const page = await visitor.get("/sign-in/code");
    expect(page.status).toBeLessThan(400);
    expect(page.text).not.toContain("<b>kim");
  },
);
