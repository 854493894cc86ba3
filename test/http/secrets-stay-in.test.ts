import { afterAll, beforeAll, expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { codeIn, linkIn } from "../support/mailbox.ts";
import { askForMailByHttp, httpVisitor } from "../support/http-visitor.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";

const lines: string[] = [];
let portal: TestPortal;
beforeAll(async () => {
  const log = createLog("trace", "portal", { write: (line: string) => lines.push(line) });
  portal = await startTestPortal({ log });
});
afterAll(() => portal.close());

test("no key, code, token or address of a whole activation stands in a log, an address or a title", async () => {
  const order = await portal.world.order({ addOns: 2, products: 2 });
  const visitor = httpVisitor(portal.url);
  const seen: string[] = [];
  const watch = ({ location, text }: { location: string | null; text: string }) =>
    seen.push(location ?? "", /<title>[^<]*/.exec(text)?.[0] ?? "");
  watch(await visitor.post("/", { key: "XC-2222-3333-4444-5555" }));
  const email = "kim@acme.example";
  const activation = await askForMailByHttp(visitor, order.keys[0] as string, email);
  const mail = await portal.mailbox.latest(email, "verify-email");
  watch(await visitor.get(activation));
  watch(await visitor.get(`${activation}/email`));
  watch(await visitor.post(`${activation}/verify`, { code: "000000" }));
  watch(await visitor.get(new URL(linkIn(mail)).pathname));
  watch(await visitor.post(`${activation}/verify`, { code: codeIn(mail) }));
  watch(await visitor.post(`${activation}/confirm`, {}));
  watch(await visitor.get(activation));
  watch(await visitor.get("/products"));
  watch(await visitor.post("/sign-in", { login: email }));
  const signInMail = await portal.mailbox.latest(email, "sign-in-code");
  watch(await visitor.post("/sign-in/code", { code: codeIn(signInMail) }));
  watch(await visitor.post("/sign-out", {}));

  const secrets = [...order.keys, email, codeIn(mail), codeIn(signInMail), new URL(linkIn(mail)).pathname.slice(8)];
  const tokens = ["anykey_browser"].map((name) => visitor.cookies.get(name) as string);
  const log = lines.join("");
  expect(log).toContain('"route":"/verify/:token"');
  expect(log).toContain('"mail.sent"');
  for (const secret of [...secrets, ...tokens, visitor.csrf()]) {
    expect(log.includes(secret), `${secret} in the log`).toBe(false);
    expect(seen.join("\n").includes(secret), `${secret} in an address or title`).toBe(false);
  }
});

test("a fault of the database is logged with its reference, and without the values", async () => {
  const visitor = httpVisitor(portal.url);
  await visitor.get("/");
  const order = await portal.world.order();
  const activation = await askForMailByHttp(visitor, order.keys[0] as string, "pat@fir.example");
  await portal.ctx.pool.query("alter table verifications add constraint no_fir check (email not like '%larch%')");
  const answer = await visitor.post(`${activation}/email`, { email: "sam@larch.example" });
  expect(answer.status).toBe(500);
  const reference = /<code>([0-9a-f-]{36})<\/code>/.exec(answer.text)?.[1] ?? "none";
  const logged = lines.filter((line) => line.includes(reference) && line.includes("request.failed"));
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain("no_fir");
  expect(lines.join("")).not.toContain("larch.example");
  expect(answer.text).not.toContain("no_fir");
});
