import type { Context } from "../../src/context.ts";
import type { HttpStep, Measured, Statement } from "./load.ts";
import type { Turn } from "./orders.ts";
import { answered, freePort, type LoadProcess, startNode, stopNode } from "./processes.ts";
import { statementsFor } from "./replay.ts";
import { activationUnit, pageUnit, previewUnit } from "./units.ts";

export type Sizes = { connections: number; rounds: number; warmUp: number; previews: number; activations: number };

export type Measuring = {
  ctx: Context;
  databaseUrl: string;
  url: string;
  loads: LoadProcess;
  size: Sizes;
  turns: { opened: Turn[]; proven: Turn[] };
  first: { preview: Turn; activation: Turn };
  /** The statements of the first turn's requests. */
  recorded: { preview: Statement[][]; activation: Statement[][] };
  settled(): Promise<void>;
};

const targets = ["previewPortal", "previewSql", "page", "activationPortal", "activationSql"] as const;
export type Target = (typeof targets)[number];
export type Rounds = Record<Target, Measured[]>;

/** The same load once more, without a measurement: for what it leaves in memory. */
export const loadOnce = async (measuring: Measuring): Promise<void> => {
  const loads = loadsOf(measuring);
  await loads.previewPortal(measuring.size.previews);
  await loads.activationPortal(measuring.size.activations);
  await measuring.settled();
};

/** All targets in every round, one after the other, and backwards in every second round. The warm-up is not kept. */
export const runRounds = async (measuring: Measuring): Promise<Rounds> => {
  const { warmUp, rounds, previews, activations } = measuring.size;
  const loads = loadsOf(measuring);
  const warm = await loads.previewPortal(warmUp * 4);
  const page = await startPage(warm.bytes);
  const run = { ...loads, page: (count: number) => loads.page(page.url, count) };
  const kept: Rounds = { previewPortal: [], previewSql: [], page: [], activationPortal: [], activationSql: [] };
  for (const target of targets) await run[target](warmUp);
  for (let round = 0; round < rounds; round++) {
    for (const target of round % 2 === 0 ? targets : targets.toReversed()) {
      await measuring.settled();
      kept[target].push(await run[target](target.startsWith("activation") ? activations : previews));
    }
  }
  await page.stop();
  return kept;
};

const loadsOf = ({ ctx, databaseUrl, url, loads, size, turns, first, recorded }: Measuring) => {
  const { connections } = size;
  const http = (units: HttpStep[][], to = url) => loads.run({ kind: "http", connections, url: to, units });
  const sql = (units: Statement[][][]) => loads.run({ kind: "sql", connections, url: databaseUrl, units });
  const opened = (count: number) =>
    Array.from({ length: count }, (_, n) => turns.opened[n % turns.opened.length] as Turn);
  const proven = (count: number) => turns.proven.splice(0, count);
  return {
    previewPortal: (count: number) => http(opened(count).map((turn) => previewUnit(ctx, turn))),
    previewSql: (count: number) =>
      sql(opened(count).map((turn) => statementsFor(recorded.preview, first.preview.facts, turn.facts))),
    page: (to: string, count: number) => http(Array<HttpStep[]>(count).fill(pageUnit), to),
    activationPortal: (count: number) => http(proven(count).map((turn) => activationUnit(ctx, turn))),
    activationSql: (count: number) =>
      sql(proven(count).map((turn) => statementsFor(recorded.activation, first.activation.facts, turn.facts))),
  };
};

/** A bare server whose page has the size of the preview page. */
const startPage = async (bytes: number) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = startNode("bench/activation/bare-server.ts", [String(bytes), String(port)], {});
  await answered(url, [child]);
  return { url, stop: () => stopNode(child) };
};
