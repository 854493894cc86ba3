/** Served as a file of its own, so that the pages need no inline style. */
export const stylesheet = `
:root { color-scheme: light dark; --ink: light-dark(#13212b, #e6edf1); --muted: light-dark(#50606c, #a2b2bd);
  --page: light-dark(#f4f6f7, #10171c); --sheet: light-dark(#ffffff, #182127); --line: light-dark(#dbe1e5, #2d3942);
  --link: light-dark(#0b5d70, #6ac4d8); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.5 Inter, "Noto Sans JP", "Segoe UI", "Hiragino Sans", Meiryo, Helvetica, Arial, sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.3; overflow-wrap: anywhere; }
h2 { margin: 0 0 .5rem; font-size: 1rem; }
a { color: var(--link); }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.bar { display: flex; justify-content: space-between; align-items: center; gap: 1rem; }
.button { padding: .6rem 1.1rem; border: 1px solid currentColor; border-radius: 8px; font-weight: 600; text-decoration: none; }
.muted { color: var(--muted); }
.empty { padding: 3rem 1rem; text-align: center; background: var(--sheet); border: 1px solid var(--line); border-radius: 14px; }
table { width: 100%; border-collapse: collapse; background: var(--sheet); border: 1px solid var(--line); font-size: 15px; }
th, td { padding: .7rem .9rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { color: var(--muted); font-weight: 600; }
td a { font-weight: 600; }
time { white-space: nowrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 1rem 0 1.5rem; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
.parts { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 1.5rem; }
pre { margin: 0; padding: 1rem; background: var(--sheet); border: 1px solid var(--line); border-radius: 8px;
  white-space: pre-wrap; overflow-wrap: anywhere; font: 15px/1.6 ui-monospace, Menlo, Consolas, "Noto Sans JP", monospace; }
iframe { width: 100%; height: 52rem; border: 1px solid var(--line); border-radius: 8px; background: #f4f6f7; }
@media (max-width: 60rem) { .parts { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 40rem) {
  thead { display: none; }
  tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line); }
  td { display: block; padding: .1rem .9rem; border: 0; }
}
`;
