import type { Context } from "../context.ts";
import { findAccessRequest } from "../db/access-requests.ts";
import { findAccount } from "../db/accounts.ts";
import { findEmailChange } from "../db/email-changes.ts";
import { listNamesOfAccount } from "../db/former-users.ts";
import { findInvitation } from "../db/invitations.ts";
import type { Mail } from "../db/mails.ts";
import { findFullOrder } from "../db/order-facts.ts";
import { findUser } from "../db/users.ts";
import type { MailParams } from "../mail/render.ts";
import { emailChangeStands } from "../policy/email-change.ts";
import { invitationStands } from "../policy/invitation.ts";
import type { MailKind } from "../policy/mail-kinds.ts";
import { maskEmail } from "../policy/masking.ts";
import { BRAND, type Composer } from "./sign-in-mails.ts";

type AccountMail = Extract<
  MailKind,
  "invitation" | "access-declined" | "ownership-transferred" | "verify-new-email" | "new-email-in-use" | "email-changed"
>;

/** The mails about the people of an account. */
export const accountMails: { [Kind in AccountMail]: Composer<Kind> } = {
  invitation: (ctx, mail) => invitationFacts(ctx, mail),
  "access-declined": async (ctx, mail) => {
    const request = await findAccessRequest(ctx.db, mail.subjectId);
    const order = request && (await findFullOrder(ctx.db, request.orderId));
    return order && { orderNumber: order.orderNumber, askedAt: request.askedAt.toISOString(), brandName: BRAND };
  },
  "ownership-transferred": async (ctx, mail) => {
    const owner = await findUser(ctx.db, mail.subjectId);
    const account = owner && (await findAccount(ctx.db, owner.accountId));
    return (
      account && {
        company: account.company,
        owner: owner.email,
        isNewOwner: owner.email === mail.recipient,
        accountLink: `${ctx.config.publicUrl}/account/users`,
        brandName: BRAND,
      }
    );
  },
  "verify-new-email": async (ctx, mail) => {
    const change = await findEmailChange(ctx.db, mail.subjectId);
    if (!change || change.knownUser || !emailChangeStands(change, ctx.now()).ok) return undefined;
    const { id, email } = change;
    return { email, code: ctx.secrets.code(id), expiresAt: change.expiresAt.toISOString(), brandName: BRAND };
  },
  "new-email-in-use": async (_, mail) => ({ email: mail.recipient, brandName: BRAND }),
  "email-changed": async (ctx, mail) => {
    const change = await findEmailChange(ctx.db, mail.subjectId);
    if (!change?.endedAt) return undefined;
    const { oldEmail, email } = change;
    // The old mailbox may be somebody else's by now.
    const newEmail = mail.recipient === oldEmail ? maskEmail(email) : email;
    return { oldEmail, newEmail, changedAt: change.endedAt.toISOString(), brandName: BRAND };
  },
};

const invitationFacts = async (ctx: Context, mail: Mail): Promise<MailParams["invitation"] | undefined> => {
  const invitation = await findInvitation(ctx.db, mail.subjectId);
  const account = invitation && (await findAccount(ctx.db, invitation.accountId));
  if (!account || !invitationStands(invitation, ctx.now()).ok) return undefined;
  const names = await listNamesOfAccount(ctx.db, account.id);
  return {
    company: account.company,
    inviter: names.get(invitation.invitedBy) ?? null,
    role: invitation.role,
    link: `${ctx.config.publicUrl}/invitations/${ctx.secrets.linkToken(invitation.id)}`,
    expiresAt: invitation.expiresAt.toISOString(),
    brandName: BRAND,
  };
};
