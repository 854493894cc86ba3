/** Counts the cool-down of "Send again" down. The server decides; this only shows how long it takes. */
export const countDown = (): void => {
  const hint = document.querySelector<HTMLElement>("[data-seconds]");
  const button = document.querySelector(`[aria-describedby="${hint?.id}"]`);
  if (!hint || !button) return;
  const { template = "", lastSecond = "" } = hint.dataset;
  const readyAt = Date.now() + Number(hint.dataset.seconds) * 1000;
  const tick = (): void => {
    const left = Math.ceil((readyAt - Date.now()) / 1000);
    if (left > 0) {
      hint.textContent = left === 1 ? lastSecond : template.replace("{seconds}", String(left));
      return;
    }
    hint.remove();
    button.removeAttribute("aria-describedby");
    clearInterval(timer);
  };
  const timer = setInterval(tick, 1000);
  tick();
};
