import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import type { HistoryEvent } from "../../policy/license-history.ts";
import type { Html } from "../parts/html-type.ts";
import { moment } from "../parts/moment.ts";
import { unbroken } from "../parts/unbroken.ts";

/** An event with the names that its reader knows: the product's unit, the product of the other license. */
export type ToldEvent = { event: HistoryEvent; unit: string; otherName?: string };

const looks: Partial<Record<HistoryEvent["type"], string>> = {
  registered: "good",
  brought_over: "good",
  renewed: "good",
  extended: "good",
  cancelled: "bad",
};

/** What became of a license, the newest first. */
export const historyList = (t: Translate, history: readonly ToldEvent[], mayActivate: boolean) =>
  html`<ol class="ak-events">${history.map(
    (told) =>
      html`<li class="${looks[told.event.type] ?? ""}">${moment(t, told.event.at)}<div><p class="font-medium">${titleOf(t, told)}</p>${detailOf(t, told, mayActivate)}</div></li>`,
  )}</ol>`;

const titleOf = (t: Translate, { event, otherName = "" }: ToldEvent): Html | string => {
  switch (event.type) {
    case "registered":
      return event.item
        ? t.rich("history.registered", { orderNumber: unbroken(event.item.orderNumber) })
        : t("history.registeredAlone");
    case "brought_over":
      return t("history.brought_over");
    case "replaced_trial":
    case "replaced":
      return t.rich(`history.${event.type}`, {
        product: html`<a class="ak-link" href="/licenses/${event.license.licenseId}">${otherName}</a>`,
      });
    case "ordered":
      return t.rich(event.item.orderType === "renewal" ? "history.renewalOrdered" : "history.ordered", {
        orderNumber: unbroken(event.item.orderNumber),
      });
    default:
      return t.rich(`history.${event.type}`, { orderNumber: unbroken(event.item.orderNumber) });
  }
};

const detailOf = (t: Translate, { event, unit }: ToldEvent, mayActivate: boolean): Html | false => {
  if (event.type === "ordered") {
    const { certificateNumber, resellerName } = event.item;
    return html`<p class="ak-hint">${t("history.certificate", { certificateNumber, reseller: resellerName })}</p>${event.open && html`<p class="ak-hint">${t("history.notEntered")}${mayActivate && html` <a class="ak-link" href="/">${t("products.provideKey")}</a>`}</p>`}`;
  }
  if (event.type !== "renewed" && event.type !== "extended" && event.type !== "registered") return false;
  return (
    event.item !== null &&
    html`<p class="ak-hint">${t("seats", { count: event.item.seats, unit })} · ${t.term(event.item.startsOn, event.item.endsOn)}</p>`
  );
};
