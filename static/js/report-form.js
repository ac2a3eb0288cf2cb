// Keeps the form of a report short: a text that still holds is read, and its box opens when it is changed; what an answer
// asks for opens with it; what a rating needs is marked when it is chosen. Without scripts all boxes stand open and say in
// words what they are for.

const CHANGED = "changed";

function lasting(part) {
  const box = part.querySelector("[data-lasting-box]");
  const before = part.querySelector("[data-lasting-before]");
  const radios = [...part.querySelectorAll("input[type=radio]")];
  const changed = radios.find((radio) => radio.value === CHANGED);
  const isTouched = [...box.querySelectorAll("textarea, input")].some((field) => field.value !== field.defaultValue);

  const show = () => {
    const isOpen = changed.checked || box.querySelector(".nhsuk-error-message") !== null;
    box.hidden = !isOpen;
    before.hidden = isOpen;
  };
  radios.forEach((radio) => radio.addEventListener("change", show));
  // What stands in the box is another text already, or the browser has filled in what was typed before: none of it may
  // be out of sight because nobody has answered.
  const isAnswered = radios.some((radio) => radio.checked);
  if (isTouched || ("differs" in part.dataset && !isAnswered)) changed.checked = true;
  // A link to the box.
  const open = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!target || !box.contains(target)) return;
    changed.checked = true;
    show();
    target.scrollIntoView();
    target.focus();
  };
  window.addEventListener("hashchange", open);
  show();
  open();
}

function needs(rating) {
  const radios = [...rating.querySelectorAll("input[type=radio]")];
  const marks = document.querySelectorAll("[data-needed]");
  const show = () => {
    const chosen = radios.find((radio) => radio.checked);
    marks.forEach((mark) => (mark.hidden = !chosen || chosen.value === rating.dataset.best));
  };
  radios.forEach((radio) => radio.addEventListener("change", show));
  show();
}

// "milestone_3=new": shown while that answer is the one selected. NHS.UK's own conditional radios put aria-expanded on
// the radio, where it may not stand.
function shownBy(part) {
  const [name, answer] = part.dataset.shownBy.split("=");
  const radios = [...document.getElementsByName(name)];
  const show = () => {
    part.hidden = !radios.some((radio) => radio.checked && radio.value === answer);
  };
  radios.forEach((radio) => radio.addEventListener("change", show));
  show();
}

document.querySelectorAll("[data-shown-by]").forEach(shownBy);
document.querySelectorAll("[data-lasting]").forEach(lasting);
document.querySelectorAll("[data-rating]").forEach(needs);
