import { runHttpLoad } from "./http-load.ts";
import type { Load } from "./load.ts";
import { runSqlLoad } from "./sql-load.ts";

// A process of its own, so that neither side of a measurement shares an event loop with the other.
process.on("message", async (load: Load) => {
  process.send?.(load.kind === "http" ? await runHttpLoad(load) : await runSqlLoad(load));
});
