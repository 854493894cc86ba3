/** Copy buttons are hidden until this runs. A press copies the code, and a status line says so for a moment. */
export const copyCodes = (): void => {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      // A browser may refuse; then the code stands selected, to be copied by hand.
      await navigator.clipboard.writeText(button.dataset.copy ?? "").then(
        () => tell(button),
        () => selectCode(button),
      );
    });
  }
};

const selectCode = (button: HTMLButtonElement): void => {
  const code = button.parentElement?.querySelector(".ak-key");
  if (code) getSelection()?.selectAllChildren(code);
};

const tell = (button: HTMLButtonElement): void => {
  const status = document.querySelector<HTMLElement>("[data-copy-status]");
  if (status) status.textContent = status.dataset.copyStatus ?? "";
  button.classList.add("ak-copied");
  setTimeout(() => {
    button.classList.remove("ak-copied");
    if (status) status.textContent = "";
  }, 2000);
};
