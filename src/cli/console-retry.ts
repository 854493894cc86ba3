import type { Command } from "commander";
import { retryAllProvisioning } from "../actions/retry-provisioning.ts";
import { type AnswerOptions, answer } from "./answer.ts";

/** `console retry` */
export const addConsoleRetry = (console: Command): Command =>
  console
    .command("retry")
    .description("Begins another round of tries for every account that the console could not be told of.")
    .option("--json", "answer with one JSON document")
    .action((options: AnswerOptions) =>
      answer(options, async (ctx) => {
        const retried = await retryAllProvisioning(ctx);
        return { ok: true, lines: [`Accounts tried again: ${retried}.`], json: { retried } };
      }),
    );
