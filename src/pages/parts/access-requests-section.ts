import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { accountSection } from "./account-section.ts";
import { form } from "./fields.ts";
import { moment } from "./moment.ts";
import { roleField } from "./role-field.ts";
import { unbroken } from "./unbroken.ts";

export type ShownAccessRequest = { id: string; asker: string; askedAt: Date; orderNumber: string };

export type AccessRequestsSection = {
  csrf: string;
  mayManage: boolean;
  /** One for each person who asks. */
  requests: readonly ShownAccessRequest[];
};

/** Who entered a key of an order that the account has, and asks for access. */
export const accessRequestsSection = (t: Translate, { csrf, mayManage, requests }: AccessRequestsSection) =>
  accountSection({
    id: "requests",
    title: t("requests.title"),
    lead: t("requests.lead"),
    body: html`<ul class="flex flex-col gap-6">${requests.map((request) => item(t, csrf, mayManage, request))}</ul>`,
  });

const item = (
  t: Translate,
  csrf: string,
  mayManage: boolean,
  { id, asker, askedAt, orderNumber }: ShownAccessRequest,
) => html`<li class="flex flex-col gap-3">
  <div><b class="wrap-anywhere">${asker}</b>
    <p class="ak-hint">${t.rich("requests.asked", { at: moment(t, askedAt), orderNumber: unbroken(orderNumber) })}</p></div>
  ${
    mayManage &&
    form({
      action: `/account/requests/${id}`,
      csrf,
      classes: "flex flex-col gap-3",
      body: html`${roleField(t, `role-${id}`)}
    <div class="ak-actions"><button class="btn btn-outline" name="answer" value="let_in" aria-label="${`${t("requests.letIn")}: ${asker}`}">${t("requests.letIn")}</button>
    <button class="btn btn-outline" name="answer" value="declined" aria-label="${`${t("requests.decline")}: ${asker}`}">${t("requests.decline")}</button></div>`,
    })
  }
</li>`;
