import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { beginSignIn } from "../src/actions/begin-sign-in.ts";
import { completeSignIn } from "../src/actions/complete-sign-in.ts";
import { recordAccount } from "../src/actions/record-account.ts";
import { setPassword } from "../src/actions/set-password.ts";
import { signInWithPassword } from "../src/actions/sign-in-with-password.ts";
import { readConfig } from "../src/config.ts";
import type { Context } from "../src/context.ts";
import { inTransaction } from "../src/db/client.ts";
import { findUserByEmail } from "../src/db/users.ts";
import { hashPassword, verifyPassword } from "../src/password-hash.ts";
import { openRuntime } from "../src/runtime.ts";
import { newAccount } from "../test/support/sample-order.ts";

const PASSWORD = "wholesale otter lemonade";
const AT_ONCE = 200;
const browser = { userAgent: "bench", knows: () => true };

/** Issue "accounts", Figures: sign-ins a second by code and by password, and the memory of 200 checks at once. */
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
    const emails = await prepareUsers(runtime.ctx, quick ? 20 : 100);
    await measureRates(runtime.ctx, emails, quick ? 3 : 15);
  } finally {
    await runtime.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

const prepareUsers = async (ctx: Context, count: number): Promise<string[]> => {
  const hash = await hashPassword(PASSWORD);
  const accounts = Array.from({ length: count }, () => newAccount());
  for (const account of accounts) {
    await recordAccount(ctx, account, "bench");
    const user = await findUserByEmail(ctx.db, account.emailIdentity);
    if (!user) throw new Error(`${account.emailIdentity} has no user.`);
    await inTransaction(ctx.db, (tx) =>
      setPassword(ctx, tx, { userId: user.id, hash, by: "link", keepSessionId: null }),
    );
  }
  return accounts.map((account) => account.email);
};

const byCode = async (ctx: Context, typed: string, browserToken: string): Promise<boolean> => {
  const { signInId } = await beginSignIn(ctx, { typed, browserToken, language: "en" });
  return (await completeSignIn(ctx, { signInId, typedCode: ctx.secrets.code(signInId), browser })).ok;
};

const byPassword = async (ctx: Context, typed: string, browserToken: string): Promise<boolean> => {
  const { signInId } = await beginSignIn(ctx, { typed, browserToken, language: "en", withCode: false });
  return (await signInWithPassword(ctx, { signInId, password: PASSWORD, browser })).ok;
};

const measureRates = async (ctx: Context, emails: readonly string[], seconds: number): Promise<void> => {
  console.log(`\nSign-ins from the name to the session, ${seconds} s each (fsync on; the actions, without HTTP).\n`);
  console.log(row("", "at once", "per s", "p50 ms", "p99 ms"));
  for (const [name, signIn] of [["e-mailed code", byCode] as const, ["password", byPassword] as const]) {
    for (const atOnce of [1, 8]) {
      const times = await runFor(seconds, atOnce, (turn) =>
        signIn(ctx, emails[turn % emails.length] as string, `browser ${turn} of ${name} ${atOnce}`),
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
