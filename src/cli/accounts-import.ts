import type { Command } from "commander";
import { importAccountsFile } from "../intake/import-file.ts";
import { type AnswerOptions, answer } from "./answer.ts";
import { fileArgument, importAnswer } from "./import-answer.ts";

/** `accounts import FILE` */
export const addAccountsImport = (accounts: Command): Command =>
  accounts
    .command("import")
    .description("Brings over a file of customers with their licenses: JSON or NDJSON. All of them or none.")
    .argument("<FILE>", fileArgument.replace(", .csv", ""))
    .option("--json", "answer with one JSON document")
    .action((file: string, options: AnswerOptions) =>
      answer(options, (ctx) => importAnswer(ctx, "account", file, importAccountsFile)),
    );
