import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { signInBy } from "../src/actions/finish-sign-in.ts";
import { readConfig } from "../src/config.ts";
import type { Context } from "../src/context.ts";
import { createDb, createPool } from "../src/db/client.ts";
import { loadShippedCatalog } from "../src/load-samples.ts";
import { createPortalApp } from "../src/portal-app.ts";
import { openRuntime } from "../src/runtime.ts";
import { giveManyLicenses } from "../test/support/many-licenses.ts";
import { countStatements } from "../test/support/statements.ts";
import { world } from "../test/support/world.ts";

const sizes = [10, 1000, 10_000];
const WARM_UP = 10;

/** What the products page costs a small and a big account: statements, time and bytes, over HTTP. */
export const bench = async ({ quick }: { quick: boolean }): Promise<void> => {
  const load = loadavg();
  const dataDir = mkdtempSync(join(tmpdir(), "anykey-bench-"));
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: "fatal" });
  const runtime = await openRuntime({ config, process: "cli" });
  const pool = createPool(runtime.databaseUrl, 10);
  const statements = countStatements(pool);
  const ctx = { ...runtime.ctx, pool, db: createDb(pool) };
  const server = createServer(getRequestListener(createPortalApp(ctx, { reason: null }).fetch)).listen(0, "127.0.0.1");
  try {
    await once(server, "listening");
    await loadShippedCatalog(ctx);
    const visits = new Map<number, Visit[]>();
    for (const size of sizes) visits.set(size, await visitsTo(ctx, size));
    await ctx.pool.query("vacuum analyze");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    console.log(
      `${availableParallelism()} cores, load average before ${load.map((each) => each.toFixed(1)).join(" ")}.`,
    );
    await measureAll(url, visits, statements, quick ? 20 : 200);
  } finally {
    server.close();
    server.closeAllConnections();
    await pool.end();
    await runtime.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

type Visit = { name: string; path: string; cookie: string };

/** An account of this size, its owner signed in, and the pages that are opened. */
const visitsTo = async (ctx: Context, size: number): Promise<Visit[]> => {
  const user = await world(ctx).account();
  await giveManyLicenses(ctx, user, size);
  const cookie = `anykey_session=${await signInBy(ctx, user.id, "code", { userAgent: "bench", knows: () => true })}`;
  const licenses = await ctx.db.selectFrom("licenses").select("id").where("accountId", "=", user.accountId).execute();
  const middle = licenses[Math.floor(size / 2)]?.id;
  return [
    { name: "first page", path: "/products", cookie },
    { name: "a page in the middle", path: `/products?after=${middle}`, cookie },
    { name: "search for a product", path: "/products?q=sensor", cookie },
    { name: "search for an order", path: `/products?q=so${user.id.slice(-12)}5`, cookie },
    { name: "ending soon", path: "/products?status=expiring", cookie },
    { name: "a license's page", path: `/licenses/${middle}`, cookie },
  ];
};

const measureAll = async (url: string, visits: Map<number, Visit[]>, statements: () => number, runs: number) => {
  console.log(`One at a time, ${runs} runs each, the sizes in turn.\n`);
  console.log(row("", "licenses", "statements", "p50 ms", "p99 ms", "bytes"));
  for (const [at, { name }] of (visits.get(sizes[0] ?? 0) ?? []).entries()) {
    const times = new Map<number, number[]>(sizes.map((size) => [size, []]));
    const seen = new Map<number, { sent: number; bytes: number }>();
    for (let run = -WARM_UP; run < runs; run++) {
      for (const [size, each] of visits) {
        const visit = each[at];
        if (!visit) continue;
        statements();
        const begun = performance.now();
        const answer = await fetch(url + visit.path, { headers: { cookie: visit.cookie } });
        const body = await answer.arrayBuffer();
        if (run >= 0) times.get(size)?.push(performance.now() - begun);
        if (answer.status !== 200) throw new Error(`${visit.path} was answered ${answer.status}.`);
        seen.set(size, { sent: statements(), bytes: body.byteLength });
      }
    }
    for (const [size, each] of times) {
      const sorted = each.toSorted((a, b) => a - b);
      const quantile = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);
      const { sent = 0, bytes = 0 } = seen.get(size) ?? {};
      console.log(row(name, String(size), String(sent), quantile(0.5), quantile(0.99), String(bytes)));
    }
  }
};

const row = (name: string, ...cells: string[]): string =>
  name.padEnd(24) + cells.map((cell) => cell.padStart(11)).join("");
