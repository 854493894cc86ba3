import type { Command } from "commander";
import { importOrdersFile } from "../intake/import-file.ts";
import { type AnswerOptions, answer } from "./answer.ts";
import { fileArgument, importAnswer } from "./import-answer.ts";

/** `orders import FILE` */
export const addOrdersImport = (orders: Command): Command =>
  orders
    .command("import")
    .description("Takes in a file of orders: JSON, NDJSON or CSV. All of them or, where one is wrong, none.")
    .argument("<FILE>", fileArgument)
    .option("--json", "answer with one JSON document")
    .action((file: string, options: AnswerOptions) =>
      answer(options, (ctx) => importAnswer(ctx, "order", file, importOrdersFile)),
    );
