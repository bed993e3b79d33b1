// How long a page was really looked at, told when it is left: which page, whole seconds, nothing else (docs/privacy.md).
(() => {
  "use strict";
  const IDLE = 60; // seconds without a sign of anybody, after which nothing is counted
  const MOST = 600; // seconds that one page counts at most
  const to = document.currentScript.dataset.to;
  let seen = 0, told = 0, quiet = 0;
  for (const sign of ["pointerdown", "pointermove", "keydown", "scroll", "input"]) {
    addEventListener(sign, () => { quiet = 0; }, { passive: true, capture: true });
  }
  setInterval(() => {
    if (!document.hidden && quiet < IDLE) seen = Math.min(seen + 1, MOST);
    quiet += 1;
  }, 1000);

  const tell = () => {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]*)/);
    if (!token || seen === told) return;
    const words = { csrfmiddlewaretoken: token[1], page: location.pathname, seconds: seen - told, first: told ? "" : "1" };
    if (navigator.sendBeacon(to, new URLSearchParams(words))) told = seen;
  };
  document.addEventListener("visibilitychange", () => { if (document.hidden) tell(); });
  addEventListener("pagehide", tell);
})();
