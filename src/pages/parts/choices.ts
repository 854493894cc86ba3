import { html } from "hono/html";
import { type IconName, icon } from "../icons.ts";

type Choice = { icon: IconName; href: string; title: string; detail: string };

/** One way on, as a big row. */
export const choice = (way: Choice) =>
  html`<a class="ak-choice" href="${way.href}">${icon(way.icon)}<span><b>${way.title}</b><small>${way.detail}</small></span>${icon("chevronRight")}</a>`;

/** An account as far as a key holder may see it: a masked name and what it has to do with the order. */
export const accountLine = (name: string, detail: string) =>
  html`<div class="ak-who"><span class="ak-avatar">${icon("person")}</span><div><b>${name}</b><span class="ak-hint">${detail}</span></div></div>`;
