import type { Command } from "commander";
import { tellFault } from "./answer.ts";

/** `portal` */
export const addPortal = (anykey: Command): Command =>
  anykey
    .command("portal")
    .description("Runs the portal: pages and API, on DATABASE_URL or the embedded database.")
    .action(async () => {
      const { runPortal } = await import("../portal.ts");
      await runPortal().catch((error) => tellFault(error));
    });
