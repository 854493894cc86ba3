/** The dialog comes open, for browsers without script. Here it becomes modal: the page behind it is out of reach. */
export const showConsoleDialog = (): void => {
  const dialog = document.querySelector<HTMLDialogElement>("[data-dialog][open]");
  if (!dialog) return;
  dialog.close();
  dialog.showModal();
};
