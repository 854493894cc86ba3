import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import type { Process } from "../../policy/process.ts";
import { cannotSignIn, signInPath } from "./account-choice.ts";
import { accountLine, choice } from "./choices.ts";
import { factList } from "./facts.ts";
import { regionName } from "./region.ts";
import type { ConflictSide, OrderRefusal } from "./refusal.ts";
import { unbroken } from "./unbroken.ts";

type SaasConflict = {
  refusal: OrderRefusal & { reason: "saas_conflict" };
  activationId: string;
  process: Process;
  orderNumber: string;
  count: number;
};

/** Both sides of every conflict, then the two ways on: another account or a new one. */
export const waysForConflict = (
  t: Translate,
  { refusal, activationId, process, orderNumber, count }: SaasConflict,
) => html`
${refusal.conflicts.map(
  ({ held, ordered }) =>
    html`<div class="ak-pair">${conflictSide(t, t("refused.held"), held)}${conflictSide(
      t,
      t("refused.ordered", { orderNumber }),
      ordered,
    )}</div>`,
)}
<div><h2>${t("refused.where")}</h2><p class="ak-lead">${t("refused.together", { count })}</p></div>
<div class="ak-choices">${choice({
  icon: "signIn",
  href: signInPath(activationId),
  title: t("preview.useAnother"),
  detail: t("preview.useAnother.detail"),
})}${choice({
  icon: "newPerson",
  href: `/activations/${activationId}/${process === "original" ? "register" : "email"}`,
  title: t("refused.create"),
  detail: t(process === "original" ? "review.newAccount.detail" : "refused.create.detail"),
})}</div>`;

const conflictSide = (t: Translate, kicker: string, side: ConflictSide) => html`<div>
  <p class="ak-kicker">${kicker}</p><h2 class="mt-1 mb-2">${side.productName}</h2>
  ${factList(
    [
      [t("refused.region"), side.region && regionName(t, side.region)],
      [t("refused.ends"), t.date(side.endsOn)],
      [t("refused.code"), html`<code>${side.codeTail}</code>`],
    ],
    "ak-facts-rows",
  )}
</div>`;

type CrossGrade = {
  refusal: Extract<OrderRefusal, { owner: object | null; reason: `cross_grade_${string}` }>;
  activationId: string;
  orderNumber: string;
};

/** The one account that the order may go to, why, and what to do without it. */
export const crossGradeOwner = (t: Translate, { refusal, activationId, orderNumber }: CrossGrade) => {
  const { owner } = refusal;
  const name =
    refusal.reason === "cross_grade_needs_owner"
      ? t("preview.signInAs", { hint: owner.hint })
      : t("preview.useAnother");
  const why = {
    code: html`<span class="ak-key ak-key-hot whitespace-nowrap">${owner.codeTail}</span>`,
    product: owner.productName,
    since: t.date(owner.registeredAt),
    orderNumber: unbroken(orderNumber),
    purchased: t.date(owner.purchasedAt),
  };
  return html`<div class="ak-suggest">
  ${accountLine(owner.hint, t("refused.ownsLicense"))}
  <a class="btn btn-primary btn-lg max-sm:w-full" href="${signInPath(activationId, owner.id)}">${name}</a>
</div>
<div><h2 class="text-base">${t("refused.why")}</h2><p class="mt-1">${t.rich("refused.whyText", why)}</p></div>
${cannotSignIn(t, orderNumber)}`;
};
