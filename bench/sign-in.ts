import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { addPasskey } from "../src/actions/add-passkey.ts";
import { beginSignIn } from "../src/actions/begin-sign-in.ts";
import { completeSignIn } from "../src/actions/complete-sign-in.ts";
import { recordAccount } from "../src/actions/record-account.ts";
import { setPassword } from "../src/actions/set-password.ts";
import { signInWithPasskey } from "../src/actions/sign-in-with-passkey.ts";
import { signInWithPassword } from "../src/actions/sign-in-with-password.ts";
import { readConfig } from "../src/config.ts";
import type { Context } from "../src/context.ts";
import { inTransaction } from "../src/db/client.ts";
import { findUserByEmail } from "../src/db/users.ts";
import { hashPassword, verifyPassword } from "../src/password-hash.ts";
import { newChallenge } from "../src/passkey-challenge.ts";
import { passkeySite } from "../src/passkey-site.ts";
import { openRuntime } from "../src/runtime.ts";
import { newAccount } from "../test/support/sample-order.ts";
import { softPasskey } from "../test/support/soft-passkey.ts";

const PASSWORD = "wholesale otter lemonade";
const AT_ONCE = 200;
const browser = { userAgent: "bench", knows: () => true };

/** Issue "accounts", Figures: sign-ins a second by code, password and passkey, and the memory of 200 checks at once. */
export const bench = async ({ quick }: { quick: boolean }): Promise<void> => {
  const load = loadavg();
  const dataDir = mkdtempSync(join(tmpdir(), "anykey-bench-"));
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: "warn" });
  const runtime = await openRuntime({ config, process: "cli" });
  try {
    console.log(
      `${availableParallelism()} cores, load average before ${load.map((each) => each.toFixed(1)).join(" ")}.\n`,
    );
    await measureMemory();
    const users = await prepareUsers(runtime.ctx, quick ? 20 : 100);
    await measureRates(runtime.ctx, users, quick ? 3 : 15);
  } finally {
    await runtime.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

type BenchUser = { email: string; passkey: ReturnType<typeof softPasskey> };

const prepareUsers = async (ctx: Context, count: number): Promise<BenchUser[]> => {
  const hash = await hashPassword(PASSWORD);
  const users: BenchUser[] = [];
  for (let at = 0; at < count; at++) {
    const [account, passkey] = [newAccount(), softPasskey()];
    await recordAccount(ctx, account, "bench");
    const user = await findUserByEmail(ctx.db, account.emailIdentity);
    if (!user) throw new Error(`${account.emailIdentity} has no user.`);
    await inTransaction(ctx.db, (tx) =>
      setPassword(ctx, tx, { userId: user.id, hash, by: "link", keepSessionId: null }),
    );
    const credential = passkey.create(asked(ctx, "create", "browser"));
    const added = await addPasskey(
      ctx,
      { userId: user.id, accountId: user.accountId, sessionId: user.id },
      { credential, name: "bench", browserToken: "browser" },
    );
    if (!added.ok) throw new Error(`The passkey of ${user.email} was refused.`);
    users.push({ email: user.email, passkey });
  }
  return users;
};

/** What a page asks of a passkey; this one counts nothing, as many do. */
const asked = (ctx: Context, purpose: "create" | "get", browserToken: string) => {
  const site = passkeySite(ctx.config.publicUrl);
  if (!site) throw new Error("The bench's portal has no host name.");
  return { ...site, challenge: newChallenge(ctx, { purpose, browserToken }), counter: 0 };
};

const byCode = async (ctx: Context, { email: typed }: BenchUser, browserToken: string): Promise<boolean> => {
  const { signInId } = await beginSignIn(ctx, { typed, browserToken, language: "en" });
  return (await completeSignIn(ctx, { signInId, typedCode: ctx.secrets.code(signInId), browser })).ok;
};

const byPassword = async (ctx: Context, { email: typed }: BenchUser, browserToken: string): Promise<boolean> => {
  const { signInId } = await beginSignIn(ctx, { typed, browserToken, language: "en", withCode: false });
  return (await signInWithPassword(ctx, { signInId, password: PASSWORD, browser })).ok;
};

/** The passkey's own signature is part of its time. */
const byPasskey = async (ctx: Context, { passkey }: BenchUser, browserToken: string): Promise<boolean> => {
  const credential = passkey.get(asked(ctx, "get", browserToken));
  const wayBack = { activationId: null, verificationId: null, interactionUid: null, leadsTo: null };
  return (await signInWithPasskey(ctx, { credential, browserToken, browser, wayBack })).ok;
};

const ways = { "e-mailed code": byCode, password: byPassword, passkey: byPasskey };

const measureRates = async (ctx: Context, users: readonly BenchUser[], seconds: number): Promise<void> => {
  console.log(`\nSign-ins from the name to the session, ${seconds} s each (fsync on; the actions, without HTTP).\n`);
  console.log(row("", "at once", "per s", "p50 ms", "p99 ms"));
  for (const [name, signIn] of Object.entries(ways)) {
    for (const atOnce of [1, 8]) {
      const times = await runFor(seconds, atOnce, (turn) =>
        signIn(ctx, users[turn % users.length] as BenchUser, `browser ${turn} of ${name} ${atOnce}`),
      );
      const sorted = times.toSorted((a, b) => a - b);
      const quantile = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);
      console.log(row(name, String(atOnce), (times.length / seconds).toFixed(1), quantile(0.5), quantile(0.99)));
    }
  }
};

const runFor = async (seconds: number, atOnce: number, work: (turn: number) => Promise<boolean>): Promise<number[]> => {
  const until = performance.now() + seconds * 1000;
  const times: number[] = [];
  let turn = 0;
  const lane = async () => {
    while (performance.now() < until) {
      const begun = performance.now();
      if (!(await work(turn++))) throw new Error("A sign-in was refused.");
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return times;
};

/** Resident memory of this process and the longest time for which it answered nobody else, while all are checked. */
const measureMemory = async (): Promise<void> => {
  const hash = await hashPassword(PASSWORD);
  await verifyPassword(hash, PASSWORD);
  const before = process.memoryUsage.rss();
  let highest = before;
  const sampler = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss());
  }, 5);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const begun = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, () => verifyPassword(hash, PASSWORD)));
  const seconds = (performance.now() - begun) / 1000;
  delay.disable();
  clearInterval(sampler);
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);
  console.log(
    `${AT_ONCE} passwords at once: ${megabytes(before)} MB resident before, highest ${megabytes(highest)} MB; ` +
      `${seconds.toFixed(1)} s, ${(AT_ONCE / seconds).toFixed(0)} a second; ` +
      `event loop waited ${(delay.max / 1e6).toFixed(0)} ms at most.`,
  );
};

const row = (name: string, ...cells: string[]): string =>
  name.padEnd(20) + cells.map((cell) => cell.padStart(12)).join("");
