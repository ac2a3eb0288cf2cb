// Keeps what is typed into a form of a report, or of a section of a paper, by sending it to the form's data-autosave-url a
// moment after the last key, and says so: to people, and by the event draft-kept to other scripts. The page works without
// it: it only makes sure that no text is lost with a closed lid or an ended session.

const PAUSE = 3000; // after the last key
const LONGEST = 15000; // of typing without a pause
const RETRY = 20000; // after a failure

const form = document.querySelector("form[data-autosave-url]");
const told = document.querySelector("[data-autosave-status]");
let timer = null;
let since = null;
let kept = true;
let sending = false;

const cookie = (name) =>
  document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";

// Somebody who signed in again in another tab has a new token, and the form an old one.
function refreshToken() {
  const field = form.elements.csrfmiddlewaretoken;
  if (field && cookie("csrftoken")) field.value = cookie("csrftoken");
}

function say(words, link) {
  told.textContent = words;
  if (link) {
    const anchor = document.createElement("a");
    anchor.href = link.href;
    anchor.textContent = link.text;
    told.append(" ", anchor);
  }
}

async function keep() {
  if (sending) return plan(PAUSE);
  clearTimeout(timer);
  since = null;
  sending = true;
  kept = true; // what is typed from here on is not in what is sent
  refreshToken();
  try {
    const answer = await fetch(form.dataset.autosaveUrl, { method: "POST", body: new FormData(form) });
    if (!answer.ok) throw new Error(`Answer ${answer.status}`);
    const { words, link } = await answer.json();
    say(words, link);
    document.dispatchEvent(new Event("draft-kept"));
  } catch {
    say("Not kept yet: the portal cannot be reached, or has a fault. Leave this page open; it is tried again.");
    plan(RETRY);
  } finally {
    sending = false;
  }
}

function plan(wait) {
  kept = false;
  clearTimeout(timer);
  since ??= Date.now();
  timer = setTimeout(keep, Math.max(0, Math.min(wait, since + LONGEST - Date.now())));
}

if (form && told) {
  form.addEventListener("input", () => plan(PAUSE));
  form.addEventListener("change", () => plan(PAUSE));
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    kept = true;
    sending = false;
    refreshToken();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !kept) keep();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!kept || sending) event.preventDefault();
  });
}
