/** The server does not know the reader's time zone and writes UTC. Here it is known. */
export const showLocalTimes = (within: ParentNode = document): void => {
  const language = document.documentElement.lang === "ja" ? "ja-JP" : "en-GB";
  const format = new Intl.DateTimeFormat(language, {
    year: "numeric",
    month: language === "ja-JP" ? "long" : "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  for (const time of within.querySelectorAll("time[datetime]")) {
    const at = new Date(time.getAttribute("datetime") ?? "");
    if (!Number.isNaN(at.getTime())) time.textContent = format.format(at).replace("Sept", "Sep");
  }
};
