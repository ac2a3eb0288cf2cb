// Shows the paper anew beside the form a moment after what is typed was kept. Without it the paper is shown as it was when
// the page came; saving shows it anew anyway.

const parts = ["outline", "before", "after"];
let asked = 0;

async function refresh() {
  const mine = ++asked;
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine !== asked) return; // a later one is on its way
  for (const name of parts) {
    const here = document.querySelector(`[data-compose="${name}"]`);
    const there = fresh.querySelector(`[data-compose="${name}"]`);
    // Where somebody is in it with the keyboard, it stays as it is: focus must not be lost.
    if (here && there && !here.contains(document.activeElement)) here.replaceChildren(...there.childNodes);
  }
}

document.addEventListener("draft-kept", () => refresh().catch(() => {}));
