import type { Command } from "commander";
import { verifyAudit } from "../actions/verify-audit.ts";
import type { Context } from "../context.ts";
import { type Answer, type AnswerOptions, answer } from "./answer.ts";

/** `audit verify` */
export const addAuditVerify = (audit: Command): Command =>
  audit
    .command("verify")
    .description("Checks that no audit event was changed, removed or inserted: walks the chain of their hashes.")
    .option("--json", "answer with one JSON document")
    .action((options: AnswerOptions) => answer(options, verify));

const verify = async (ctx: Context): Promise<Answer> => {
  const verified = await verifyAudit(ctx);
  if (verified.ok) {
    const { events } = verified;
    return { ok: true, lines: [`${events} events: the chain is unbroken.`], json: { events } };
  }
  const detail = `The chain is broken at event ${verified.sequence}: it, or the one before it, is not what was written.`;
  return { ok: false, lines: [detail], json: { reason: verified.reason, sequence: verified.sequence, detail } };
};
