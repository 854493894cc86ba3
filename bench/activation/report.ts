import { figuresOf, printFigures, printRatio } from "./figures.ts";
import type { Rounds, Sizes } from "./rounds.ts";

type Memory = { now: number; highest: number };

export type Report = {
  rounds: Rounds;
  /** How many SQL statements each request of a unit sends. */
  statements: { preview: number[]; activation: number[] };
  memory: { apart: Memory[]; together: Memory[] };
  starts: { first: number; later: number };
  size: Sizes;
  machine: { cores: number; load: number[] };
};

export const printReport = ({ rounds, statements, memory, starts, size, machine }: Report): void => {
  console.log(
    `${machine.cores} cores, load average before ${machine.load.map((each) => each.toFixed(1)).join(" ")}. ` +
      `${size.connections} connections, ${size.rounds} rounds, alternating; per s: median of rounds.`,
  );
  console.log("PostgreSQL (fsync on), portal, worker, mail sink and load process share the cores.\n");
  const [post = 0, get = 0] = statements.preview;
  const preview = [`POST / (${post} statements)`, `GET /activations/ID (${get} statements)`];
  const activation = `activation (${statements.activation.join()} statements)`;
  const lines = {
    previewPortal: figuresOf("key to preview: portal", rounds.previewPortal, preview),
    previewSql: figuresOf("key to preview: bare pg client", rounds.previewSql, preview),
    page: figuresOf(`bare node:http, ${rounds.page[0]?.bytes} bytes`, rounds.page, []),
    activationPortal: figuresOf(`${activation}: portal`, rounds.activationPortal, []),
    activationSql: figuresOf(`${activation}: bare pg`, rounds.activationSql, []),
  };
  printFigures(Object.values(lines).flat());
  console.log();
  const rates = (target: keyof typeof lines) => lines[target][0]?.rates ?? [];
  printRatio("key to preview / bare SQL", rates("previewPortal"), rates("previewSql"), 0.4);
  printRatio("activation / bare SQL", rates("activationPortal"), rates("activationSql"), 0.5);
  printRatio("key to preview (2 requests) / bare HTTP", rates("previewPortal"), rates("page"));
  console.log();
  console.log(`resident memory, portal and worker as two processes: ${inMegabytes(memory.apart)}`);
  console.log(`resident memory, as one process (npm start): ${inMegabytes(memory.together)}   aim < 200 MB`);
  console.log(
    `ready after: first start ${starts.first.toFixed(1)} s (aim 20), later ${starts.later.toFixed(1)} s (aim 3)`,
  );
};

const inMegabytes = (processes: Memory[]): string => {
  const sum = (field: keyof Memory) => processes.reduce((total, memory) => total + memory[field], 0).toFixed(0);
  return `${processes.map(({ now }) => now.toFixed(0)).join(" + ")} MB, highest ${sum("highest")} MB`;
};
