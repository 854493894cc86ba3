import type { Command } from "commander";
import { rotateSigningKeys } from "../actions/rotate-signing-keys.ts";
import { type AnswerOptions, answer } from "./answer.ts";

/** `signing-keys rotate` */
export const addSigningKeysRotate = (signingKeys: Command): Command =>
  signingKeys
    .command("rotate")
    .description("Adds a key that signs the console's sign-ins. The old ones stay valid; nobody is signed out.")
    .option("--json", "answer with one JSON document")
    .action((options: AnswerOptions) =>
      answer(options, async (ctx) => {
        const { kid, signsFrom } = await rotateSigningKeys(ctx, "cli");
        const note = `Published now, signs from ${signsFrom.toISOString()} on. Running portals take it up by themselves.`;
        return { ok: true, lines: [kid], notes: [note], json: { kid, signsFrom } };
      }),
    );
