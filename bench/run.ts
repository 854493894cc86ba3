import { readdirSync } from "node:fs";
import { join } from "node:path";

/** A benchmark: `bench/NAME.ts` exports it as `bench`. It prints its table and asserts nothing about time. */
export type Bench = (options: { quick: boolean }) => Promise<void>;

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".ts") && file !== "run.ts")
  .map((file) => file.slice(0, -3));

const [name = "", ...rest] = process.argv.slice(2);
if (!names.includes(name) || rest.some((option) => option !== "--quick")) {
  console.error(`Usage: npm run bench -- NAME [--quick]\nBenchmarks: ${names.join(", ")}`);
  process.exit(2);
}
const { bench } = (await import(join(import.meta.dirname, `${name}.ts`))) as { bench: Bench };
await bench({ quick: rest.includes("--quick") });
