import type { Context } from "../context.ts";
import type { Tx } from "../db/client.ts";
import { listOwners } from "../db/users.ts";
import { parseEmail } from "../policy/email-address.ts";
import type { ActivationOutcome } from "./activation-events.ts";
import { enqueueMail } from "./enqueue-mail.ts";

/**
 * The account's owners are told, in the original process whoever registered too; so is the order's contact, when
 * somebody with another address did it.
 */
export const enqueueActivationMails = async (
  ctx: Context,
  tx: Tx,
  { activationId, order, user }: ActivationOutcome,
): Promise<void> => {
  const kind = order.process === "original" ? "registration-successful" : "order-activated";
  const owners = await listOwners(tx, [user.accountId]);
  const others = owners.filter((owner) => owner.id !== user.id);
  for (const { email, language } of order.process === "original" ? [user, ...others] : owners) {
    await enqueueMail(ctx, tx, { kind, recipient: email, language, subjectId: activationId });
  }
  const contact = parseEmail(order.row.contactEmail);
  const told = new Set([user.emailIdentity, ...owners.map((owner) => owner.emailIdentity)]);
  if (!contact.ok || told.has(contact.identity)) return;
  await enqueueMail(ctx, tx, {
    kind: "order-activated-notice",
    recipient: contact.email,
    language: order.row.country === "JP" ? "ja" : "en",
    subjectId: activationId,
  });
};
