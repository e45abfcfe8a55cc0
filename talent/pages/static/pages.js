// What the pages need besides htmx. Everything also works without this file, only less quickly.
"use strict";

// A form's token travels as a header; after logging in again in this tab it is the new session's.
const token = document.querySelector("meta[name=csrf]");
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRF-Token"] = token.content;
});
// An address says what was chosen and not what was left open.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") return;
  for (const name of [...event.detail.formData.keys()]) {
    if (!event.detail.formData.get(name)) event.detail.formData.delete(name);
  }
});
document.addEventListener("htmx:afterRequest", (event) => {
  const fresh = event.detail.xhr.getResponseHeader("X-Form-Token");
  if (!fresh) return;
  token.content = fresh;
  for (const field of document.querySelectorAll("input[name=csrf]")) field.value = fresh;
});

// A form that one types into is sent by htmx: what is refused is told where it was typed, and a session that has
// ended is opened again over it. Files, exports and passwords go the plain way.
document.addEventListener("htmx:load", (event) => {
  const typed = "input:not([type=hidden]), textarea, select";
  for (const form of event.detail.elt.querySelectorAll("main form[method=post]:not([hx-boost], [hx-post], [enctype], [data-again])")) {
    if (!form.querySelector(typed) || form.querySelector("[type=password]")) continue;
    form.setAttribute("hx-boost", "true");
    htmx.process(form);
  }
});

// The way on may lead to another part of this very page, which is to be seen as it has become.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const way = event.detail.xhr.getResponseHeader("HX-Redirect");
  const to = new URL(way || "", location);
  if (!way || !to.hash || to.pathname + to.search !== location.pathname + location.search) return;
  event.preventDefault();
  location.hash = to.hash;
  location.reload();
});

// On a phone a row reads as a card: each cell says its column, whose head does not stand above it there. What sets
// values side by side stays a table.
document.addEventListener("htmx:load", (event) => {
  for (const table of event.detail.elt.querySelectorAll(".wide > .table:not(.people, .sides, .compare)")) {
    const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
    for (const row of table.tBodies[0].rows) {
      const before = heads.length - row.cells.length; // a cell of a row above may stand for this one too
      [...row.cells].forEach((cell, at) => {
        const said = cell.textContent.trim();
        const head = heads[before + at];
        if (cell.colSpan > 1) return;
        if (!at && cell.querySelector("[type=checkbox]")) row.classList.add("ticked");
        else if (said === "—" || (!said && !cell.children.length)) cell.classList.add("none");
        else if (before + at === heads.length - 1 && head === "操作") cell.classList.add("deeds");
        else if (before + at || cell.matches(".number") || cell.querySelector("input")) cell.dataset.label = head;
      });
    }
    table.classList.add("cards");
  }
});

// What was chosen is said in the page's language; a browser would say it in its own.
document.addEventListener("htmx:load", (event) => {
  for (const field of event.detail.elt.querySelectorAll("input[type=file]")) {
    const [box, told] = [document.createElement("span"), document.createElement("span")];
    const tell = () => { told.textContent = field.files.length ? field.files[0].name : "未选择文件"; };
    box.className = "chooser";
    told.className = "form-control";
    told.setAttribute("aria-hidden", "true");
    field.replaceWith(box);
    box.append(field, told);
    field.addEventListener("change", tell);
    tell();
  }
});

// What could not be asked at all is told; what was typed is still there.
document.addEventListener("htmx:sendError", () => {
  const notices = document.querySelector("#notices");
  if (notices) notices.innerHTML = '<p class="alert alert-danger" role="alert">网络不通，刚才的操作没有完成，请稍后再试。</p>';
});

// `settled`: what was typed stands. Never while an input method composes, once when it commits.
const PAUSE = 250;
const waiting = new WeakMap();
function settle(field) {
  clearTimeout(waiting.get(field));
  waiting.set(field, setTimeout(() => {
    field.dispatchEvent(new CustomEvent("settled", { bubbles: true }));
  }, PAUSE));
}
document.addEventListener("input", (event) => {
  if (!event.isComposing) settle(event.target);
});
document.addEventListener("compositionstart", (event) => clearTimeout(waiting.get(event.target)));
document.addEventListener("compositionend", (event) => settle(event.target));

// While one logs in again, another refused request must not put a fresh form over what is being typed; nor may
// one that was sent with the old session's token ask for a log-in that has happened meanwhile.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target: dialog, requestConfig: asked } = event.detail;
  if (dialog.id !== "again" || dialog.contains(asked.elt)) return;
  if (dialog.open || asked.headers["X-CSRF-Token"] !== token.content) event.detail.shouldSwap = false;
});

