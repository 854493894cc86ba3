import type { Context } from "../context.ts";
import { lockActivation, markActivation } from "../db/activations.ts";
import { inTransaction } from "../db/client.ts";
import {
  findLatestVerification,
  markVerificationEnded,
  markVerificationProven,
  markWrongCode,
} from "../db/verifications.ts";
import { codeDigits, judgeCode, type VerificationRefusal, verificationStands } from "../policy/verification.ts";
import { sameText } from "../secrets.ts";

export type AddressProven = { ok: true } | VerificationRefusal | { ok: false; reason: "nothing_to_verify" };

/** Takes the code from the mail, typed in the browser that asked for it. The right one leads to the confirm page. */
export const proveAddress = (ctx: Context, activationId: string, typedCode: string): Promise<AddressProven> =>
  inTransaction(ctx.db, async (tx) => {
    const activation = await lockActivation(tx, activationId);
    const verification = await findLatestVerification(tx, activationId);
    if (!verification || activation.state === "activated") return { ok: false, reason: "nothing_to_verify" };
    const stands = verificationStands(verification, ctx.now());
    if (!stands.ok) return stands;
    // A known user's mail holds no code: whatever is typed counts as wrong, so the page answers alike for every address.
    const right = !verification.knownUser && sameText(codeDigits(typedCode), ctx.secrets.code(verification.id));
    const judged = judgeCode(right, verification.wrongCodes);
    if (judged.ok) {
      await markVerificationProven(tx, verification.id, ctx.now());
      await markActivation(tx, activationId, "proven");
      return judged;
    }
    await markWrongCode(tx, verification.id);
    if (judged.ok === false && judged.reason === "too_many_codes") {
      await markVerificationEnded(tx, verification.id, "too_many_codes", ctx.now());
      await markActivation(tx, activationId, "ended");
    }
    return judged;
  });
