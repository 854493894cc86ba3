import type { Command } from "commander";
import { type AnswerOptions, answer } from "./answer.ts";

/** `migrate` */
export const addMigrate = (anykey: Command): Command =>
  anykey
    .command("migrate")
    .description("Brings the database's schema to this version. Repeating it changes nothing.")
    .option("--json", "answer with one JSON document")
    .action((options: AnswerOptions) =>
      answer(options, async () => ({ ok: true, lines: ["The database has this version's schema."], json: {} }), {
        migrate: true,
      }),
    );
