import { BlockList } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { freshEmail, freshKey } from "../support/sample-order.ts";
import { askForMailByHttp, httpVisitor, reasonIn } from "../support/http-visitor.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ worker: false, settings: { TRUSTED_PROXIES: "127.0.0.1" } });
});
afterAll(() => portal.close());
beforeEach(async () => {
  await portal.ctx.db.deleteFrom("rateLimits").execute();
});

const from = (address: string) => httpVisitor(portal.url, { "x-forwarded-for": address });

const expectLimited = (answer: { status: number; text: string; headers: Headers }) => {
  expect([answer.status, reasonIn(answer.text)]).toEqual([429, "rate_limited"]);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(answer.text).toContain("<time datetime=");
};

test("guessing keys ends after twenty of one client, also for a right one, and for no other client", async () => {
  const order = await portal.world.order();
  const guesser = from("203.0.113.7");
  for (let guess = 0; guess < 20; guess++)
    expect((await guesser.post("/", { key: freshKey("registration_key") })).status).toBe(409);
  expectLimited(await guesser.post("/", { key: freshKey("registration_key") }));
  expectLimited(await guesser.post("/", { key: order.keys[0] as string }));
  expect((await from("203.0.113.8").post("/", { key: order.keys[0] as string })).status).toBe(303);
});

test("a /64 of IPv6 is one client", async () => {
  for (let guess = 0; guess < 20; guess++)
    await from(`2001:db8:0:1::${guess}`).post("/", { key: freshKey("registration_key") });
  expectLimited(await from("[2001:db8:0:1:ffff::1]:4711").post("/", { key: freshKey("registration_key") }));
  expect((await from("2001:db8:0:2::1").post("/", { key: freshKey("registration_key") })).status).toBe(409);
});

test("mails to one address end after eight, whoever asks and however it is written", async () => {
  const spellings = ["kim@acme.example", "KIM@acme.example", "kim@ACME.example "];
  const ask = async (at: number) => {
    const order = await portal.world.order();
    const visitor = from(`198.51.100.${at}`);
    const { location } = await visitor.post("/", { key: order.keys[0] as string });
    return visitor.post(`${location}/email`, { email: spellings[at % 3] as string });
  };
  for (let at = 0; at < 8; at++) expect((await ask(at)).status).toBe(303);
  expectLimited(await ask(8));
});

test("sign-ins with one name end after ten of one client and sixty of all, known or not, however it is written", async () => {
  const user = await portal.world.account();
  for (const name of [user.email, freshEmail()]) {
    const spellings = [name, name.toUpperCase(), `${name}\u200b`];
    for (let at = 0; at < 60; at++) {
      const client = from(`198.51.100.${Math.floor(at / 10)}`);
      expect((await client.post("/sign-in", { login: spellings[at % 3] as string })).status).toBe(303);
      if (at % 10 === 9) expectLimited(await client.post("/sign-in", { login: name }));
    }
    expectLimited(await from("198.51.100.99").post("/sign-in", { login: name }));
  }
});

test("no spelling of a name gets a count of its own", async () => {
  const { email } = await portal.world.account();
  const fullWidth = email.replaceAll("@", "\uff20");
  const spellings = [fullWidth, `\0${email}`, `${email}${" ".repeat(200)}x`, `${"\u200b".repeat(200)}${email}`];
  const nulls = Array.from({ length: 6 }, (_, at) => `${email}${"\0".repeat(at + 1)}`);
  for (const [at, login] of [...spellings, ...nulls].entries())
    expect((await from("198.51.100.99").post("/sign-in", { login })).status, `${at}`).toBe(303);
  expectLimited(await from("198.51.100.99").post("/sign-in", { login: `${"\0".repeat(9)}${email}` }));
  expect(await portal.world.mailsTo(email)).toHaveLength(10);
});

test("codes of one client end after sixty", async () => {
  const client = from("203.0.113.9");
  const answers: number[] = [];
  for (let attempt = 0; attempt < 13; attempt++) {
    await portal.ctx.db.deleteFrom("rateLimits").where("points", "<", 5).execute();
    const order = await portal.world.order();
    const activation = await askForMailByHttp(client, order.keys[0] as string, freshEmail());
    for (let guess = 0; guess < 5; guess++)
      answers.push((await client.post(`${activation}/verify`, { code: "000000" })).status);
  }
  expect(answers.slice(0, 60).every((status) => status === 409)).toBe(true);
  expect(answers.slice(60)).toEqual([429, 429, 429, 429, 429]);
});

test("an office behind one address activates thirty orders", async () => {
  for (let at = 0; at < 30; at++) {
    const order = await portal.world.order({ addOns: 1, products: 0 });
    const visitor = from("192.0.2.1");
    const activation = await askForMailByHttp(visitor, order.keys[0] as string, freshEmail());
    const { id } = await portal.ctx.db
      .selectFrom("verifications")
      .select("id")
      .orderBy("askedAt", "desc")
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();
    await visitor.post(`${activation}/verify`, { code: portal.ctx.secrets.code(id) });
    const confirmed = await visitor.post(`${activation}/confirm`, {});
    expect([at, confirmed.status, confirmed.location]).toEqual([at, 303, activation]);
    expect((await visitor.get("/products")).status).toBe(200);
  }
});

test("only trusted proxies say where a client is", async () => {
  const trusted = portal.ctx.config.trustedProxies;
  portal.ctx.config.trustedProxies = new BlockList();
  try {
    for (let guess = 0; guess < 20; guess++)
      await from(`203.0.113.${guess}`).post("/", { key: freshKey("registration_key") });
    expectLimited(await from("203.0.113.200").post("/", { key: freshKey("registration_key") }));
  } finally {
    portal.ctx.config.trustedProxies = trusted;
  }
});

test("clients within the networks of the proxies are told apart", async () => {
  const trusted = portal.ctx.config.trustedProxies;
  const all = new BlockList();
  all.addSubnet("127.0.0.0", 8, "ipv4");
  all.addSubnet("10.0.0.0", 8, "ipv4");
  portal.ctx.config.trustedProxies = all;
  try {
    for (let guess = 0; guess < 21; guess++) {
      const answer = await from(`10.1.2.${guess}, 10.0.0.1`).post("/", { key: freshKey("registration_key") });
      expect(answer.status).toBe(409);
    }
  } finally {
    portal.ctx.config.trustedProxies = trusted;
  }
});

test.each(["unknown", "203.0.113.1:4711", "a, b, c", "::ffff:203.0.113.1", "fe80::1%eth0", "[::1"])(
  "a proxy that names the client %j breaks nothing",
  async (address) => {
    expect((await from(address).post("/", { key: freshKey("registration_key") })).status).toBe(409);
  },
);
