/** Whether a text is an id as we make them. The database fails on a text that is none. */
export const isUuid = (text: string | undefined): text is string =>
  text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** The id of no row: a look-up that is made for an unknown name too tells nothing by its time. */
export const NOBODY = "00000000-0000-0000-0000-000000000000";
