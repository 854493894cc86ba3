import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { EmbeddedPostgresError, startEmbeddedPostgres } from "../../src/db/embedded.ts";

const amRoot = process.getuid?.() === 0;
// A space, and for root a folder that PostgreSQL's own user cannot walk into.
const home = mkdtempSync(join(tmpdir(), "anykey embedded "));
const dataDir = join(home, "closed", "data");
const start = (options = {}) => startEmbeddedPostgres({ dataDir, durable: false, ...options });

beforeAll(() => mkdirSync(join(home, "closed"), { mode: 0o700 }));
afterAll(() => rmSync(home, { recursive: true }));

const query = async (url: string, sql: string) => {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

const postmasterPid = (dir = dataDir) =>
  Number.parseInt(readFileSync(join(dir, "postgres", "postmaster.pid"), "utf8"), 10);

// A dead orphan keeps its number until the system's first process has noticed: a zombie (Z) is no live process.
const isAlive = (pid: number) => {
  try {
    if (process.platform !== "linux") return process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
};

const startedLine = z.object({ url: z.string(), reused: z.boolean() });

/** Starts or joins in a Node process of its own. */
const startElsewhere = async (dir = dataDir) => {
  const child = spawn(process.execPath, [join(import.meta.dirname, "embedded-starter.ts"), dir], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const [line] = await once(child.stdout, "data");
  const end = (how: () => unknown) => {
    how();
    return ended;
  };
  return {
    ...startedLine.parse(JSON.parse(String(line))),
    stop: () => end(() => child.stdin.end()),
    kill: () => end(() => child.kill("SIGKILL")),
  };
};

describe("a data folder from its first start on", () => {
  test("the first start makes the database, and a later one finds what was kept", async () => {
    const first = await start();
    await query(first.url, "create table kept as select lower('ÄÖ') as word");
    const pid = postmasterPid();
    await first.stop();
    expect(isAlive(pid)).toBe(false);

    const later = await start();
    expect(later.reused).toBe(false);
    expect(await query(later.url, "select * from kept")).toEqual([{ word: "äö" }]);
    await later.stop();
  });

  test("nobody gets in without the password, which is for its owner alone", async () => {
    const database = await start();
    await expect(query(database.url.replace(/:[^:@]+@/, ":guess@"), "select 1")).rejects.toThrow(/password/);
    expect(statSync(join(dataDir, "postgres-password")).mode & 0o077).toBe(0);
    expect(statSync(join(dataDir, "postgres")).uid === 0).toBe(false);
    await database.stop();
  });

  test("a second process joins, and the last to leave stops the postmaster", async () => {
    const first = await startElsewhere();
    const second = await start();
    expect(second).toMatchObject({ url: first.url, reused: true });
    const pid = postmasterPid();
    await first.stop();
    expect(await query(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await second.stop();
    expect(isAlive(pid)).toBe(false);
  });

  test("after a kill -9 of its starter the postmaster is taken over, and stopped in the end", async () => {
    const starter = await startElsewhere();
    await starter.kill();
    const pid = postmasterPid();
    expect(isAlive(pid)).toBe(true);
    const heir = await start();
    expect(heir).toMatchObject({ url: starter.url, reused: true });
    await heir.stop();
    expect(isAlive(pid)).toBe(false);
  });

  test("after a kill -9 of the postmaster the next start recovers, at the same address", async () => {
    const before = await start({ durable: true });
    await query(before.url, "create table paid as select 1 as amount");
    process.kill(postmasterPid(), "SIGKILL");
    const after = await start();
    expect(after).toMatchObject({ url: before.url, reused: false });
    expect(await query(after.url, "select * from paid")).toEqual([{ amount: 1 }]);
    await before.stop();
    await after.stop();
  });

  test("a number in postmaster.pid that another process has by now does not stop the start", async () => {
    writeFileSync(join(dataDir, "postgres", "postmaster.pid"), `${process.pid}\n${dataDir}\n1\n5432\n\n127.0.0.1\n`);
    const database = await start();
    expect(database.reused).toBe(false);
    await database.stop();
  });
});

test("of several first starts at once one makes the database and the others join it", { timeout: 60_000 }, async () => {
  const dir = join(home, "busy");
  const all = await Promise.all([startElsewhere(dir), startElsewhere(dir), start({ dataDir: dir })]);
  expect(all.filter(({ reused }) => !reused)).toHaveLength(1);
  expect(new Set(all.map(({ url }) => url)).size).toBe(1);
  const pid = postmasterPid(dir);
  await Promise.all(all.map((database) => database.stop()));
  expect(isAlive(pid)).toBe(false);
});

describe("what cannot start says why in one line", () => {
  const refusal = async (options = {}) => {
    const error = await start(options).then(
      () => null,
      (error: unknown) => error,
    );
    expect(error).toBeInstanceOf(EmbeddedPostgresError);
    return String(error);
  };

  test("the port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = address && typeof address === "object" ? address.port : 0;
    expect(await refusal({ port })).toMatch(`port ${port} is taken by another program`);
    other.close();
  });

  test("a file lies where the folder should be", async () => {
    writeFileSync(join(home, "file"), "");
    expect(await refusal({ dataDir: join(home, "file") })).toMatch("a file is in the way");
  });

  test.skipIf(!existsSync("/proc/self"))("the folder lies where nothing can be written, root or not", async () => {
    expect(await refusal({ dataDir: "/proc/anykey/data" })).toMatch("DATA_DIR /proc/anykey/data cannot be made");
    expect(await refusal({ dataDir: "/proc/self/task" })).toMatch(/is not writable|belongs to another user/);
  });

  test("the data are of another major version", async () => {
    const old = join(home, "old");
    cpSync(dataDir, old, { recursive: true });
    writeFileSync(join(old, "postgres", "PG_VERSION"), "14\n");
    expect(await refusal({ dataDir: old })).toMatch("made by PostgreSQL 14, this AnyKey brings 18");
  });

  test("PostgreSQL's own reason is handed on", async () => {
    const broken = join(home, "broken");
    cpSync(dataDir, broken, { recursive: true });
    writeFileSync(join(broken, "postgres", "postgresql.conf"), "work_mem = lots\n");
    expect(await refusal({ dataDir: broken })).toMatch(/work_mem|postgresql\.conf/);
  });

  // Root may write everywhere, and its database runs as the folder's owner; to a user both are somebody else's folder.
  test("a folder of another user: root serves it as that user, a user is refused", async () => {
    if (amRoot) {
      const theirs = join(home, "theirs");
      cpSync(dataDir, theirs, { recursive: true });
      const database = await start({ dataDir: theirs });
      expect(statSync(join(theirs, "postgres", "postmaster.pid")).uid).not.toBe(0);
      await database.stop();
    } else {
      expect(await refusal({ dataDir: "/" })).toMatch("DATA_DIR / belongs to another user (uid 0)");
      const closed = join(home, "read-only");
      mkdirSync(closed);
      chmodSync(closed, 0o500);
      expect(await refusal({ dataDir: closed })).toMatch("is not writable");
    }
  });
});
