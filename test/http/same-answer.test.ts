import { afterAll, beforeAll, expect, test } from "vitest";
import { freshEmail } from "../support/sample-order.ts";
import { askForMailByHttp, type HttpVisitor, httpVisitor } from "../support/http-visitor.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ worker: false, settings: { RATE_LIMITS: "off" } });
});
afterAll(() => portal.close());

type Answer = Awaited<ReturnType<HttpVisitor["get"]>>;

/** What is left of an answer without ids, times, tokens and the name that was typed. */
const bare = ({ status, headers, text }: Answer, name: string) => {
  const told = [...headers].filter(([header]) => header !== "date" && header !== "set-cookie");
  return [JSON.stringify({ status, told }), headers.getSetCookie().map((line) => line.replace(/=[^;]*/, "")), text]
    .join("\n")
    .replaceAll(name, "NAME")
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "ID")
    .replaceAll(/name="csrf" value="[^"]+"/g, "CSRF")
    .replaceAll(/<time [^>]+>[^<]+<\/time>/g, "TIME")
    .replaceAll(/"content-length","\d+"|in \d+ seconds|data-seconds="\d+"/g, "LENGTH");
};

/** Names of one length, so that the length of a page may tell as little as its words. */
const names = async (count: number) => {
  const known = await Promise.all(Array.from({ length: count }, () => portal.world.account({ email: freshEmail() })));
  return { known: known.map((user) => user.email), unknown: Array.from({ length: count }, freshEmail) };
};

test("twenty addresses at once, known and unknown, are answered alike at every step", async () => {
  const { known, unknown } = await names(10);
  const walk = async (email: string): Promise<string[]> => {
    const order = await portal.world.order();
    const visitor = httpVisitor(portal.url);
    const { location } = await visitor.post("/", { key: order.keys[0] as string });
    const answers = [
      await visitor.post(`${location}/email`, { email }),
      await visitor.get(`${location}/verify`),
      await visitor.post(`${location}/verify`, { code: "000000" }),
      await visitor.post(`${location}/send-again`, {}),
      await visitor.post(`${location}/confirm`, {}),
      await visitor.get(location as string),
    ];
    expect(answers.map(({ status }) => status)).toEqual([303, 200, 409, 409, 303, 200]);
    return answers.slice(0, 5).map((answer) => bare(answer, email));
  };
  const walks = await Promise.all([...known, ...unknown].map(walk));
  for (const answers of walks) expect(answers).toEqual(walks[0]);
  const mails = await portal.ctx.db.selectFrom("mails").select(["recipient", "kind"]).execute();
  const kinds = (emails: string[]) => mails.filter((mail) => emails.includes(mail.recipient)).map((mail) => mail.kind);
  expect(kinds(known)).toEqual(known.map(() => "sign-in-instead"));
  expect(kinds(unknown)).toEqual(unknown.map(() => "verify-email"));
});

test("twenty sign-ins at once, known and unknown, are answered alike at every step", async () => {
  const { known, unknown } = await names(10);
  const walk = async (login: string): Promise<string[]> => {
    const visitor = httpVisitor(portal.url);
    const answers = [
      await visitor.post("/sign-in", { login }),
      await visitor.get("/sign-in/code"),
      await visitor.post("/sign-in/send-again", {}),
    ];
    for (let tries = 0; tries < 6; tries++) answers.push(await visitor.post("/sign-in/code", { code: "000000" }));
    return answers.map((answer) => bare(answer, login));
  };
  const walks = await Promise.all([...known, ...unknown].map(walk));
  for (const answers of walks) expect(answers).toEqual(walks[0]);
});

test("passwords, known and unknown, are answered alike, and so are forgotten ones", async () => {
  const { known, unknown } = await names(3);
  const walk = async (login: string): Promise<string[]> => {
    const visitor = httpVisitor(portal.url);
    const answers = [
      await visitor.post("/sign-in", { login, with: "password" }),
      await visitor.get("/sign-in/code"),
      await visitor.post("/sign-in/code", { password: "wholesale otter lemonade" }),
      await visitor.post("/sign-in/code", { password: "" }),
      await visitor.post("/sign-in/send-again", {}),
      await visitor.post("/forgot-password", { login }),
      await visitor.post("/forgot-account-id", { email: login }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([303, 200, 409, 422, 200, 200, 200]);
    return answers.map((answer) => bare(answer, login));
  };
  const walks = await Promise.all([...known, ...unknown].map(walk));
  for (const answers of walks) expect(answers).toEqual(walks[0]);
});

test("a link that nobody has and one that was replaced are answered alike", async () => {
  const order = await portal.world.order();
  const visitor = httpVisitor(portal.url);
  const activation = await askForMailByHttp(visitor, order.keys[0] as string, freshEmail());
  const first = await portal.ctx.db
    .selectFrom("verifications")
    .select("id")
    .where("activationId", "=", activation.split("/").pop() as string)
    .executeTakeFirstOrThrow();
  await visitor.post(`${activation}/email`, { email: freshEmail() });
  const stranger = httpVisitor(portal.url);
  await stranger.get("/");
  const [replaced, unknown] = [
    await stranger.get(`/verify/${portal.ctx.secrets.linkToken(first.id)}`),
    await stranger.get(`/verify/${"A".repeat(43)}`),
  ];
  expect(bare(replaced, "-").split("\n").slice(2)).toEqual(bare(unknown, "-").split("\n").slice(2));
});
