// Counts down on the screen of a running meeting (meetings:run). The server says how many seconds were left when it
// drew the page; everything works by buttons without this file.
(() => {
  "use strict";
  const find = (name) => document.querySelector(`[data-run-${name}]`);
  let drawn = Date.now();
  let wake = null;

  const clock = (seconds) => {
    const whole = Math.abs(seconds);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  };

  const tick = () => {
    const place = find("left");
    if (!place) return;
    const left = Number(place.dataset.runLeft) - Math.round((Date.now() - drawn) / 1000);
    place.textContent = left < 0 ? `+${clock(left)}` : clock(left);
    place.closest("[data-run]").classList.toggle("is-over", left < 0);
    const bar = find("bar");
    if (bar) bar.value = Math.max(0, Number(bar.max) - Math.max(0, left));
    const over = find("over");
    if (!over) return;
    over.hidden = left >= 0;
    const minutes = find("minutes");
    if (minutes) minutes.textContent = String(Math.max(1, Math.ceil(-left / 60)));
  };

  // A projector that falls asleep helps nobody; where the browser refuses, nothing happens.
  const stayAwake = async () => {
    if (wake || document.hidden || !navigator.wakeLock) return;
    try {
      wake = await navigator.wakeLock.request("screen");
      wake.addEventListener("release", () => { wake = null; });
    } catch {
      wake = null;
    }
  };

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-run-full]")) return;
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  });
  document.addEventListener("htmx:afterSwap", () => { drawn = Date.now(); tick(); });
  document.addEventListener("visibilitychange", stayAwake);
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  stayAwake();
  tick();
  setInterval(tick, 1000);
})();
