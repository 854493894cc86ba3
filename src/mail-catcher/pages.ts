import { html } from "hono/html";
import { linkedText } from "./linked-text.ts";
import type { CaughtMail } from "./mailbox.ts";

type Html = ReturnType<typeof html>;

/** Stands before a mail's own HTML, so that its links open outside the frame. */
export const mailFrameStyle = '<!doctype html><base target="_blank">';

/** All mails, newest first. */
export const mailboxPage = (mails: readonly CaughtMail[]): Html =>
  page(
    "Mailbox",
    html`<div class="bar">
  <h1>Mailbox</h1>
  <a class="button" href="/">Refresh</a>
</div>
<p class="muted">AnyKey sends its e-mails here as long as no mail server is set. None of them leaves this computer.</p>
${mails.length === 0 ? html`<p class="empty">No e-mails yet.</p>` : mailTable(mails)}`,
  );

const mailTable = (mails: readonly CaughtMail[]): Html =>
  html`<table>
  <thead><tr><th scope="col">To</th><th scope="col">Subject</th><th scope="col">Kind</th><th scope="col">Received</th></tr></thead>
  <tbody>${mails.map(
    (mail) => html`
    <tr><td>${mail.to}</td><td><a href="/messages/${mail.id}">${subjectOf(mail)}</a></td><td>${mail.kind}</td><td>${timeOf(mail)}</td></tr>`,
  )}
  </tbody>
</table>`;

/** One mail with both of its parts. */
export const mailPage = (mail: CaughtMail): Html =>
  page(
    subjectOf(mail),
    html`<p><a href="/">Back to the mailbox</a></p>
<h1>${subjectOf(mail)}</h1>
<dl>
  <dt>To</dt><dd>${mail.to}</dd>
  <dt>Kind</dt><dd>${mail.kind || "none"}</dd>
  <dt>Received</dt><dd>${timeOf(mail)}</dd>
</dl>
<div class="parts">
  <section><h2>Text</h2><pre>${linkedText(mail.text)}</pre></section>
  ${mail.html === "" ? "" : htmlPart(mail)}
</div>`,
  );

const htmlPart = (mail: CaughtMail): Html =>
  html`<section><h2>HTML</h2>
    <iframe title="HTML part of the e-mail" src="/messages/${mail.id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"></iframe>
  </section>`;

export const missingMailPage = (): Html =>
  page(
    "Not found",
    html`<h1>There is no such page</h1>
<p>The mailbox keeps the newest 500 e-mails. This one may have been dropped. <a href="/">Back to the mailbox</a></p>`,
  );

const page = (title: string, body: Html): Html =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · AnyKey mail catcher</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;

const subjectOf = (mail: CaughtMail): string => mail.subject || "(no subject)";

const timeOf = (mail: CaughtMail): Html =>
  html`<time datetime="${mail.receivedAt}">${mail.receivedAt.slice(0, 19).replace("T", " ")} UTC</time>`;
