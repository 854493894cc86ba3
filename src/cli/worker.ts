import type { Command } from "commander";
import { tellFault } from "./answer.ts";

/** `worker` */
export const addWorker = (anykey: Command): Command =>
  anykey
    .command("worker")
    .description("Runs the worker: mails and what else follows a commit.")
    .action(async () => {
      const { runWorker } = await import("../worker.ts");
      await runWorker().catch((error) => tellFault(error));
    });
