// Progressive enhancement by data- attributes; every page works without this file. The attributes are listed in docs/design.md.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const on = (type, selector, act) => document.addEventListener(type, (event) => {
    const found = event.target.closest?.(selector);
    if (found) act(found, event);
  });
  const changed = (element) => element.dispatchEvent(new Event("input", { bubbles: true }));

  // --- dialogs, copying, printing -------------------------------------------------------------------------------
  on("click", "[data-dialog-open]", (button, event) => {
    const dialog = document.getElementById(button.dataset.dialogOpen);
    if (dialog?.showModal) { event.preventDefault(); dialog.showModal(); }
  });
  on("click", "[data-dialog-close]", (button, event) => { event.preventDefault(); button.closest("dialog").close(); });
  on("click", "dialog", (dialog, event) => { if (event.target === dialog) dialog.close(); });
  on("click", "[data-print]", () => window.print());
  on("click", "[data-copy]", async (button) => {
    const source = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText((source?.value ?? source?.textContent ?? "").trim());
    const words = button.querySelector("[data-copied]") ?? button;
    const before = words.textContent;
    words.textContent = button.dataset.done ?? "✓";
    setTimeout(() => { words.textContent = before; }, 2500);
  });
  on("change", "form[data-autosubmit]", (form) => form.requestSubmit());

  // --- dates in words beside native inputs ------------------------------------------------------------------------
  const words = new Intl.DateTimeFormat(root.lang === "en" ? "en-GB" : root.lang, { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const sayDates = (within = document) => all("[data-date-words]", within).forEach((place) => {
    const day = document.getElementById(place.dataset.dateWords)?.value.slice(0, 10);
    place.textContent = day && !Number.isNaN(Date.parse(day)) ? words.format(new Date(day)) : "";
  });

  // --- a slider over the days of a year, with a date input that says the same -----------------------------------------
  const slid = (slider) => Date.parse(slider.dataset.first) + slider.value * 864e5;
  const sayDay = (slider) => slider.setAttribute("aria-valuetext", words.format(new Date(slid(slider))));
  on("input", "[data-slide]", (slider) => {
    document.getElementById(slider.dataset.slide).value = new Date(slid(slider)).toISOString().slice(0, 10);
    sayDay(slider);
  });
  on("input", "input[type=date]", (field) => all(`[data-slide="${field.id}"]`).forEach((slider) => {
    if (field.value) { slider.value = (Date.parse(field.value) - Date.parse(slider.dataset.first)) / 864e5; sayDay(slider); }
  }));
  all("[data-slide]").forEach(sayDay);

  // --- sums: minutes of an agenda ---------------------------------------------------------------------------------
  const addUp = () => all("[data-sum]").forEach((place) => {
    const name = place.dataset.sum;
    const limit = Number(document.getElementById(place.dataset.sumLimit)?.value ?? place.dataset.sumLimit);
    const sum = all(`[data-sum-of="${name}"]`).filter((field) => !field.closest("[hidden]"))
      .reduce((total, field) => total + (Number(field.value) || 0), 0);
    place.textContent = String(sum);
    all(`[data-sum-over="${name}"]`).forEach((advice) => { advice.hidden = !(limit && sum > limit); });
  });

  // --- one more line: <button data-add-row="ID"> with <template id="ID-template"> and a list with that id ---------
  const addRow = (id) => {
    const list = document.getElementById(id);
    const template = document.getElementById(`${id}-template`);
    const total = list.closest("form")?.querySelector(`[name="${list.dataset.prefix}-TOTAL_FORMS"]`);
    const number = total ? Number(total.value) : list.children.length;
    const holder = document.createElement("template");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", number);
    const row = holder.content.firstElementChild;
    list.append(row);
    if (total) total.value = String(number + 1);
    sayDates(row);
    return row;
  };
  on("click", "[data-add-row]", (button) => {
    addRow(button.dataset.addRow).querySelector("input:not([type=hidden]), select, textarea")?.focus();
    addUp();
  });
  on("click", "[data-remove-row]", (button, event) => {
    event.preventDefault();
    const row = button.closest("[data-row]");
    const form = row.closest("form");
    const mark = row.querySelector("[name$='-DELETE']");
    if (mark) mark.checked = true;
    all("input:not([type=hidden], [name$='-DELETE']), textarea", row).forEach((field) => { if (!mark) field.value = ""; });
    row.hidden = true;
    if (form) changed(form);
  });

  // --- moving a line up or down among its neighbours ---------------------------------------------------------------
  on("click", "[data-move-row]", (button, event) => {
    event.preventDefault();
    const row = button.closest("[data-row]");
    const isUp = button.dataset.moveRow === "up";
    let other = row;
    do { other = isUp ? other.previousElementSibling : other.nextElementSibling; } while (other?.hidden);
    if (!other) return;
    // What is sent is the number in the names, so the lines keep their place and their contents change places.
    const fields = (line) => all("input, select, textarea", line);
    fields(row).forEach((field, at) => { const theirs = fields(other)[at]; [field.value, theirs.value] = [theirs.value, field.value]; });
    other.querySelector(`[data-move-row="${button.dataset.moveRow}"]`).focus();
    changed(row.closest("form"));
  });

  // --- drafts: what was typed survives a closed tab and a lost connection ------------------------------------------
  const storeKey = (form) => `plc-draft:${form.dataset.draft}`;
  const kept = (form) => [...form.elements].filter((field) => field.name && !field.disabled
    && !("draftSkip" in field.dataset) && (field.type !== "hidden" || "draftKeep" in field.dataset) && !["file", "password", "submit", "button"].includes(field.type));
  const state = (form) => kept(form).map((field) => [field.name, /checkbox|radio/.test(field.type) ? [field.value, field.checked] : field.value]);
  const rowsOf = (form) => all("[data-prefix]", form).map((list) => [list.id, list.children.length]);
  const store = (form) => {
    try { localStorage.setItem(storeKey(form), JSON.stringify({ rows: rowsOf(form), fields: state(form) })); } catch { /* full or forbidden */ }
  };
  const forget = (key) => { try { localStorage.removeItem(`plc-draft:${key}`); } catch { /* forbidden */ } };
  const restore = (form) => {
    let draft = null;
    try { draft = JSON.parse(localStorage.getItem(storeKey(form))); } catch { return; }
    if (!draft || "draftFresh" in form.dataset || form.querySelector(".error-summary") || JSON.stringify(draft.fields) === JSON.stringify(state(form))) return;
    draft.rows.forEach(([id, number]) => {
      const list = document.getElementById(id);
      while (list && list.children.length < number) addRow(id);
    });
    const seen = {};
    draft.fields.forEach(([name, value]) => {
      const same = kept(form).filter((field) => field.name === name);
      if (Array.isArray(value)) {
        const box = same.find((field) => field.value === value[0]);
        if (box) box.checked = value[1];
        return;
      }
      seen[name] = (seen[name] ?? -1) + 1;
      if (same[seen[name]]) same[seen[name]].value = value;
    });
    all("[data-draft-note]", form).forEach((note) => { note.hidden = false; });
  };
  const savedKey = document.cookie.match(/(?:^|; )draft_saved=([^;]*)/);
  if (savedKey) {
    forget(decodeURIComponent(savedKey[1]));
    document.cookie = "draft_saved=; path=/; max-age=0; samesite=lax";
  }
  let waiting;
  on("input", "form[data-draft]", (form) => { clearTimeout(waiting); waiting = setTimeout(() => store(form), 300); });
  on("click", "[data-draft-discard]", (button) => {
    forget(button.closest("form").dataset.draft);
    window.location.reload();
  });

  on("submit", "form[data-forget-drafts]", () => {
    try {
      Object.keys(localStorage).filter((key) => key.startsWith("plc-draft:")).forEach((key) => localStorage.removeItem(key));
    } catch { /* forbidden */ }
  });

  // --- sending: once, and only when there is a connection ----------------------------------------------------------
  const reachable = async () => {
    if (!navigator.onLine) return false;
    try {
      await fetch(document.querySelector("link[rel=stylesheet]").href, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(6000) });
      return true;
    } catch { return false; }
  };
  const offline = (form, isOffline) => all("[data-offline-note]", form).forEach((note) => { note.hidden = !isOffline; });
  const settled = (form) => { offline(form, Boolean(form.querySelector("[data-autosave][data-unsaved]"))); clearTimeout(waiting); if (form.querySelector("[data-unsaved]")) store(form); else forget(form.dataset.draft); };
  // A field that saves itself (data-autosave) needs no draft any more, unless one could not be kept (data-unsaved): then at once.
  on("htmx:afterRequest", "[data-autosave]", (field, { detail }) => { field.toggleAttribute("data-unsaved", !detail.successful); field.closest("form").toggleAttribute("data-signed-out", [401, 403].includes(detail.xhr.status)); settled(field.closest("form")); });
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const submitter = event.submitter;
    if (form.method === "dialog" || "hxGet" in form.dataset || form.hasAttribute("hx-get") || form.hasAttribute("hx-post")) return;
    if (form.dataset.sending) { event.preventDefault(); return; }
    if (form.dataset.draft && !form.dataset.reached) {
      event.preventDefault();
      store(form);
      form.dataset.sending = "1";
      const isThere = await reachable();
      delete form.dataset.sending;
      offline(form, !isThere);
      if (isThere) { form.dataset.reached = "1"; form.requestSubmit(submitter); }
      return;
    }
    if (form.method === "post") { form.dataset.sending = "1"; submitter?.setAttribute("aria-busy", "true"); }
  });
  const ready = () => all("form[data-sending], form[data-reached]").forEach((form) => {
    delete form.dataset.sending;
    delete form.dataset.reached;
    all("[aria-busy]", form).forEach((button) => button.removeAttribute("aria-busy"));
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) ready(); });

  // --- start, and again after htmx put something on the page -------------------------------------------------------
  document.addEventListener("input", () => { sayDates(); addUp(); });
  const wake = (within) => {
    all("form[data-draft]", within).forEach(restore);
    sayDates();
    addUp();
    within.querySelector(".tabs [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
    within.querySelector("[data-focus]")?.focus();
  };
  document.addEventListener("htmx:afterSwap", (event) => wake(event.detail.target));
  wake(document);
})();
