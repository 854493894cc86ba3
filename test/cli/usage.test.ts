import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { recogniseSecretsKey } from "../../src/actions/recognise-secrets-key.ts";
import { hashToken } from "../../src/secrets.ts";
import { onDatabase, runAnykey } from "../support/command.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { world } from "../support/world.ts";

// Every command is a process of its own, which a busy machine starts slowly.
vi.setConfig({ testTimeout: 120_000 });

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test.each([
  [["orders", "import"], "missing required argument 'FILE'", "Usage: anykey orders import [options] <FILE>"],
  [["orders", "sell"], "unknown command 'sell'", "Usage: anykey orders [options] [command]"],
  [
    ["api-keys", "create", "--scope", "orders"],
    "The scopes are orders:write",
    "Usage: anykey api-keys create [options]",
  ],
  [["orders", "import", "nowhere.json"], "There is no file nowhere.json.", ""],
])("%j is wrong usage", async (args, error, usage) => {
  const ended = await runAnykey(onDatabase(database.url), args);
  expect(ended).toMatchObject({ code: 2, out: "" });
  expect(ended.error).toContain(error);
  expect(ended.error).toContain(usage);
});

test.each([
  [{ DATABASE_URL: "postgres://anykey:pass-word@127.0.0.1:1/anykey" }, "SECRETS_KEY: must be set when DATABASE_URL is"],
  [{ ...onDatabase("postgres://anykey:pass-word@127.0.0.1:1/anykey") }, "The database cannot be reached"],
  [{ VERIFICATON_TTL: "24h" }, "Did you mean VERIFICATION_TTL?"],
])("a fault of the settings %j is one line", async (settings, line) => {
  const ended = await runAnykey(settings, ["audit", "verify", "--json"]);
  expect(ended.code).toBe(2);
  expect(ended.error).toContain(line);
  expect(ended.error.trimEnd().split("\n")).toHaveLength(1);
  expect(JSON.parse(ended.out)).toEqual({ ok: false, detail: ended.error.trimEnd() });
  expect(ended.error).not.toContain("pass-word");
});

test.each(["portal", "worker"])("%s refuses a database that was not migrated", async (command) => {
  const old = await createTestDatabase();
  await old.ctx.pool.query("delete from kysely_migration where name >= '0002'");
  const settings = { ...onDatabase(old.url), SMTP_URL: "smtp://127.0.0.1:1", PORT: "1" };
  const ended = await runAnykey(settings, [command]);
  await old.close();
  expect(ended).toEqual({
    code: 2,
    out: "",
    error: "The database lacks the schema of this version. Run: npx anykey migrate\n",
  });
});

test.each(["portal", "catalog apply catalog/trend-micro.yaml"])(
  "%s refuses another SECRETS_KEY than the one that filled the database",
  async (command) => {
    await recogniseSecretsKey(database.ctx);
    const settings = { ...onDatabase(database.url), SECRETS_KEY: Buffer.alloc(32, 8).toString("base64"), PORT: "1" };
    const { code, out, error } = await runAnykey(settings, command.split(" "));
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(error).toMatch(/^SECRETS_KEY is not the key that this database was filled with: .*\n$/);
  },
);

test("the audit chain is walked", async () => {
  const verified = await runAnykey(onDatabase(database.url), ["audit", "verify"]);
  expect(verified).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+ events: the chain is unbroken\.\n$/) });
});

test("an API key is printed once, with its scopes", async () => {
  const args = ["api-keys", "create", "--scope", "orders:write,events:read", "--scope", "orders:read", "--name", "SAP"];
  const { code, out } = await runAnykey(onDatabase(database.url), args);
  const kept = await database.ctx.db.selectFrom("apiKeys").selectAll().where("name", "=", "SAP").executeTakeFirst();
  expect(code).toBe(0);
  expect(kept).toMatchObject({
    scopes: ["orders:write", "events:read", "orders:read"],
    keyHash: hashToken(out.trim()),
  });
});

test("a new signing key is told with the time from which it signs: the first at once, others later", async () => {
  const rotate = (args: string[]) => runAnykey(onDatabase(database.url), ["signing-keys", "rotate", ...args]);
  const first = JSON.parse((await rotate(["--json"])).out);
  expect(first).toEqual({ ok: true, kid: expect.stringMatching(/^[\w-]{16}$/), signsFrom: expect.any(String) });
  const second = await rotate([]);
  expect(second).toMatchObject({ code: 0, out: expect.stringMatching(/^[\w-]{16}\n$/) });
  expect(second.error).toMatch(/^Published now, signs from 2\S+Z on\./);
  const kept = await database.ctx.db.selectFrom("oidcSigningKeys").selectAll().orderBy("signsFrom").execute();
  expect(kept.map(({ kid }) => kid)).toEqual([first.kid, second.out.trim()]);
  expect(kept.map(({ madeAt, signsFrom }) => signsFrom.getTime() - madeAt.getTime())).toEqual([0, 900_000]);
});

test("npx finds the command in the package's own folder, without a network", async () => {
  const cache = mkdtempSync(join(tmpdir(), "anykey-npx-"));
  const { stdout } = await promisify(execFile)("npx", ["--offline", "--cache", cache, "anykey", "--help"]);
  rmSync(cache, { recursive: true });
  for (const command of [
    "orders",
    "accounts",
    "catalog",
    "api-keys",
    "audit",
    "signing-keys",
    "migrate",
    "portal",
    "worker",
  ])
    expect(stdout).toMatch(new RegExp(`^  ${command} `, "m"));
});

test("without a database of its own it uses the embedded one, beside each other too", async () => {
  const dataDir = join(mkdtempSync("/tmp/anykey-embedded-"), "my data");
  const anykey = (args: string[]) => runAnykey({ DATA_DIR: dataDir }, args);
  const applied = await Promise.all(
    [1, 2].map(() => anykey(["catalog", "apply", "catalog/trend-micro.yaml", "--json"])),
  );
  expect(applied.map(({ code, error }) => ({ code, error }))).toEqual([
    { code: 0, error: "" },
    { code: 0, error: "" },
  ]);
  expect(statSync(join(dataDir, "secrets-key")).mode & 0o777).toBe(0o600);
  const key = readFileSync(join(dataDir, "secrets-key"), "utf8");
  expect((await anykey(["orders", "import", "samples/orders.json"])).out).toBe("10 orders: 10 new, 0 unchanged\n");
  expect((await anykey(["orders", "import", "samples/orders.json"])).out).toBe("10 orders: 0 new, 10 unchanged\n");
  expect(readFileSync(join(dataDir, "secrets-key"), "utf8")).toBe(key);
  rmSync(join(dataDir, ".."), { recursive: true });
});

test("accounts that the console could not be told of are tried again, once", async () => {
  const user = await world(database.ctx).activated(await world(database.ctx).order());
  await database.ctx.db.updateTable("consoleAccounts").set({ state: "failed", tries: 10 }).execute();
  const settings = { ...onDatabase(database.url), CONSOLE_URL: "https://console.example.com" };
  const retried = await runAnykey(settings, ["console", "retry"]);
  expect(retried).toMatchObject({ code: 0, out: "Accounts tried again: 1.\n" });
  const account = database.ctx.db.selectFrom("consoleAccounts").select(["accountId", "state", "tries"]);
  expect(await account.execute()).toEqual([{ accountId: user.accountId, state: "preparing", tries: 0 }]);
  const again = await runAnykey(settings, ["console", "retry", "--json"]);
  expect(JSON.parse(again.out)).toMatchObject({ ok: true, retried: 0 });
});
