"use strict";
// Keys and jumps on the review page. Everything works without this file too.
(function () {
  let current = 0; // number of the finding that keys speak of

  const cards = () => [...document.querySelectorAll(".card:not([hidden])")];
  const card = (n) => document.getElementById("card-" + n);

  // go makes a finding the current one and brings it, and its place in the text, into view.
  function go(n, inText) {
    const to = card(n);
    if (!to || to.hidden) return;
    document.querySelectorAll(".current").forEach((e) => e.classList.remove("current"));
    current = n;
    to.classList.add("current");
    within(to, to.closest(".panel"));
    const place = document.getElementById("t" + n);
    if (place) {
      place.classList.add("current");
      if (inText !== false) place.scrollIntoView({ block: "center" });
    }
    to.setAttribute("tabindex", "-1");
    to.focus({ preventScroll: true });
  }

  // within scrolls a box of its own without moving the page, or the page where the box does not scroll.
  function within(element, box) {
    if (box && box.scrollHeight > box.clientHeight + 1 && getComputedStyle(box).overflowY !== "visible") {
      box.scrollTop += element.getBoundingClientRect().top - box.getBoundingClientRect().top - 8;
    } else {
      element.scrollIntoView({ block: "nearest" });
    }
  }

  function step(by) {
    const list = cards();
    if (!list.length) return;
    const at = list.findIndex((c) => Number(c.dataset.n) === current);
    const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by));
    go(Number(list[next].dataset.n));
  }

  function press(selector) {
    const c = card(current);
    const button = c && c.querySelector(selector);
    if (button) button.click();
  }

  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const typing = e.target.closest("input, textarea, select");
    if (typing) {
      if (e.key === "Escape") e.target.blur();
      return;
    }
    switch (e.key) {
      case "j": step(1); break;
      case "k": step(-1); break;
      case "a": press("button.accept"); break;
      case "r": press("button.reject"); break;
      case "n": {
        const c = card(current);
        const note = c && c.querySelector("details.note");
        if (!note) return;
        note.open = true;
        note.querySelector("textarea").focus();
        break;
      }
      case "/": {
        const search = document.querySelector("#search, input[type=search]");
        if (!search) return;
        search.focus();
        break;
      }
      default: return;
    }
    e.preventDefault();
  });

  // A number leads to the finding beside the text instead of moving the page.
  document.addEventListener("click", (e) => {
    const link = e.target.closest('a[href^="#"]');
    if (!link) return;
    const number = /^#([ft])(\d+)$/.exec(link.getAttribute("href"));
    if (!number) return;
    const n = Number(number[2]);
    if (!card(n) || card(n).hidden) return;
    e.preventDefault();
    history.replaceState(null, "", link.getAttribute("href"));
    go(n, !link.closest(".texts"));
  });

  // htmx puts a new card in the place of the one that was judged: it stays the current one.
  document.addEventListener("htmx:afterSettle", () => {
    const notice = document.getElementById("notice");
    if (notice) notice.replaceChildren();
    const c = card(current);
    if (c) c.classList.add("current");
    // Once the server knows the visitor's name, no form asks for it.
    if (document.querySelector(".judge.named, .question.named")) document.querySelectorAll("label.name").forEach((e) => e.remove());
  });
  document.addEventListener("htmx:sendError", () => say());
  function say() {
    const notice = document.getElementById("notice");
    if (notice) notice.textContent = "⚠";
  }

  // Forms that take long say that they are at work, and are not sent twice.
  document.addEventListener("submit", (e) => {
    const form = e.target;
    if (!form.closest(".new")) return;
    const button = form.querySelector("button.primary");
    setTimeout(() => { button.disabled = true; button.setAttribute("aria-busy", "true"); }, 0);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("[aria-busy]").forEach((b) => { b.disabled = false; b.removeAttribute("aria-busy"); }));

  const start = /^#[ft](\d+)$/.exec(location.hash);
  if (start) go(Number(start[1]));
})();
