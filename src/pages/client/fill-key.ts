/** A certificate's QR code leads to `/#key=…`. The key goes into the field and out of the address and the history. */
export const fillKey = (): void => {
  const field = document.querySelector<HTMLInputElement>("[data-fill-key]");
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  if (!field || key === null) return;
  field.value = key;
  history.replaceState(null, "", location.pathname + location.search);
};
