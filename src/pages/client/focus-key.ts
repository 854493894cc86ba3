/** On a clean landing page the key can be typed at once. A phone would open its keyboard over the page. */
export const focusKey = (): void => {
  const field = document.querySelector<HTMLInputElement>("[data-fill-key]:not([aria-invalid])");
  const isFree = document.activeElement === null || document.activeElement === document.body;
  if (field && isFree && matchMedia("(pointer: fine)").matches) field.focus();
};
