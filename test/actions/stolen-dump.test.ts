import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { activateOrder } from "../../src/actions/activate-order.ts";
import { askForEmailChange } from "../../src/actions/ask-for-email-change.ts";
import { askForPasswordReset } from "../../src/actions/ask-for-password-reset.ts";
import { beginSession } from "../support/begin-session.ts";
import { beginSignIn } from "../../src/actions/begin-sign-in.ts";
import { createApiKey } from "../../src/actions/create-api-key.ts";
import { openOrder } from "../../src/actions/open-order.ts";
import { proveAddress } from "../../src/actions/prove-address.ts";
import { recordOrder } from "../../src/actions/record-order.ts";
import { confirmAuthenticator, setUpAuthenticator } from "../../src/actions/set-up-authenticator.ts";
import { findAuthenticator } from "../../src/db/authenticators.ts";
import { findLatestEmailChange } from "../../src/db/email-changes.ts";
import { findUserByEmail } from "../../src/db/users.ts";
import { readLoginName } from "../../src/policy/login-name.ts";
import { createSecrets } from "../../src/secrets.ts";
import { createTestDatabase, TEST_SECRETS_KEY, type TestDatabase } from "../support/database.ts";
import { addressOf, peopleIn, personOf } from "../support/people.ts";
import { freshEmail, newOrder } from "../support/sample-order.ts";
import { recordedOrder, world } from "../support/world.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** Every row of every table, the job queue's too, with bytes as hex: what a thief reads in a dump. */
const dump = async (): Promise<string> => {
  const { db } = database.ctx;
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`.execute(db);
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql.raw<{ line: string }>(`select row_to_json(t)::text as line from ${name} t`).execute(db);
    texts.push(...rows.map(({ line }) => line));
  }
  return texts.join("\n").toLowerCase();
};

/** The ways in which a secret may lie in a dump: as text, without its hyphens, as bytes in hex or base64. */
const disguises = (secret: string): string[] =>
  [secret, secret.replaceAll("-", "")].flatMap((text) =>
    [text, Buffer.from(text).toString("hex"), Buffer.from(text).toString("base64")].map((each) => each.toLowerCase()),
  );

const found = (text: string, secrets: readonly string[]): string[] =>
  secrets.filter((secret) => disguises(secret).some((disguise) => text.includes(disguise)));

/** An order with given and issued keys, activated; a second one on its way; a sign-in, a session, an API key. */
const secretsOfABusyDay = async (): Promise<string[]> => {
  const { ctx } = database;
  const the = world(ctx);
  const order = newOrder({ items: [{ sku: "XDR-CAS", registrationKey: null, activationCode: null }, { sku: "A1" }] });
  const recorded = await recordOrder(ctx, order, "test");
  const issued = recorded.ok ? recorded.issued.flatMap((line) => [line.registrationKey, line.activationCode]) : [];
  const browserToken = randomBytes(32).toString("base64url");
  const opened = await openOrder(ctx, { typed: issued[0] ?? "", browserToken, language: "en", userId: null });
  if (!opened.ok) throw new Error(opened.reason);
  const activated = await the.requestedActivation({ ...(await recordedOrder(ctx, order)), keys: issued });
  await proveAddress(ctx, activated.activationId, activated.code);
  const { activationId, verificationId } = activated;
  const outcome = await activateOrder(ctx, { activationId, claim: { verificationId } });
  if (!outcome.ok) throw new Error(outcome.reason);
  const pending = await the.order();
  const running = await the.requestedActivation(pending);
  const place = { activationId: null, verificationId: null };
  const { signInId } = await beginSignIn(ctx, { typed: activated.email, browserToken, language: "en", ...place });
  const codes = [activated.code, running.code, ctx.secrets.code(signInId)].map((code) => `"${code}"`);
  const links = [verificationId, running.verificationId].map((id) => ctx.secrets.linkToken(id));
  const sessionToken = await beginSession(ctx, outcome.userId, "browser");
  const apiKey = await createApiKey(ctx, { name: "feeder", scopes: ["orders:read"], actor: "test" });
  const personal = await waysToSignIn(activated.email);
  const given = order.items.flatMap((item) => [item.registrationKey ?? [], item.activationCode ?? []].flat());
  const secretsKey = TEST_SECRETS_KEY.toString("hex");
  return [
    ...issued,
    ...given,
    ...pending.keys,
    browserToken,
    ...codes,
    ...links,
    ...personal,
    ...(await waysIntoAnAccount()),
    sessionToken,
    apiKey,
    secretsKey,
  ];
};

/** A password, the link that would set another one, the secret of an authenticator app and its recovery codes. */
const waysToSignIn = async (email: string): Promise<string[]> => {
  const { ctx } = database;
  const user = await findUserByEmail(ctx.db, email);
  if (!user) throw new Error(`${email} has no user.`);
  const password = await world(ctx).passwordOf(user);
  await askForPasswordReset(ctx, readLoginName(email), "en");
  const { id } = await ctx.db.selectFrom("passwordResets").select("id").executeTakeFirstOrThrow();
  await setUpAuthenticator(ctx, user.id);
  const authenticator = await findAuthenticator(ctx.db, user.id);
  const secret = ctx.secrets.open(authenticator?.secretSealed ?? Buffer.alloc(0));
  const typed = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: ctx.now().getTime() });
  const confirmed = await confirmAuthenticator(
    ctx,
    { userId: user.id, accountId: user.accountId, sessionId: id },
    typed,
  );
  if (!confirmed.ok) throw new Error(confirmed.reason);
  return [password, "$argon2id$", ctx.secrets.linkToken(id), secret, ...confirmed.recoveryCodes];
};

/** The link of an invitation that nobody has accepted, and the code that would change an e-mail address. */
const waysIntoAnAccount = async (): Promise<string[]> => {
  const { ctx } = database;
  const owner = await world(ctx).account();
  const invitation = await peopleIn(ctx).invited(owner);
  await askForEmailChange(ctx, personOf(owner), { ...addressOf(freshEmail()), language: "en" });
  const change = await findLatestEmailChange(ctx.db, owner.id);
  if (!change) throw new Error("No change of the e-mail address is on its way.");
  return [ctx.secrets.linkToken(invitation.id), `"${ctx.secrets.code(change.id)}"`];
};

test("a stolen dump opens no order and no account: it holds no key, code, link, cookie or API key", async () => {
  const secrets = await secretsOfABusyDay();
  expect(secrets.length).toBeGreaterThan(15);
  const text = await dump();
  expect(text).toContain("send-mail");
  expect(found(text, secrets)).toEqual([]);
});

test("the search finds a secret that does lie in a dump, in every disguise", () => {
  const secret = "XC-7KQ2-M9RT-4HWD-C3PN";
  for (const disguise of disguises(secret))
    expect(found(`{"column":"\\\\x${disguise}00"}`, [secret])).toEqual([secret]);
});

test("without the right SECRETS_KEY the sealed keys stay shut and no key is found", async () => {
  const order = await world(database.ctx).order();
  const thief = createSecrets(randomBytes(32));
  const { db } = database.ctx;
  const [sealed] = await db.selectFrom("registrationKeys").selectAll().where("orderId", "=", order.id).execute();
  expect(() => thief.open(sealed?.sealed ?? Buffer.alloc(0))).toThrow();
  expect(database.ctx.secrets.open(sealed?.sealed ?? Buffer.alloc(0))).toBe(
    sealed && order.keys.find((key) => database.ctx.secrets.lookup(key).equals(sealed.lookup)),
  );
  expect(order.keys.some((key) => sealed?.lookup.equals(thief.lookup(key)))).toBe(false);
});
