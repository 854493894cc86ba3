/**
 * To the browser a page that answers a form is that form, sent again by Back and reload; as the answer may not be stored,
 * Back fails. From here on the page is its own address.
 */
export const standAtAddress = (): void => {
  const { address } = document.documentElement.dataset;
  if (address !== undefined) history.replaceState(null, "", address);
};
