import { showLocalTimes } from "./local-times.ts";

const EVERY_MS = 2_000;
const LONGEST_MS = 600_000;

/** While the console is being prepared, its state on this page is brought up to date from the page itself. */
export const followConsoleState = (): void => {
  const begun = Date.now();
  const preparing = () => document.querySelectorAll<HTMLElement>('[data-console-state="preparing"]');
  if (preparing().length === 0) return;
  const timer = setInterval(async () => {
    if (Date.now() - begun > LONGEST_MS) return clearInterval(timer);
    const answer = await fetch("/console/state").catch(() => null);
    const state = answer?.ok ? await answer.text() : "preparing";
    if (state === "preparing") return;
    clearInterval(timer);
    await replace(preparing());
  }, EVERY_MS);
};

/** The same elements as the server writes them now; the dialog's text is told to screen readers by its role. */
const replace = async (elements: NodeListOf<HTMLElement>): Promise<void> => {
  const answer = await fetch(location.pathname + location.search).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector<HTMLElement>("[data-console-sentence]");
  const since = fresh?.querySelector("[data-console-since]");
  if (!fresh || !since) return;
  showLocalTimes(fresh);
  document.querySelector("[data-dialog] [data-console-since]")?.replaceWith(document.importNode(since, true));
  for (const element of elements) {
    if (element.tagName !== "P") element.replaceWith(document.importNode(fresh, true));
    else {
      element.textContent = fresh.dataset.consoleSentence ?? "";
      element.dataset.consoleState = fresh.dataset.consoleState;
    }
  }
  const failed = fresh.dataset.consoleState === "failed";
  document.querySelector("[data-console-retry]")?.toggleAttribute("hidden", !failed);
};
