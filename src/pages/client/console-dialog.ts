/** The dialog comes open, as a section of the page for browsers without script. Here it becomes modal: the page behind it is out of reach. */
export const showConsoleDialog = (): void => {
  const dialog = document.querySelector<HTMLDialogElement>("[data-dialog][open]");
  if (!dialog) return;
  dialog.close();
  dialog.showModal();
};
