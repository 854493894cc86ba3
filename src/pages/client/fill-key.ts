/** A certificate's QR code leads to `/#key=…`, also while the page is open. The key leaves the address and the history. */
export const fillKey = (): void => {
  const field = document.querySelector<HTMLInputElement>("[data-fill-key]");
  if (!field) return;
  const takeKey = (): void => {
    const key = new URLSearchParams(location.hash.slice(1)).get("key");
    if (key === null) return;
    field.value = key;
    history.replaceState(null, "", location.pathname + location.search);
  };
  takeKey();
  addEventListener("hashchange", takeKey);
};