// What is put into a dialog opens it; emptied, it is closed.
document.addEventListener("htmx:afterSwap", (event) => {
  const dialog = event.detail.target;
  if (!(dialog instanceof HTMLDialogElement)) return;
  if (!dialog.innerHTML.trim()) dialog.close();
  else if (!dialog.open) dialog.showModal();
});
document.addEventListener("click", (event) => {
  const closer = event.target.closest("[data-close]");
  const dialog = closer ? closer.closest("dialog") : event.target;
  if (dialog instanceof HTMLDialogElement && (closer || event.target === dialog)) {
    event.preventDefault();
    dialog.close();
  }
});

// The box in the head ticks the page.
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-tick-all]")) return;
  const boxes = event.target.closest("table").querySelectorAll("tbody input[type=checkbox]");
  for (const box of boxes) box.checked = event.target.checked;
});

// A day typed without its dashes, as by a phone's digits, gets them.
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-day]")) return;
  event.target.value = event.target.value.trim().replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
});

// A menu that was opened closes when one turns to something else.
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details[data-menu][open], details.who[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll("details[data-menu][open], details.who[open]")) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

// Keys for what is done often; never while one types.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input:not([type=radio]):not([type=checkbox]), select, textarea, dialog")) return;
  const wanted = event.key === "/"
    ? document.querySelector("form[method=get] input, form[method=get] select")
    : document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (event.key === "/") wanted.focus();
  else wanted.click();
});

// A form that changes something is sent once, however often its button is pressed.
// One that only sends a file may be sent again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented || "again" in form.dataset) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// What takes seconds says so where one pressed.
function sayWait(near, words) {
  if (!words || !near || document.querySelector(".waiting")) return;
  const told = document.createElement("span");
  told.className = "waiting";
  told.setAttribute("role", "status");
  told.textContent = words;
  near.after(told);
}
function stopWait() {
  document.querySelector(".waiting")?.remove();
}
document.addEventListener("submit", (event) => sayWait(event.submitter, event.target.dataset.wait));
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-wait]");
  if (link && !event.ctrlKey && !event.metaKey) sayWait(link, link.dataset.wait);
});
window.addEventListener("pageshow", stopWait);
document.addEventListener("htmx:afterRequest", stopWait);

// A file leaves the plain way, which would leave the page for a log-in: whether one is still logged in is asked first.
document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (!("again" in form.dataset) || form.dataset.asked) return;
  event.preventDefault();
  const headers = { "HX-Request": "true", "HX-Boosted": "true", "X-CSRF-Token": token.content };
  const answer = await fetch("/account/here", { method: "POST", headers }).catch(() => null);
  const dialog = document.querySelector("#again");
  if (answer && answer.status === 401) {
    dialog.innerHTML = await answer.text();
    htmx.process(dialog);
    dialog.showModal();
    return;
  }
  form.dataset.asked = "1";
  form.requestSubmit(submitter);
  delete form.dataset.asked;
});

// A draft is kept in this tab alone, and only when the signal drops; never an ID number.
const NEVER = new Set(["csrf", "once", "id_number", "notes"]);
function draftOf(form) {
  return `draft.${form.dataset.draft}`;
}
function tellDraft(form, words) {
  form.querySelector("#draft-told").innerHTML = `<p class="alert alert-info">${words}</p>`;
}
function keepDraft(form) {
  const fields = [...new FormData(form)].filter(([name, value]) => value && !NEVER.has(name));
  sessionStorage.setItem(draftOf(form), JSON.stringify(fields));
  tellDraft(form, "网络中断：已在本页签暂存（不含身份证号和备注），恢复后请再保存。");
}
window.addEventListener("offline", () => document.querySelectorAll("form[data-draft]").forEach(keepDraft));
document.addEventListener("htmx:sendError", (event) => {
  const form = event.detail.elt.closest("form[data-draft]");
  if (form) keepDraft(form);
});
function takeDraft() {
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const kept = sessionStorage.getItem(draftOf(form));
    if (!kept) continue;
    sessionStorage.removeItem(draftOf(form));
    for (const [name, value] of JSON.parse(kept)) {
      const field = form.elements.namedItem(name);
      if (field && "type" in field && field.type === "checkbox") field.checked = true;
      else if (field && !field.value) field.value = value;
    }
    tellDraft(form, "已取回网络中断前暂存的内容，请核对后保存。");
  }
}
takeDraft();
document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("action") === "/logout") sessionStorage.clear();
});
