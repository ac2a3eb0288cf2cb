// Starts the parts of NHS.UK frontend that a page uses. The address of its build is on the page, because in production
// it carries a hash; a module cannot know it beforehand.
const { initAll } = await import(document.getElementById("nhsuk-frontend").href);

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
// Before the error summary takes over its links: a field inside closed details could not take the focus.
document.querySelectorAll("details:has(.nhsuk-error-message)").forEach((details) => (details.open = true));

// Whoever moves a row of an order has the same button again, so that moving it three places is pressing one key three
// times; what was done is read out with it. Refused, the page says so first.
document.addEventListener("submit", ({ target, submitter }) => {
  if (!target.matches("[data-moves]")) return;
  sessionStorage.setItem("moved", JSON.stringify([target.getAttribute("action"), submitter?.value]));
});
const [movedBy, way] = JSON.parse(sessionStorage.getItem("moved") ?? "[]");
sessionStorage.removeItem("moved");
const moves = [...document.querySelectorAll("[data-moves]")].find((form) => form.getAttribute("action") === movedBy);
const again = moves?.querySelector(`[value="${way}"]`) ?? moves?.querySelector("button");
const told = document.querySelector(".nhsuk-notification-banner");
if (again && !told?.matches(".banner--error")) {
  told?.setAttribute("data-disable-auto-focus", "true");
  if (told) again.setAttribute("aria-describedby", told.getAttribute("aria-labelledby").split(" ")[1]);
  again.focus();
}
initAll();
// What a page came for is read first, as errors are, which go before it.
if (!document.querySelector(".nhsuk-error-summary")) document.querySelector("[data-first]")?.focus();

// A table region takes the keyboard focus so that it can be scrolled; where there is nothing to scroll, it would only be
// one more stop on the way.
const watcher = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
    else target.removeAttribute("tabindex");
  }
});
document.querySelectorAll(".table-region").forEach((region) => watcher.observe(region));
