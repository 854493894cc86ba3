import type { Context } from "../context.ts";
import { findAccessRequest } from "../db/access-requests.ts";
import { findAccount } from "../db/accounts.ts";
import { findActivation } from "../db/activations.ts";
import { listNamesOfAccount } from "../db/former-users.ts";
import type { Mail } from "../db/mails.ts";
import { type FullOrder, findFullOrder } from "../db/order-facts.ts";
import { findSupportCase } from "../db/support-cases.ts";
import { findUserByEmail } from "../db/users.ts";
import { findVerification } from "../db/verifications.ts";
import { type MailParams, renderMail } from "../mail/render.ts";
import type { Language } from "../messages/translate.ts";
import { decidedLines } from "../policy/decision-record.ts";
import { parseEmail } from "../policy/email-address.ts";
import type { MailKind } from "../policy/mail-kinds.ts";
import { openItems } from "../policy/order-facts.ts";
import { maskEmail } from "../policy/masking.ts";
import { accountMails } from "./account-mails.ts";
import { BRAND, type Composer, signInMails } from "./sign-in-mails.ts";
import { licenseExpiringFacts } from "./license-expiring-mail.ts";

type Composed = { kind: MailKind; content: ReturnType<typeof renderMail> };

/**
 * Writes a mail from the facts as they are now. Codes and links are derived from SECRETS_KEY here and stand in no table.
 * Undefined when what the mail is about is gone.
 */
export const composeMail = async (ctx: Context, mail: Mail): Promise<Composed | undefined> => {
  const kind = mail.kind as MailKind;
  const params = await composers[kind](ctx, mail);
  const language: Language = mail.language === "ja" ? "ja" : "en";
  return params && { kind, content: renderMail(kind, language, params, await timeZoneOf(ctx, mail)) };
};

/** The one of the reader's account; whoever has none reads UTC. */
const timeZoneOf = async (ctx: Context, { recipient }: Mail): Promise<string> => {
  const address = parseEmail(recipient);
  const user = address.ok ? await findUserByEmail(ctx.db, address.identity) : undefined;
  return (user && (await findAccount(ctx.db, user.accountId)))?.timeZone ?? "UTC";
};

const composers: { [Kind in MailKind]: Composer<Kind> } = {
  "verify-email": async (ctx, mail) => {
    const facts = await verificationFacts(ctx, mail);
    return facts && { ...facts, code: ctx.secrets.code(mail.subjectId) };
  },
  "sign-in-instead": async (ctx, mail) => {
    const facts = await verificationFacts(ctx, mail);
    return facts && { ...facts, email: mail.recipient };
  },
  "order-activated": async (ctx, mail) => {
    const activated = await activatedFacts(ctx, mail);
    if (!activated) return undefined;
    const { order, accountId } = activated;
    const items = order.items.filter((item) => item.registration?.accountId === accountId);
    return {
      ...orderFacts(order),
      items: items.map((item) => ({ ...item, productName: mail.language === "ja" ? item.nameJa : item.nameEn })),
      productsLink: `${ctx.config.publicUrl}/products`,
    };
  },
  "order-activated-notice": async (ctx, mail) => {
    const activated = await activatedFacts(ctx, mail);
    if (!activated) return undefined;
    const names = activated.accountId === null ? undefined : await listNamesOfAccount(ctx.db, activated.accountId);
    const email = names?.get(activated.userId);
    return email === undefined
      ? undefined
      : {
          ...orderFacts(activated.order),
          maskedEmail: maskEmail(email),
          activatedAt: activated.at.toISOString(),
          process: activated.order.process,
        };
  },
  "registration-successful": (ctx, mail) => registrationFacts(ctx, mail),
  "access-requested": (ctx, mail) => requestFacts(ctx, mail),
  "support-case-opened": (ctx, mail) => caseFacts(ctx, mail),
  "license-expiring": async (ctx, mail) => {
    const facts = await licenseExpiringFacts(ctx, mail);
    return facts && { ...facts, brandName: BRAND };
  },
  ...signInMails,
  ...accountMails,
};

const registrationFacts = async (
  ctx: Context,
  mail: Mail,
): Promise<MailParams["registration-successful"] | undefined> => {
  const activated = await activatedFacts(ctx, mail);
  const account = activated?.accountId && (await findAccount(ctx.db, activated.accountId));
  if (!account) return undefined;
  const { order, lines } = activated;
  const items = order.items.filter((item) => lines.includes(item.line));
  return {
    ...orderFacts(order),
    accountId: account.loginId,
    items: items.map((item) => ({
      ...item.license,
      unit: item.unit,
      productName: mail.language === "ja" ? item.nameJa : item.nameEn,
      previousEndsOn: item.previousEndsOn,
    })),
    productsLink: `${ctx.config.publicUrl}/products`,
  };
};

const requestFacts = async (ctx: Context, mail: Mail): Promise<MailParams["access-requested"] | undefined> => {
  const request = await findAccessRequest(ctx.db, mail.subjectId);
  const order = request && (await findFullOrder(ctx.db, request.orderId));
  const answerLink = `${ctx.config.publicUrl}/account/users`;
  return order && { ...orderFacts(order), asker: request.asker, askedAt: request.askedAt.toISOString(), answerLink };
};

const caseFacts = async (ctx: Context, mail: Mail): Promise<MailParams["support-case-opened"] | undefined> => {
  const supportCase = await findSupportCase(ctx.db, mail.subjectId);
  const order = supportCase && (await findFullOrder(ctx.db, supportCase.orderId));
  return order && { ...orderFacts(order), caseNumber: `CS-${supportCase.number}` };
};

const verificationFacts = async (ctx: Context, mail: Mail) => {
  const verification = await findVerification(ctx.db, mail.subjectId);
  const activation = verification && (await findActivation(ctx.db, verification.activationId));
  const order = activation && (await findFullOrder(ctx.db, activation.orderId));
  if (!order || verification.expiresAt <= ctx.now()) return undefined;
  return {
    ...orderFacts(order),
    itemCount: openItems(order).length,
    link: `${ctx.config.publicUrl}/verify/${ctx.secrets.linkToken(verification.id)}`,
    expiresAt: verification.expiresAt.toISOString(),
  };
};

const activatedFacts = async (ctx: Context, mail: Mail) => {
  const activation = await findActivation(ctx.db, mail.subjectId);
  const order = activation && (await findFullOrder(ctx.db, activation.orderId));
  if (!order || !activation.activatedAt || !activation.activatedBy) return undefined;
  const { accountId, activatedBy: userId, activatedAt: at } = activation;
  return { order, accountId, userId, at, lines: decidedLines(activation.decision) };
};

const orderFacts = ({ row }: FullOrder) => ({
  orderNumber: row.orderNumber,
  company: row.company,
  brandName: BRAND,
});
