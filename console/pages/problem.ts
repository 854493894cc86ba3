import { html } from "hono/html";
import type { Texts } from "../texts/en.ts";
import { icon } from "./icons.ts";
import { layout, signInPath, statement } from "./layout.ts";

export type SignInProblem = "stranger" | "interrupted" | "refused" | "failed" | "portal_away";
export type Problem = SignInProblem | "forged" | "not_found" | "fault";

const elsewhere: readonly Problem[] = ["forged", "not_found", "fault"];

/** Says what happened and leads on: to a new sign-in where a sign-in failed, else to the products. */
export const problemPage = (t: Texts, page: { problem: Problem; issuer: string; reference?: string }) => {
  const { title, text } = t.problems[page.problem];
  const wayOn = elsewhere.includes(page.problem)
    ? html`<a class="btn btn-primary" href="/">${t.products}</a>`
    : html`<a class="btn btn-primary" href="${signInPath(page.issuer)}">${page.problem === "stranger" ? t.signIn : t.tryAgain}</a>`;
  return layout(t, {
    issuer: page.issuer,
    title,
    error: true,
    body: html`<div data-reason="${page.problem}">${statement(icon("warning"), title, text, html`${wayOn}<a class="btn btn-outline" href="${page.issuer}/products">${t.backToPortal}</a>`)}
${page.reference && html`<p class="ak-lead mt-4">${t.reference(page.reference)}</p>`}</div>`,
  });
};
