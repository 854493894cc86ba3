import { html } from "hono/html";
import type { Texts } from "../texts/en.ts";
import { icon } from "./icons.ts";
import { layout, signInPath, statement } from "./layout.ts";

/** For somebody who is not signed in, or no longer. */
export const welcomePage = (t: Texts, { issuer, signedOut }: { issuer: string; signedOut: boolean }) =>
  layout(t, {
    issuer,
    title: signedOut ? t.signedOut : t.signIn,
    body: statement(
      icon("account"),
      signedOut ? t.signedOut : t.welcome,
      signedOut ? t.signedOutText : t.welcomeText,
      html`<a class="btn btn-primary" href="${signInPath(issuer)}">${t.signIn}</a>`,
    ),
  });
