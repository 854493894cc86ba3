import { afterAll, beforeAll, expect, test } from "vitest";
import { askForMailByHttp, httpVisitor, reasonIn } from "../support/http-visitor.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ worker: false });
});
afterAll(() => portal.close());

test("every page forbids foreign code, frames, sniffing and storing", async () => {
  const visitor = httpVisitor(portal.url);
  const order = await portal.world.order();
  const activation = await askForMailByHttp(visitor, order.keys[0] as string, "kim@acme.example");
  const paths = ["/", "/FullRegistration?T=TM", "/sign-in", "/help", "/accessibility", "/no-such-page", "/products"];
  for (const path of [...paths, activation, `${activation}/email`, `${activation}/verify`, "/verify/none"]) {
    const { headers, status } = await visitor.get(path);
    const policy = headers.get("content-security-policy") ?? "";
    for (const rule of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"])
      expect(policy, path).toContain(rule);
    expect(policy).not.toContain("unsafe");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("cache-control"), `${status} ${path}`).toBe("no-store");
  }
});

test("built files are kept for ever, and only they", async () => {
  const page = await httpVisitor(portal.url).get("/");
  const file = /\/assets\/app-[0-9a-f]+\.css/.exec(page.text)?.[0] ?? "";
  const found = await httpVisitor(portal.url).get(file);
  expect([found.status, found.headers.get("cache-control")]).toEqual([200, "public, max-age=31536000, immutable"]);
  expect((await httpVisitor(portal.url).get("/assets/../../package.json")).status).toBe(404);
  expect((await httpVisitor(portal.url).get("/assets/%2e%2e%2fmanifest.json")).status).toBe(404);
});

test("a form counts only with the token of this browser, and from this site", async () => {
  const order = await portal.world.order();
  const key = order.keys[0] as string;
  const [own, other] = [httpVisitor(portal.url), httpVisitor(portal.url)];
  await own.get("/");
  await other.get("/");
  const tries = [
    await own.send("POST", "/", new URLSearchParams({ key })),
    await own.post("/", { key, csrf: "" }),
    await own.post("/", { key, csrf: other.csrf() }),
    await own.post("/", { key }, { "sec-fetch-site": "cross-site" }),
    await own.post("/", { key }, { "sec-fetch-site": "same-site" }),
    await own.send("POST", "/", JSON.stringify({ key, csrf: own.csrf() }), { "content-type": "application/json" }),
  ];
  expect(tries.map(({ status, text }) => [status, reasonIn(text)])).toEqual(tries.map(() => [403, "page_expired"]));
  expect(await portal.ctx.db.selectFrom("activations").select("id").where("orderId", "=", order.id).execute()).toEqual(
    [],
  );
  expect((await own.post("/", { key }, { "sec-fetch-site": "same-origin" })).status).toBe(303);
});

test("cookies are for the server alone, and for https where the portal is reached by https", async () => {
  const first = await httpVisitor(portal.url).get("/FullRegistration?T=HS&lang=ja");
  const lines = first.headers.getSetCookie();
  expect(lines.map((line) => line.split("=")[0]).sort()).toEqual(["anykey_brand", "anykey_browser", "anykey_language"]);
  for (const line of lines) {
    expect(line).toMatch(/HttpOnly/);
    expect(line).toMatch(/SameSite=Lax/);
    expect(line).toMatch(/Path=\//);
    expect(line).not.toMatch(/Secure|Domain/);
  }
});

test("what is no page is a 404 with a way on, for every method that asks", async () => {
  const visitor = httpVisitor(portal.url);
  for (const path of ["/nothing", "/activations/1", "/activations/00000000-0000-7000-8000-000000000000", "/verify"]) {
    const { status, text } = await visitor.get(path);
    expect([path, status, reasonIn(text)]).toEqual([path, 404, "not_found"]);
    expect(text).toContain('href="/"');
  }
  expect((await visitor.send("HEAD", "/nothing")).status).toBe(404);
});

test("a page says which methods it takes, and does nothing for another one", async () => {
  const visitor = httpVisitor(portal.url);
  for (const [method, path, allow] of [
    ["PUT", "/", "GET, HEAD, POST"],
    ["DELETE", "/FullRegistration?T=TM", "GET, HEAD, POST"],
    ["OPTIONS", "/sign-in", "GET, HEAD, POST"],
    ["PATCH", "/activations/00000000-0000-7000-8000-000000000000", "GET, HEAD"],
    ["PUT", "/sign-out", "POST"],
    ["POST", "/help", "GET, HEAD"],
  ] as const) {
    const { status, headers } = await visitor.send(method, path);
    expect([method, path, status, headers.get("allow")]).toEqual([method, path, 405, allow]);
    expect(headers.get("cache-control")).toBe("no-store");
  }
  expect((await visitor.send("DELETE", "/nothing")).status).toBe(404);
});

test("another browser's activation does not exist, whatever it tries", async () => {
  const order = await portal.world.order();
  const activation = await askForMailByHttp(httpVisitor(portal.url), order.keys[0] as string, "kim@acme.example");
  const stranger = httpVisitor(portal.url);
  for (const step of ["", "/email", "/verify", "/confirm"])
    expect((await stranger.get(activation + step)).status, step).toBe(404);
  for (const step of ["/email", "/verify", "/send-again", "/confirm", "/activate", "/ask-for-access", "/support-case"])
    expect((await stranger.post(activation + step, { code: "123456", email: "a@b.example" })).status, step).toBe(404);
  const signIn = await stranger.get(`/sign-in?activation=${activation.split("/").pop()}&as=1`);
  expect(signIn.text).not.toContain(order.orderNumber);
});

test.each([
  [
    "a cookie that is no id",
    () => ({ path: "/sign-in/code", headers: { cookie: `anykey_sign_in=${"-".repeat(36)}` } }),
  ],
  ["a page of products after no id", () => ({ path: `/products?after=${"-".repeat(36)}`, headers: {} })],
  ["a session that never was", () => ({ path: "/products", headers: { cookie: "anykey_session=nonsense" } })],
  ["a broken escape", () => ({ path: "/verify/%E0%A4%A", headers: {} })],
  ["a NUL in the link", () => ({ path: "/verify/a%00b", headers: {} })],
])("%s is no fault of ours", async (_, make) => {
  const { path, headers } = make();
  expect((await httpVisitor(portal.url).get(path, headers)).status).toBeLessThan(500);
});

test("bodies that are too large or broken are refused as a page", async () => {
  const visitor = httpVisitor(portal.url);
  const large = await visitor.post("/", { key: "A".repeat(300_000) });
  expect([large.status, reasonIn(large.text)]).toEqual([413, "too_large"]);
  const broken = await visitor.send("POST", "/", "--x\r\nnonsense", {
    "content-type": "multipart/form-data; boundary=x",
  });
  expect(broken.status).toBe(403);
  const file = new FormData();
  file.set("csrf", visitor.csrf());
  file.set("key", new Blob(["key"]), "key.txt");
  expect((await visitor.send("POST", "/", file)).status).toBe(422);
});

test("health, readiness and metrics answer machines", async () => {
  const visitor = httpVisitor(portal.url);
  expect((await visitor.get("/healthz")).text).toBe('{"status":"ok"}');
  expect((await visitor.get("/readyz")).status).toBe(200);
  const metrics = (await visitor.get("/metrics")).text;
  for (const name of ["anykey_request_seconds_bucket", "anykey_mails", "anykey_jobs_waiting"])
    expect(metrics).toContain(name);
  expect(metrics).toContain('route="/activations/:id/email"');
});
